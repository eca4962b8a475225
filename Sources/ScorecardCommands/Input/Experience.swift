import ScorecardModel
import ScorecardPresentation

/// What was typed of how it was: a kind, or good or bad alone.
enum Experience: Hashable {
  case plain(isGood: Bool)
  case kind(IncidentKind)

  static let words = ["good", "bad"] + IncidentKind.allCases.map(\.rawValue)

  /// A word or its unique beginning; nil when it is none, or may be several.
  init?(_ typed: String) {
    switch Experience.words(beginning: typed) {
    case ["good"]: self = .plain(isGood: true)
    case ["bad"]: self = .plain(isGood: false)
    case let found:
      guard found.count == 1, let kind = IncidentKind(rawValue: found[0]) else { return nil }
      self = .kind(kind)
    }
  }

  /// Those that a text may be the beginning of; the word itself alone where it is one.
  static func words(beginning typed: String) -> [String] { completions(of: typed, among: words) }

  var kind: IncidentKind? { if case .kind(let kind) = self { kind } else { nil } }

  var isGood: Bool {
    switch self {
    case .plain(let isGood): isGood
    case .kind(let kind): kind.isGood
    }
  }

  /// - Parameter severity: what was said besides; nil = as its kind has it.
  func outcome(_ severity: Severity?) -> Outcome? {
    if isGood { return .good }
    return (severity ?? kind?.outcome.severity).map { .bad($0) }
  }

  /// A bad experience of which no more is said: it did not do what it promised.
  var dimension: Dimension { kind?.dimension ?? (isGood ? .general : .reliability) }
}

extension Failure {
  /// A word that is no kind of experience, or may be several.
  static func noExperience(_ typed: String) -> Failure {
    let found = typed.isEmpty ? [] : Experience.words(beginning: typed)
    if found.count > 1 { return .usage("\"\(typed)\" may be \(NameList.or(found)). Write one more letter") }
    return .usage("\"\(typed)\" is no kind of experience. Use \(NameList.or(Experience.words))")
  }
}

internal import ScorecardModel

/// Which of the three interchange files it is.
package enum ImportKind: String, Sendable, Hashable, CaseIterable {
  case incidents
  case volumes
  case checkIns = "check-ins"

  private var file: any NativeFile.Type {
    switch self {
    case .incidents: IncidentCSV.self
    case .volumes: VolumeCSV.self
    case .checkIns: CheckInCSV.self
    }
  }

  /// Columns that the file must have.
  var required: [String] { file.required }
  /// Every column, in the order of an export.
  package var columns: [String] { file.names }
}

/// What does not fit in a header, all of it.
struct HeaderProblem: Error {
  var message: String
  var next: NextStep?
}

/// What a header says: the kind of file, and where its columns are.
struct InterchangeHeader {
  let kind: ImportKind
  /// Column name → position in the file.
  let positions: [String: Int]
  /// Columns of the file that mean nothing here, as they are written.
  let ignored: [String]

  /// - Parameter map: column name → the name it has in the file.
  /// - Throws: one message with everything that does not fit.
  init(_ names: [String], map: [String: String]) throws(HeaderProblem) {
    let found = names.map(InterchangeHeader.fold)
    var targets: [Int: [String]] = [:]
    try InterchangeHeader.check(map, found: found, names: names)
    for (target, source) in map {
      if let index = found.firstIndex(of: InterchangeHeader.fold(source)) {
        targets[index, default: []].append(InterchangeHeader.fold(target))
      }
    }
    let mapped = Set(targets.values.joined())
    for (index, name) in found.enumerated() where targets[index] == nil && !mapped.contains(name) {
      targets[index] = [name]
    }
    kind = InterchangeHeader.kind(of: Set(targets.values.joined()), columns: names.count)
    let known = Set(kind.columns)
    var positions: [String: Int] = [:]
    for (index, names) in targets.sorted(by: { $0.key < $1.key }) {
      for name in names where known.contains(name) {
        guard positions.updateValue(index, forKey: name) == nil else {
          throw HeaderProblem(message: "column \"\(name)\" twice")
        }
      }
    }
    let used = Set(positions.values)
    self.positions = positions
    ignored = names.indices.filter { !used.contains($0) }.map { index in
      found[index].isEmpty ? "(column \(index + 1))" : names[index]
    }
    try InterchangeHeader.checkComplete(kind, positions: positions, ignored: ignored, names: names)
  }

  /// `Hold Minutes` and `hold-minutes` are `hold_minutes`.
  static func fold(_ name: String) -> String {
    let bytes = VendorNames.key(name).utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Check-ins are recognised by their single column: any other file with a date would turn into quiet days that nobody saw.
  private static func kind(of names: Set<String>, columns: Int) -> ImportKind {
    if columns == 1, names == ["date"] { return .checkIns }
    let volumes = ImportKind.volumes.required.count { names.contains($0) }
    let incidents = ImportKind.incidents.required.count { names.contains($0) }
    return volumes > incidents ? .volumes : .incidents
  }

  private static func check(_ map: [String: String], found: [String], names: [String]) throws(HeaderProblem) {
    let known = ImportKind.incidents.columns + ImportKind.volumes.columns.filter { $0 != "vendor" }
    for (target, source) in map.sorted(by: { $0.key < $1.key }) {
      let pair = "\(target)=\(source): "
      if !known.contains(fold(target)) {
        let guess = closestMatch(target, among: known).map { ". Did you mean \"\($0)\"?" }
        throw HeaderProblem(
          message: pair + "no column \(quoted(target))"
            + (guess ?? ". Known: " + known.joined(separator: ", ")))
      }
      if !found.contains(fold(source)) {
        let guess = closestMatch(source, among: names).map { ". Did you mean \"\($0)\"?" }
        throw HeaderProblem(
          message: pair + "the file has no column \(quoted(source))" + (guess ?? ". " + list(names)))
      }
    }
  }

  private static func checkComplete(
    _ kind: ImportKind, positions: [String: Int], ignored: [String], names: [String]
  ) throws(HeaderProblem) {
    var missing = kind.required.filter { positions[$0] == nil }
    var free = ignored
    // Without a vendor a volume is the whole store's, which a misnamed column must not cause.
    if kind == .volumes, positions["vendor"] == nil, ColumnGuess.source(for: "vendor", in: free) != nil {
      missing.append("vendor")
    }
    if missing.isEmpty { return }
    var guesses: [ColumnMapping] = []
    for column in missing {
      if let guess = ColumnGuess.source(for: column, in: free) {
        guesses.append(ColumnMapping(field: column, column: guess))
        free.removeAll { $0 == guess }
      }
    }
    let columns = missing.map { "\"\($0)\"" }.joined(separator: ", ")
    throw HeaderProblem(
      message: "no column \(columns). \(list(names))",
      next: .mapColumns(guesses.isEmpty ? [ColumnMapping(field: missing[0], column: nil)] : guesses))
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(30).map { String($0.prefix(60)) }.joined(separator: ", ")
    return "Found: " + shown + (names.count > 30 ? ", …" : "")
  }
}

/// Guesses under which name another system keeps a column.
enum ColumnGuess {
  private static let otherNames: [String: [String]] = [
    "date": ["day", "when", "occurred", "happened", "created", "opened", "timestamp", "time", "reported"],
    "vendor": [
      "supplier", "company", "provider", "carrier", "partner", "merchant", "service", "brand", "shop",
    ],
    "outcome": ["result", "good_or_bad", "sentiment", "kind", "type", "experience", "verdict"],
    "from": ["start", "begin", "since", "period_start"],
    "to": ["end", "until", "through", "period_end"],
    "orders": ["order_count", "count", "quantity", "volume", "sales", "number"],
  ]

  /// The one of `names` that probably holds `column`: it bears another usual name, contains one, or is misspelt.
  static func source(for column: String, in names: [String]) -> String? {
    let usual = [column] + (otherNames[column] ?? [])
    let folded = names.map { (name: $0, words: InterchangeHeader.fold($0).split(separator: "_")) }
    for candidate in usual {
      let parts = candidate.split(separator: "_")
      if let match = folded.first(where: { $0.words.starts(with: parts) || $0.words.last == parts[0] }) {
        return match.name
      }
    }
    return closestMatch(column, among: names)
  }
}

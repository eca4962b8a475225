/// Names in a row, as a sentence has them.
package enum NameList {
  /// Names in one clause before the rest is only counted.
  package static let most = 3

  /// `A`, `A and B`, `A, B and C`, `A, B, C and 2 more`.
  package static func and(_ names: [String], most: Int = NameList.most) -> String {
    var shown = Array(names.prefix(most))
    if names.count > most { shown.append("\(names.count - most) more") }
    return joined(shown, "and")
  }

  /// `a, b or c`.
  package static func or(_ names: [String]) -> String { joined(names, "or") }

  private static func joined(_ names: [String], _ last: String) -> String {
    guard let end = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(last) " + end
  }
}

import ScorecardModel

@testable import ScorecardFormats

/// Rules files, and rules that were read at work on a table and a list that have their fields.
enum RulesTarget {
  static func run(_ bytes: [UInt8]) {
    let rules: ImportRules
    do throws(OwnerFileProblems) {
      rules = try RulesReader.read(bytes, fileName: "f")
      show(rules.fields)
    } catch {
      show(error.diagnostics)
      checkProblems(error.diagnostics, of: bytes)
      return
    }
    for cut in chosen(cuts(of: bytes, before: ListsTarget.endOfText(bytes)), for: bytes) {
      let part = try? RulesReader.read(Array(bytes[..<cut]), fileName: "f")
      promise(part == nil, "cut at \(cut) it is read as a whole")
    }
    let format = ImportFormat(rules)
    let ways: [(vendor: String?, file: (ImportRules) -> [UInt8])] = [
      (nil, table), ("acme", table), (nil, list), ("acme", list),
    ]
    for way in chosen(ways, for: bytes) {
      let file = way.file(rules)
      _ = Reading.checked(file, as: format, Store.context(vendor: way.vendor))
      _ = Reading(file, as: format, Store.context(vendor: way.vendor, line: 2))
    }
  }

  /// Problems have places in the file, and are told in its order.
  static func checkProblems(_ problems: [Diagnostic], of bytes: [UInt8]) {
    promise(!problems.isEmpty, "refused without a reason")
    let lines = LineLengths(bytes)
    for problem in problems {
      lines.check(problem)
      promise(problem.line != nil || problem.message.hasPrefix("this is "), "no line: \(problem)")
    }
    let places = problems.map { ($0.line ?? 0, $0.column ?? 0) }
    promise(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }, "out of order: \(problems)")
  }

  private static let values = [
    "2026-03-01", "northwind", "3", "", "3/4/2026", "1,234.50", "-7", "bad", "2026-03-02T10:00:00+02:00",
    "1756857600", "2-Jun-06", "true", "high", "x/y/z",
  ]

  /// A header with every name of every field, and rows in which each has each of the values.
  private static func table(of rules: ImportRules) -> [UInt8] {
    let names = rules.fields.flatMap(ImportRules.alternatives)
    let header = names.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let rows = values.indices.map { row in
      names.indices.map { "\"" + values[(row + $0 * 3) % values.count] + "\"" }
    }
    return Array(([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined().utf8)
  }

  /// Elements with the fields that no path leads further into.
  private static func list(of rules: ImportRules) -> [UInt8] {
    let names = rules.fields.flatMap(ImportRules.alternatives).filter { !$0.contains(".") }
    let elements = values.indices.map { row in
      let members = names.indices.map { index in
        quotedJSON(names[index]) + ":" + quotedJSON(values[(row + index * 3) % values.count])
      }
      return "{" + members.joined(separator: ",") + "}"
    }
    let list = "[" + elements.joined(separator: ",\n") + "]"
    return Array((rules.list.map { "{" + quotedJSON($0) + ":" + list + "}" } ?? list).utf8)
  }

  static func quotedJSON(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

import Measuring

/// One Markdown table: a row for each command, a column for each ledger.
struct CostTable {
  private var measured = 0
  private var over = 0

  /// - Parameter ledgers: those that are measured, in the order of the columns.
  func head(_ ledgers: Ledgers) -> String {
    let columns = ["without", "with"].map { "\(ledgers.rows) rows \($0) ids (more)" }
    let made = ledgers.imports.map { $0.map { Cost([$0]).text } ?? "" }
    return [
      ["command", "almost empty"] + columns + [""], ["---", "--:", "--:", "--:", "---"],
      ["`import` of these rows"] + made + ["all"],
    ].map(line).joined(separator: "\n")
  }

  mutating func row(_ command: MeasuredCommand, _ runs: [[Run]]) -> String {
    let costs = runs.map(Cost.init)
    let more = costs.dropFirst().map { $0 - costs[0] }
    let isOver = more.contains {
      $0.milliseconds > command.allowance.milliseconds || $0.megabytes > command.allowance.megabytes
    }
    measured += 1
    if isOver { over += 1 }
    let cells = zip(costs.dropFirst(), more).map { "\($0.text) (\($1.signed))" }
    let mark = isOver ? "over" : (command.allowance == .everything ? "all" : "")
    return line(["`\(command.text)`", costs[0].text] + cells + [mark])
  }

  var summary: String {
    let limits = [("", Allowance.few), (" for what reads every sum", .sums)].map {
      "\(rounded($1.milliseconds, 1)) ms and \(rounded($1.megabytes, 1)) MB more\($0)"
    }
    return "\n\(over) of \(measured) cost more than they may: \(limits.joined(separator: ", ")). "
      + "\"all\" = reads or writes all entries."
  }

  private func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
}

/// What runs of one command in one workspace cost.
private struct Cost {
  /// The median.
  var milliseconds: Double
  /// The largest.
  var megabytes: Double

  init(_ runs: [Run]) {
    milliseconds = median(runs.map(\.wall)) * 1000
    megabytes = runs.map(\.peakMegabytes).max() ?? 0
  }

  private init(milliseconds: Double, megabytes: Double) {
    (self.milliseconds, self.megabytes) = (milliseconds, megabytes)
  }

  static func - (a: Cost, b: Cost) -> Cost {
    Cost(milliseconds: a.milliseconds - b.milliseconds, megabytes: a.megabytes - b.megabytes)
  }

  var text: String { "\(rounded(milliseconds, 1)) ms, \(rounded(megabytes, 1)) MB" }

  var signed: String { "\(Self.signed(milliseconds)), \(Self.signed(megabytes))" }

  private static func signed(_ number: Double) -> String { (number < 0 ? "" : "+") + rounded(number, 1) }
}

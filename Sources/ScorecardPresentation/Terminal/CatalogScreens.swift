package import ScorecardModel

extension Screen {
  /// The answer to a change of the catalog: what was done, and the lines of the file that it changed.
  ///
  /// - Parameter steps: what may be done next.
  package func catalogChanged(
    _ done: String, _ lines: [LineChange], next steps: [(label: String, step: NextStep)]
  ) -> String {
    self.lines(["✓ " + safe(done)] + changedLines(lines) + next(steps, indent: 2))
  }

  /// `   12 - { "id": "northwind" }`.
  private func changedLines(_ lines: [LineChange]) -> [String] {
    let width = lines.map { String($0.number).count }.max() ?? 1
    return lines.map { line in
      let number = String(line.number)
      let mark = line.kind == .removed ? "-" : "+"
      let text =
        String(repeating: " ", count: 2 + width - number.count) + number + " \(mark) " + safe(line.text)
      return line.kind == .removed ? style.dim(text) : text
    }
  }
}

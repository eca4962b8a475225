import ScorecardPresentation
import VendorScorecard

/// A line on standard error that is rewritten while a long import runs; only on a terminal.
struct ProgressLine {
  private let output: Output

  init?(_ session: Session) {
    guard session.terminal.showsProgress else { return nil }
    output = session.messages
  }

  func show(_ progress: ImportProgress) {
    // Progress that cannot be shown must not stop the import.
    let done = progress.totalBytes.map { " of \(ProgressLine.megabytes($0))" } ?? ""
    let name = Escaping.terminal(progress.file)
    try? output.write("\r\(name): \(ProgressLine.megabytes(progress.bytes))\(done) MB\u{1b}[K")
  }

  private static func megabytes(_ bytes: Int) -> String {
    NumberText.fixed(Double(bytes) / 1_000_000, digits: 1)
  }

  func clear() throws(Failure) { try output.write("\r\u{1b}[K") }
}

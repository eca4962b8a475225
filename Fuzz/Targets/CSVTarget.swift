import ScorecardModel

@testable import ScorecardFormats

/// The table reader by itself, and the program's own files.
enum CSVTarget {
  static func run(_ bytes: [UInt8]) {
    let records = records(bytes, buffer: 1 << 18, pieces: 65_536)
    for buffer in chosen([4, 13], for: bytes) {
      let other = self.records(bytes, buffer: buffer, pieces: 3)
      promise(other == records, "in a buffer of \(buffer) it is\n\(other)\n, and in a large one\n\(records)")
    }
    let context = Store.context()
    let whole = Reading.checked(bytes, as: .interchange, context)
    checkOrder(whole)
    TablesTarget.checkLastLine(whole, bytes, as: .interchange, context)
  }

  /// Every record as texts with its line, and the message of one that is malformed.
  private static func records(_ bytes: [UInt8], buffer: Int, pieces: Int) -> [[String]] {
    var records: [[String]] = []
    do {
      var limits = CSVReader.Limits.standard
      limits.columns = 500
      var reader = try CSVReader(
        ByteSource(bytes, pieces: pieces), fileName: "f", limits: limits, chunk: buffer)
      while true {
        switch try reader.next() {
        case .end: return records
        case .malformed(let problem): records.append([problem.description, "\(Array(reader.raw))"])
        case .record:
          let fields = (0..<reader.count).map { reader[$0].text }
          records.append(["\(reader.line)", reader.raw.text] + fields)
        }
      }
    } catch {
      return records + [["\(error)"]]
    }
  }

  /// Rows come in the order of the file, one a line.
  private static func checkOrder(_ reading: Reading) {
    let lines = reading.rows.map(\.line)
    promise(zip(lines, lines.dropFirst()).allSatisfy { $0 < $1 }, "lines \(lines)")
  }
}

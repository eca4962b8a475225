import ScorecardModel

@testable import ScorecardFormats

/// The file of a whole record.
enum RecordTarget {
  static func run(_ bytes: [UInt8]) {
    var count = 0
    do {
      try RecordReader.read(ByteSource(bytes), fileName: "f", knownSchema: 2) { entry, line in
        count += 1
        promise(line == count, "entry \(count) on line \(line)")
        if case .header = entry { promise(count == 1, "a header on line \(line)") }
        show(entry)
      }
      promise(count > 0, "a file without a header was read")
    } catch let problem as Diagnostic {
      promise((problem.line ?? 0) > 0, "no line: \(problem)")
      promise(!problem.message.isEmpty, "no message")
    } catch {
      fatalError("\(error)")
    }
  }
}

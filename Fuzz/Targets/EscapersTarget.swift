@testable import ScorecardFormats
@testable import ScorecardModel
@testable import ScorecardPresentation

/// What is written of a text: it is read back as the same text, and nothing of it acts.
enum EscapersTarget {
  static func run(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    checkTerminal(text)
    checkMarkdown(text)
    checkCell(text)
    checkXML(text)
    checkJSON(text)
  }

  private static func checkTerminal(_ text: String) {
    let shown = Escaping.terminal(text)
    show(shown)
    for scalar in shown.unicodeScalars {
      let acts: Bool =
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: scalar.properties.isBidiControl
        }
      promise(!acts, "\(scalar.debugDescription) on a terminal")
    }
    promise(same(Escaping.terminal(shown), shown), "it shows otherwise the second time")
    for columns in [0, 1, 7] {
      promise(DisplayWidth.of(DisplayWidth.truncated(shown, to: columns)) <= columns, "cut too wide")
    }
  }

  /// CommonMark §2.4: a backslash before punctuation gives the punctuation, and nothing else acts.
  private static func checkMarkdown(_ text: String) {
    let escaped = Escaping.markdown(text)
    var plain: [UInt8] = []
    var rest = Array(escaped.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        promise(rest.first.map { $0 > 0x20 && $0 < 0x7F } ?? false, "a backslash that stands for itself")
        plain.append(rest.popFirst() ?? byte)
      } else {
        promise(byte >= 0x20 && !"`*_[]<|~$".utf8.contains(byte), "\(escaped.debugDescription) acts")
        plain.append(byte)
      }
    }
    let read = String(decoding: plain, as: UTF8.self)
    promise(same(Escaping.markdown(read), escaped), "\(escaped.debugDescription) is read as \(read)")
    let html = Escaping.html(text)
    // Around all of it, or not at all.
    promise([0, 2].contains(html.utf8.count { $0 == UInt8(ascii: "<") }), html)
  }

  private static func checkCell(_ text: String) {
    var read: [[UInt8]] = []
    do {
      let line = CSVCell.line([text, "x", text])
      // The first line tells what separates; in every file that is written it is a header.
      var reader = try CSVReader(ByteSource(Array(("a,b,c\n" + line).utf8)), fileName: "f")
      guard case .record = try reader.next() else { fatalError("no header") }
      guard case .record = try reader.next() else {
        return promise(text.utf8.contains(0), "no record: \(line.debugDescription)")
      }
      read = (0..<reader.count).map { Array(reader[$0]) }
      guard case .end = try reader.next() else { fatalError("two records: \(line.debugDescription)") }
    } catch { fatalError("\(error)") }
    let plain = read.map { FormulaGuard.marks($0) ? Array($0.dropFirst()) : $0 }
    promise(plain == [Array(text.utf8), [0x78], Array(text.utf8)], "read back as \(plain)")
    guard let first = read[0].first else { return }
    promise(![0x3D, 0x40, 0x09, 0x0D].contains(first), "a formula: \(text.debugDescription)")
    let isNumber = Double(String(decoding: read[0], as: UTF8.self)) != nil
    promise(isNumber || ![0x2B, 0x2D].contains(first), "a formula: \(text.debugDescription)")
  }

  private static func checkXML(_ text: String) {
    let escaped = Escaping.xml(text)
    let document = Array("<a b=\"\(escaped)\">\(escaped)</a>".utf8)
    do {
      try document.withUnsafeBytes { bytes in
        var reader = try XMLReader(bytes, fileName: "f")
        var events: [XMLReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        let isOne = events.first.map { if case .start("a", _) = $0 { true } else { false } } ?? false
        promise(isOne && events.last == .end(name: "a") && events.count <= 3, "\(events)")
        let isPlain = !text.unicodeScalars.contains { scalar in
          scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t" && scalar != "\r"
            || scalar == "\u{FFFE}" || scalar == "\u{FFFF}"
        }
        if isPlain, events.count == 3, case .text(let read) = events[1] {
          promise(same(read, text), "\(text.debugDescription) is read as \(read.debugDescription)")
        }
      }
    } catch { fatalError("\(error) in \(escaped.debugDescription)") }
  }

  private static func checkJSON(_ text: String) {
    let value = JSONText.array([.string(text), .object([.init(text, .string(text))])])
    do throws(Diagnostic) {
      let read = try JSONReader.read(Array(value.document.utf8), fileName: "f").root.array ?? []
      let member = read.count == 2 ? read[1].object?.first : nil
      for found in [read.first?.string, member?.key, member?.value.string] {
        promise(
          found.map { same($0, text) } ?? false, "\(text.debugDescription) is read as \(found ?? "none")")
      }
    } catch {
      // No text of ours has one.
      promise(text.utf8.contains(0), "\(error)")
    }
  }

  /// Byte for byte: Swift takes two spellings of `é` for the same.
  private static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
}

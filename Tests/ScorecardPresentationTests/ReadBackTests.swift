import Foundation
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardFormats
@testable import ScorecardPresentation

/// What is written is read back by readers that know nothing of the writers. Bytes are compared, since Swift takes
/// two spellings of `é` for the same text.
struct ReadBackTests {
  let texts = HostileText.texts(4000, seed: 23)
  /// No ledger holds a NUL, and no reader of ours takes one.
  var storable: [String] { texts.filter { !$0.utf8.contains(0) } }

  @Test func `CSV is read back by our own reader, guard and all`() throws {
    let texts = storable
    let rows = stride(from: 0, to: texts.count - 3, by: 3).map { Array(texts[$0..<$0 + 3]) }
    let bytes = rows.map { CSVCell.line($0 + ["end"]) }.joined().utf8
    var reader = try CSVReader(ByteSource(Array(bytes)), fileName: "f")
    for row in rows {
      guard case .record = try reader.next() else {
        Issue.record("not read: \(row.debugDescription)")
        return
      }
      let cells = (0..<reader.count).map { index -> [UInt8] in
        let cell = reader[index]
        return Array(FormulaGuard.marks(cell) ? UnsafeRawBufferPointer(rebasing: cell[1...]) : cell)
      }
      #expect(cells == (row + ["end"]).map { Array($0.utf8) }, "\(row.debugDescription)")
    }
    guard case .end = try reader.next() else {
      Issue.record("more records than were written")
      return
    }
  }

  @Test func `a formula is never begun, whatever stands before it in the text`() {
    for text in texts {
      for start in ["=", "+", "-", "@", "\t", "\r", "'=", "''@"] {
        let cell = CSVCell.csvCell(start + text)
        let first = cell.utf8.first { $0 != UInt8(ascii: "\"") }
        let isNumber = start == "+" || start == "-" ? Double(cell) != nil : false
        #expect(first == FormulaGuard.mark || isNumber, "\(cell.debugDescription)")
      }
    }
  }

  @Test func `XML is read back as character data and as an attribute`() throws {
    for text in texts where !text.isEmpty {
      let document = Array("<a b=\"\(Escaping.xml(text))\">\(Escaping.xml(text))</a>".utf8)
      let events = try document.withUnsafeBytes { bytes in
        var reader = try XMLReader(bytes, fileName: "f")
        var events: [XMLReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        return events
      }
      let shown = held(text)
      // A reader makes spaces of line breaks and tabs in an attribute (XML §3.3.3).
      #expect(events.count == 3 && events[2] == .end(name: "a"), "\(text.debugDescription)")
      guard case .start(_, let attributes) = events[0], case .text(let found) = events[1] else {
        Issue.record("\(text.debugDescription): \(events)")
        continue
      }
      #expect(Array(found.utf8) == Array(shown.utf8))
      let spaces = { (text: String) in text.utf8.map { [0x09, 0x0A].contains($0) ? 0x20 : $0 } }
      #expect(attributes["b"].map(spaces) == spaces(shown), "\(text.debugDescription)")
    }
  }

  /// What XML can hold of a text (§2.2); what it cannot shows itself.
  private func held(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: result.unicodeScalars.append(scalar)
      case 0..<0x20: result += Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? ""
      case 0x7F: result += "\u{2421}"
      case 0x80...0x9F: result += "\\u{" + String(scalar.value, radix: 16) + "}"
      case 0xFFFE, 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  @Test func `JSON is read back by Foundation and by our own reader`() throws {
    var random = SeededGenerator(seed: 29)
    let texts = storable
    for start in stride(from: 0, to: texts.count - 8, by: 8) {
      let value = JSONText.array(texts[start..<start + 8].map { self.value($0, &random) })
      for written in [value.document, value.line + "\n"] {
        let found = try JSONSerialization.jsonObject(with: Data(written.utf8), options: .fragmentsAllowed)
        #expect(isSame(found, value), "\(written)")
        let document = try JSONReader.read(Array(written.utf8), fileName: "f")
        #expect(isSame(document.root, value), "\(written)")
      }
      #expect(!value.line.utf8.contains(0x0A))
    }
  }

  private func value(_ text: String, _ random: inout SeededGenerator) -> JSONText {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .array([.string(text), .bool(text.isEmpty), .null, .array([]), .object([])])
    case 1: return .integer(Int64.random(in: -(1 << 53)...(1 << 53), using: &random))
    case 2: return .number(Double(bitPattern: random.next()))
    // Two spellings of one key are two keys to our reader and one to Foundation.
    case 3: return .object([.init("key", .string(text)), .init("other", .array([.string(text + "x")]))])
    default: return .string(text)
    }
  }

  private func isSame(_ found: Any, _ value: JSONText) -> Bool {
    switch value {
    case .null: return found is NSNull
    case .bool(let flag): return found as? Bool == flag
    case .integer(let number): return (found as? NSNumber)?.int64Value == number
    case .number(let number) where !number.isFinite: return found is NSNull
    // Foundation's nearest is not always the nearest; our own reader's is.
    case .number(let number):
      return (found as? NSNumber).map { abs($0.doubleValue - number) <= abs(number) * 1e-14 } ?? false
    case .string(let text): return (found as? String).map { Array($0.utf8) } == Array(text.utf8)
    case .array(let values):
      guard let list = found as? [Any], list.count == values.count else { return false }
      return zip(list, values).allSatisfy { isSame($0, $1) }
    case .object(let members):
      guard let object = found as? [String: Any], object.count == members.count else { return false }
      return members.allSatisfy { member in object[member.key].map { isSame($0, member.value) } ?? false }
    }
  }

  private func isSame(_ found: JSONValue, _ value: JSONText) -> Bool {
    switch (found.content, value) {
    case (.null, .null): return true
    case (.null, .number(let number)): return !number.isFinite
    case (.bool(let bool), .bool(let flag)): return bool == flag
    case (.number(let number), .integer(let wanted)): return number.text == String(wanted)
    case (.number(let number), .number(let wanted)): return number.value == wanted
    case (.string(let text), .string(let wanted)): return Array(text.utf8) == Array(wanted.utf8)
    case (.array(let list), .array(let values)):
      return list.count == values.count && zip(list, values).allSatisfy { isSame($0, $1) }
    case (.object(let object), .object(let members)):
      return object.count == members.count
        && zip(object, members).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
    default: return false
    }
  }
}

/// On a terminal a text takes the columns that are counted for it.
struct TerminalWidthTests {
  let texts = HostileText.texts(4000, seed: 31)

  @Test func `what is shown is shown as it is the second time`() {
    for text in texts {
      let shown = Escaping.terminal(text)
      #expect(Array(Escaping.terminal(shown).utf8) == Array(shown.utf8), "\(text.debugDescription)")
      #expect(!shown.unicodeScalars.contains { $0 == "\n" || $0 == "\r" || $0 == "\t" })
    }
  }

  @Test func `nothing that is cut or wrapped is wider than its columns`() {
    for text in texts {
      let shown = Escaping.terminal(text)
      for columns in [0, 1, 2, 5, 12] {
        let cut = DisplayWidth.truncated(shown, to: columns)
        #expect(DisplayWidth.of(cut) <= columns, "\(shown.debugDescription) to \(columns)")
        if DisplayWidth.of(shown) <= columns { #expect(Array(cut.utf8) == Array(shown.utf8)) }
        let lines = DisplayWidth.wrapped(shown, to: columns)
        #expect(words(lines.joined(separator: " ")) == words(shown), "\(shown.debugDescription)")
        for line in lines where line.utf8.contains(0x20) {
          #expect(DisplayWidth.of(line) <= columns || words(line).count <= 1, "\(line.debugDescription)")
        }
      }
    }
  }

  private func words(_ text: String) -> [[UInt8]] { text.utf8.split(separator: 0x20).map { Array($0) } }

  /// What a row of a table holds cannot move the column behind it, wherever the text joins its neighbours.
  @Test func `the width of a text is the same beside other text`() {
    for (text, next) in zip(texts, texts.dropFirst()) {
      let (a, b) = (Escaping.terminal(text), Escaping.terminal(next))
      #expect(DisplayWidth.of(a + b) == DisplayWidth.of(a) + DisplayWidth.of(b))
    }
  }
}

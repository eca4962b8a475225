import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct CSVReaderTests {
  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("\n\r\na,b\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    ("a;b\n1,5;2", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1,5\t2;3", [["a", "b"], ["1,5", "2;3"]]),
    ("\"a;x\",b\n1,2", [["a;x", "b"], ["1", "2"]]),
    ("a,b\n\"x\ny\",2\n\"x\r\ny\",\"\"", [["a", "b"], ["x\ny", "2"], ["x\r\ny", ""]]),
    ("a,b\n\"say \"\"no\"\"\",\"\"\"\"", [["a", "b"], ["say \"no\"", "\""]]),
    ("a,b\n5\" disk,2", [["a", "b"], ["5\" disk", "2"]]),
    ("a,b\n,\n", [["a", "b"], ["", ""]]),
    ("a,b\n é , 2 ", [["a", "b"], [" é ", " 2 "]]),
    ("a,\"b\"", [["a", "b"]]),
    ("sep=;\na;b,c\n1,5;2", [["a", "b,c"], ["1,5", "2"]]),
    ("\u{FEFF}\"SEP=,\"\r\na,b\r\n1;5,2", [["a", "b"], ["1;5", "2"]]),
    ("sep=\t\n\na\tb\n1\t2", [["a", "b"], ["1", "2"]]), ("sep=|\na|b;c\n1|2", [["a", "b;c"], ["1", "2"]]),
    ("sep=;\n", []), ("sep=ab\n1\n", [["sep=ab"], ["1"]]), ("sep,b\n1,2\n", [["sep", "b"], ["1", "2"]]),
    ("", []), ("\u{FEFF}", []), ("\n\n", []),
  ])
  func `a file is read by RFC 4180 and what reality adds`(text: String, expected: [[String]]) {
    #expect(Fixture.records(text) == expected)
  }

  @Test(arguments: [
    ("a,b\n1,\"2\n3,4\n", "f.csv:2:3: the quote that opens here is never closed"),
    ("a,b\n\"1\"x,2\n", "f.csv:2:4: text after the closing quote; write \"\" for a quote inside"),
    ("a,b\n\"x\ny\",\"1\"2\n", "f.csv:3:7: text after the closing quote; write \"\" for a quote inside"),
    ("a,b\n1,x\u{0}y\n", "f.csv:2:4: a NUL byte; is this a text file?"),
  ])
  func `what breaks the rules is named at its place`(text: String, message: String) {
    #expect(Fixture.records(text).last?.last == message)
  }

  @Test func `reading goes on behind a malformed record`() {
    #expect(Fixture.records("a,b\n\"1\"x,2\n3,4").last == ["3", "4"])
  }

  @Test func `invalid UTF-8 is refused with its line and column`() {
    let latin1 = Array("a,b\nné,x\n1,caf".utf8) + [0xE9, UInt8(ascii: "\n")]
    #expect(Fixture.records(latin1).last?.last == "f.csv:3:6: not valid UTF-8. Save the file as UTF-8")
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0], "UTF-16"), ([0xFE, 0xFF, 0, 0x61], "UTF-16"), ([0x61, 0, 0x2C, 0], "UTF-16"),
      ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0x50, 0x4B, 3, 4], "a spreadsheet or ZIP file"),
      ([0x1F, 0x8B, 8, 0], "a gzip file"), (Array("%PDF-1.7".utf8), "a PDF file"),
    ] as [([UInt8], String)])
  func `what is not text is refused by name`(bytes: [UInt8], name: String) {
    let message = "f.csv: this is \(name), not text in UTF-8. Save it as CSV (UTF-8)"
    #expect(Fixture.records(bytes) == [["stop", message]])
  }

  @Test func `fields, records and columns have limits`() {
    var limits = CSVReader.Limits.standard
    limits.field = 100
    limits.record = 1000
    limits.columns = 20
    let long = String(repeating: "x", count: 101)
    #expect(
      Fixture.records("a,b\n1,\(long)", limits: limits).last?.last?.hasPrefix("f.csv:2:3: a field over")
        == true)
    #expect(
      Fixture.records("a,b\n1,\"\(long)\(long)\(long)\n", chunk: 16, limits: limits).last?.last?.hasSuffix(
        "closed?")
        == true)
    #expect(
      Fixture.records(String(repeating: ",", count: 20), limits: limits).last?.last
        == "f.csv:1:20: more than 20 columns; is this a table?")
    #expect(Fixture.records(String(repeating: ",", count: 19), limits: limits).last?.count == 20)
    let wide = Array(repeating: String(repeating: "x", count: 90), count: 20).joined(separator: ",")
    #expect(
      Fixture.records("a,b\n\(wide)", chunk: 16, limits: limits).last?.last?.contains("a record over") == true
    )
  }

  @Test func `a megabyte is a field, and one byte more is not`() {
    let most = String(repeating: "x", count: 1 << 20)
    #expect(Fixture.records("a\n" + most).last?.last?.utf8.count == 1 << 20)
    #expect(Fixture.records("a\n" + most + "x").last?.first == "stop")
  }

  @Test func `the same rows come out wherever the file is cut`() {
    let text =
      "\u{FEFF}date,\"ven\"\"dor\",c\r\n1,\"a \"\"quoted\"\"\r\ntext\",é\r2,b,\n\n\"\"\"\",\"x\"y,\"\"\r\n3,4,5,6\n7,\"8\",9"
    let whole = Fixture.records(text)
    #expect(whole.count == 6)
    for chunk in 1...text.utf8.count + 1 { #expect(Fixture.records(text, chunk: chunk) == whole) }
  }

  @Test func `a source may hand out its bytes one by one`() throws {
    let bytes = Array("a,b\r\n\"1\r\n\",2\r\n".utf8)
    var position = 0
    let source = ByteSource { buffer in
      guard position < bytes.count else { return 0 }
      buffer[0] = bytes[position]
      position += 1
      return 1
    }
    var reader = try CSVReader(source, fileName: "f.csv", chunk: 4)
    guard case .record = try reader.next(), case .record = try reader.next() else {
      Issue.record("two records expected")
      return
    }
    #expect(String(decoding: reader[0], as: UTF8.self) == "1\r\n")
    #expect(String(decoding: reader.raw, as: UTF8.self) == "\"1\r\n\",2")
    #expect(reader.line == 2)
  }

  @Test func `no bytes make it crash, and the buffer's size changes nothing`() {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("a1\",;\t\n\r\u{FEFF}é".utf8) + [0, 0xFF, 0x80]
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
        alphabet.randomElement(using: &random)
      }
      let whole = Fixture.records(bytes)
      #expect(Fixture.records(bytes, chunk: Int.random(in: 1...12, using: &random)) == whole)
    }
  }
}

import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

struct JSONReaderTests {
  func read(_ text: String) throws(Diagnostic) -> JSONValue {
    try JSONReader.read(Array(text.utf8), fileName: "f.json").root
  }

  @Test func `values keep their order, their text and their place`() throws {
    let root = try read("{ \"b\": [1, -2.50e1, true],\n  \"é\": {\"a\": null}, \"x\": false }")
    #expect(root.object?.map(\.key) == ["b", "é", "x"])
    #expect(root["b"]?.array?.map { $0.number?.text } == ["1", "-2.50e1", nil])
    #expect(root["b"]?.array?[1].number?.value == -25)
    #expect(root["é"].map { [$0.position.line, $0.position.column] } == [2, 8])
    #expect(root.object.map { [$0[2].keyPosition.line, $0[2].keyPosition.column] } == [2, 21])
    #expect(root["x"]?.kind == "false")
  }

  @Test(arguments: [
    (#""a\"\\\/\b\f\n\r\t\u00e9""#, "a\"\\/\u{8}\u{C}\n\r\té"), (#""\uD83D\uDCE6""#, "📦"), (#""""#, ""),
    (#""\u0041é\u0042""#, "AéB"), ("\"📦\u{7F}\"", "📦\u{7F}"),
  ])
  func `a text is unescaped`(json: String, text: String) throws {
    #expect(try read(json).string == text)
  }

  @Test(arguments: [
    ("", "1:1: end of file where a value should be"),
    ("{\"a\": 1,}", "1:8: a comma before }; remove it"),
    ("[1,\n2,\n]", "2:2: a comma before ]; remove it"),
    ("{\"a\": 1\n \"b\": 2}", "2:2: a comma is missing before \"b\""),
    ("{\"a\" 1}", "1:6: \"1\" where : should be"),
    ("{a: 1}", "1:2: \"a\" where a key in quotes should be"),
    ("{'a': 1}", "1:2: \"'\" where a key in quotes should be; JSON has double quotes only"),
    ("[1] 2", "1:5: \"2\" after the end of the value"),
    ("[1", "1:3: end of file where a comma or ] should be"),
    ("[,1]", "1:2: \",\" where a value should be; a comma too many"),
    ("// no\n1", "1:1: \"/\" where a value should be; JSON has no comments"),
    ("\"é", "1:1: the quote that opens here is never closed"),
    ("\"é\n\"", "1:1: the quote that opens here isn't closed on its line"),
    ("\"é\u{1}\"", "1:3: a control character in a text; write it as \\u0001"),
    (#""\x""#, "1:2: no such escape in a text; write \\\\ for a backslash"),
    (#""a\"#, "1:3: no such escape in a text; write \\\\ for a backslash"),
    (#""\u12g4""#, "1:2: \\u needs four hexadecimal digits"),
    (#""\u12"#, "1:2: \\u needs four hexadecimal digits"),
    (#""\u0000""#, "1:2: a NUL character in a text"), (#""\uD83D""#, "1:2: half a surrogate pair"),
    (#""\uD83D\u0041""#, "1:2: half a surrogate pair"), (#""\uDCE6""#, "1:2: half a surrogate pair"),
    ("01", "1:1: a number that begins with 0"), ("1.", "1:3: end of file where a digit should be"),
    ("-", "1:2: end of file where a digit should be"), ("1e", "1:3: end of file where a digit should be"),
    ("+1", "1:1: \"+\" where a value should be; a number begins with a digit"),
    ("NaN", "1:1: \"N\" where a value should be"), ("1e999", "1:1: a number out of range"),
    ("-Infinity", "1:2: \"I\" where a digit should be"), ("tru", "1:1: \"t\" where a value should be"),
  ])
  func `what is not JSON is refused at its place`(json: String, message: String) {
    #expect { try read(json) } throws: { "\($0)" == "f.json:" + message }
  }

  @Test func `a byte order mark shifts no column`() {
    #expect { try read("\u{FEFF}[1 2]") } throws: {
      "\($0)" == "f.json:1:4: a comma is missing before \"2\""
    }
  }

  @Test func `UTF-16 and invalid UTF-8 are refused`() {
    #expect { try JSONReader.read([0x7B, 0, 0x7D, 0], fileName: "f") } throws: { "\($0)".contains("UTF-16") }
    #expect { try JSONReader.read(Array("[\n\"".utf8) + [0xE9, 0x22], fileName: "f") } throws: {
      "\($0)" == "f:2:2: not valid UTF-8. Save the file as UTF-8"
    }
  }

  @Test func `nesting has a limit`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try read(nested(128))
    #expect { try read(nested(129)) } throws: { "\($0)" == "f.json:1:129: nested more than 128 deep" }
    #expect(throws: Diagnostic.self) { try read(String(repeating: "[{\"a\":", count: 1_000_000)) }
  }

  @Test(arguments: [3, 40])
  func `a doubled key is named in short and long objects`(count: Int) throws {
    let members = (0..<count).map { "\"k\($0)\":\($0)" } + ["\"k1\":0"]
    let document = try JSONReader.read(Array("{\n\(members.joined(separator: ",\n"))}".utf8), fileName: "f")
    #expect(document.doubledKeys.map(\.description) == ["f:\(count + 2):1: key \"k1\" twice in this object"])
    #expect(document.root["k1"]?.number?.value == 1)
  }

  @Test func `no bytes make it crash`() {
    var random = SeededGenerator(seed: 3)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "12", "-", "e", ".", "true", "\"a\":", "\n", "é",
    ]
    for _ in 0..<3000 {
      var bytes = (0..<20).compactMap { _ in pieces.randomElement(using: &random) }.joined().utf8.map { $0 }
      _ = try? JSONReader.read(bytes, fileName: nil)
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      _ = try? JSONReader.read(bytes, fileName: nil)
    }
  }
}

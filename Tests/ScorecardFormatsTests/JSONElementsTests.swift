import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardFormats

struct JSONElementsTests {
  struct Reading {
    var elements: [String] = []
    var lines: [Int] = []
    var root: [String] = []
    var stop: String?
  }

  /// What the elements of a text are, each with its list.
  func read(
    _ bytes: [UInt8], lists: [String] = ["items"], every: Bool = false, ignoring: Set<String> = [],
    chunk: Int = 1 << 18, limits: JSONElements.Limits = .standard
  ) -> Reading {
    var reading = Reading()
    do {
      var elements = try JSONElements(
        ByteSource(bytes), fileName: "f.json", lists: lists, everyList: every, ignoring: ignoring,
        limits: limits,
        chunk: chunk)
      while let element = try elements.next() {
        reading.elements.append((every ? elements.list + "=" : "") + text(element))
        reading.lines.append(element.position.line)
        reading.root = elements.root.map { $0.key + "=" + text($0.value) }
      }
      reading.root = elements.root.map { $0.key + "=" + text($0.value) }
    } catch { reading.stop = "\(error)" }
    return reading
  }

  func read(_ text: String, lists: [String] = ["items"]) -> Reading { read(Array(text.utf8), lists: lists) }

  func text(_ value: JSONValue) -> String {
    switch value.content {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let number): number.text
    case .string(let text): "'\(text)'"
    case .array(let values): "[" + values.map(text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\($0.key):\(text($0.value))" }.joined(separator: ",") + "}"
    }
  }

  @Test(arguments: [
    ("[1, \"a,]\\\"\" ,{\"b\":[2]},true]", ["1", "'a,]\"'", "{b:[2]}", "true"]),
    ("[]", []), (" [ ] \n", []), ("[[[]],{}]", ["[[]]", "{}"]), ("\u{FEFF}[1]", ["1"]),
    ("{\"page\":{\"a\":1},\"items\":[1,2],\"more\":false}", ["1", "2"]),
    ("{\"items\":{\"a\":1},\"b\":2}", ["{items:{a:1},b:2}"]), ("{}", ["{}"]),
    ("{\"a\":1}\n{\"a\":2}\r\n\r\n{\"a\":3}{\"a\":4}", ["{a:1}", "{a:2}", "{a:3}", "{a:4}"]),
    ("{\"items\":[],\"items\":[1]}", []),
  ])
  func `a root list, a list in the root, a lone object and JSON Lines are read`(
    json: String, elements: [String]
  ) {
    for chunk in [16, 17, 64, 1 << 18] {
      let reading = read(Array(json.utf8), chunk: chunk)
      #expect(reading.elements == elements)
      #expect(reading.stop == nil)
    }
  }

  @Test func `a list may be deeper in the root`() {
    let json = "{\"meta\":{\"code\":200},\"data\":{\"page\":1,\"trackings\":[{\"id\":\"x\"},2]},\"z\":3}"
    let reading = read(json, lists: ["data.trackings"])
    #expect(reading.elements == ["{id:'x'}", "2"])
    #expect(reading.root == ["meta={code:200}", "data={page:1}", "z=3"])
    let other = read("{\"data\":{\"page\":1,\"other\":[1]}}", lists: ["data.trackings"])
    #expect(other.elements == ["{data:{page:1,other:[1]}}"])
  }

  @Test func `every list can be asked for`() {
    let json = Array("{\"a\":[1],\"c\":[9],\"b\":[2,3]}".utf8)
    #expect(read(json, lists: ["b", "a"], every: true).elements == ["a=1", "b=2", "b=3"])
    #expect(read(json, lists: ["b", "a"]).elements == ["1"])
  }

  @Test func `ignored keys are checked, but not made`() {
    let json = "{\"n\":1,\"x\":{\"n\":[\"\\u00e9\",{}]},\"items\":[{\"n\":2,\"x\":[3],\"y\":{\"x\":1}}]}"
    let reading = read(Array(json.utf8), ignoring: ["x"])
    #expect(reading.elements == ["{n:2,y:{}}"])
    #expect(reading.root == ["n=1"])
    #expect(
      read(Array("[{\"x\":[1,]}]".utf8), ignoring: ["x"]).stop == "f.json:1:9: a comma before ]; remove it"
    )
  }

  @Test func `small members beside the list are kept, large ones are not`() {
    let long = String(repeating: "x", count: 200)
    let json = "{\"a\":\"\(long)\",\"b\":1,\"items\":[0],\"c\":\"\(long)\",\"d\":2}"
    let reading = read(Array(json.utf8), limits: .init(element: 1 << 20, member: 100))
    #expect(reading.elements == ["0"])
    #expect(reading.root == ["b=1", "d=2"])
    #expect(
      read(Array("{\"a\":\"\(long)\"}".utf8), limits: .init(element: 1000, member: 10)).elements.count == 1)
  }

  @Test func `lines and columns are the file's`() {
    let json = "{\r\n \"items\": [\n  {\"é\": 1},\r  {\"a\": 2},\n\n {\"a\":\n  tru}]}"
    for chunk in [16, 19, 1 << 18] {
      let reading = read(Array(json.utf8), chunk: chunk)
      #expect(reading.lines == [3, 4])
      #expect(reading.stop == "f.json:7:3: \"t\" where a value should be")
    }
    #expect(
      read("[\"éééééééé éééé\", {\"ééééééééééé\": \"x\"}, nul]").stop
        == "f.json:1:41: \"n\" where a value should be")
    #expect(read("[1, 2, {\"é\": nul}]").stop == "f.json:1:14: \"n\" where a value should be")
  }

  @Test(arguments: [
    ("", "f.json: the file is empty; JSON was expected"),
    (
      "<!DOCTYPE html><p>502",
      "f.json:1:1: this is an HTML page, not JSON; was an error page saved in its place?"
    ),
    ("\n <html>", "f.json:2:2: this is an HTML page, not JSON; was an error page saved in its place?"),
    ("<?xml?>", "f.json:1:1: this is XML, not JSON; was an error page saved in its place?"),
    ("Bad Gateway", "f.json:1:1: this is not JSON: \"B\" where { or [ should be"),
    ("\"text\"", "f.json:1:1: this is not JSON: \"\"\" where { or [ should be"),
    ("[1] 2", "f.json:1:5: \"2\" after the end of the value"),
    ("{\"items\":[1]} {}", "f.json:1:15: \"{\" after the end of the value"),
    ("{\"a\":1} 2", "f.json:1:9: \"2\" after an object; only another object may follow"),
    ("[1,]", "f.json:1:4: a comma before ]; remove it"),
    ("[,1]", "f.json:1:2: \",\" where a value should be; a comma too many"),
    ("[1 2]", "f.json:1:4: \"2\" where a comma or ] should be"),
    ("{\"items\" [1]}", "f.json:1:10: \"[\" where : should be"),
    ("{items:[1]}", "f.json:1:2: \"i\" where a key in quotes should be"),
    ("[{\"a\":01}]", "f.json:1:7: a number that begins with 0"),
    ("[{\"a\":1e999}]", "f.json:1:7: a number out of range"),
    ("[{\"a\":1}}]", "f.json:1:9: \"}\" where a comma or ] should be"),
    ("[{\"a\":[1}, 2]", "f.json:1:9: \"}\" where a comma or ] should be"),
    ("[\"a\nb\"]", "f.json:1:2: the quote that opens here isn't closed on its line"),
  ])
  func `what is not JSON is refused at its place`(json: String, message: String) {
    #expect(read(json).stop == message)
  }

  @Test func `a file that was cut anywhere is never read as a whole`() {
    let json = Array(
      "{\"page\": {\"u\": \"é\\u00e9\"}, \"items\": [{\"a\": [1, \"x\\\"y\"]}, {\"b\": true}], \"c\": -2}"
        .utf8)
    #expect(read(json).stop == nil)
    for count in 1..<json.count {
      let stop = read(Array(json[..<count]), chunk: 16).stop
      #expect(
        stop?.contains("cut short?") == true || stop?.contains("end of file") == true,
        "\(count): \(stop ?? "read")")
    }
    #expect(
      read("[{\"a\": 1},\n{\"a\": \"text").stop
        == "f.json:2:12: the file ends inside a text; was the download cut short?")
    #expect(
      read("[{\"a\": 1},\n").stop == "f.json:2:1: the file ends inside the list; was the download cut short?")
    #expect(read("[1, tru").stop?.contains("cut short?") == true)
  }

  @Test func `an element may be larger than the buffer, but not than its limit`() {
    let long = String(repeating: "é", count: 5000)
    let json = Array("[\"\(long)\", 1]".utf8)
    #expect(read(json, chunk: 16).elements == ["'\(long)'", "1"])
    let stop = read(json, chunk: 16, limits: .init(element: 1000, member: 10)).stop
    #expect(stop == "f.json:1:2: a value over 0 MB; is a quote or bracket missing?")
    let object = Array("{\"a\":\"\(long)\",\"b\":\"\(long)\",\"c\":1}".utf8)
    #expect(
      read(object, limits: .init(element: 12_000, member: 10)).stop?.contains("without a list of items")
        == true)
  }

  @Test func `what is named is a whole character, even where the buffer ends in it`() {
    #expect(
      read(Array("[1234567890123 é]".utf8), chunk: 16).stop
        == "f.json:1:16: \"é\" where a comma or ] should be")
  }

  @Test func `nesting has a limit`() {
    let deep = String(repeating: "[", count: 200_000)
    #expect(read("[" + deep).stop == "f.json:1:130: nested more than 128 deep")
  }

  @Test func `UTF-16 and invalid UTF-8 are refused with their place`() {
    #expect(read([0x5B, 0, 0x5D, 0]).stop?.contains("UTF-16") == true)
    #expect(
      read(Array("[1,\n\"".utf8) + [0xE9, 0x22, 0x5D]).stop
        == "f.json:2:2: not valid UTF-8. Save the file as UTF-8")
  }

  @Test func `no bytes make it crash, and pieces read as the whole`() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "12", "true", "\"items\":", "\n", "é", "\"a\":[", "{}",
    ]
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 1..<14, using: &random)).compactMap { _ in
        pieces.randomElement(using: &random)
      }
      let bytes = Array(text.joined().utf8)
      let whole = read(bytes)
      let small = read(bytes, chunk: 16)
      #expect(whole.elements == small.elements && whole.stop == small.stop)
      if whole.stop == nil, whole.elements.count < 2, !text.contains("\"items\":"), text.first == "[" {
        #expect(throws: Never.self) { try JSONReader.read(bytes, fileName: nil) }
      }
    }
  }
}

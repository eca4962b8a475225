import Foundation
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPresentation

struct EscapingTests {
  let texts = HostileText.texts(4000, seed: 7)

  @Test func `no control reaches a terminal`() {
    for text in texts {
      let shown = Escaping.terminal(text)
      let hidden = shown.unicodeScalars.filter { scalar in
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl
          || scalar.properties.generalCategory == .format
          || (0x2028...0x2029).contains(scalar.value)
      }
      #expect(hidden.isEmpty, "\(text.debugDescription)")
    }
    #expect(Escaping.terminal("a\u{1b}[2J\r\nb\u{9b}\u{202e}") == "a␛[2J b\\u{9b}\\u{202e}")
    #expect(Escaping.shell("/media/usb/2026-09-20.sqlite") == "/media/usb/2026-09-20.sqlite")
    #expect(Escaping.shell("/My shop/it's $HOME") == #"'/My shop/it'\''s $HOME'"#)
    #expect(Escaping.shell("") == "''")
    #expect(Escaping.terminal("支付 e\u{301} ❤\u{fe0f} ok") == "支付 e\u{301} ❤\u{fe0f} ok")
  }

  @Test func `emoji that are joined stay whole, and nothing else is joined in secret`() {
    let sign = "👩\u{200D}🔧"
    #expect(Escaping.terminal("a \(sign) b") == "a \(sign) b")
    #expect(Escaping.terminal("👩🏽\u{200D}🔧 ❤️\u{200D}🔥") == "👩🏽\u{200D}🔧 ❤️\u{200D}🔥")
    #expect(Escaping.terminal("a\u{200D}b") == "a\\u{200d}b")
    #expect(Escaping.terminal("1\u{200D}2 \u{200D}") == "1\\u{200d}2 \\u{200d}")
    #expect(DisplayWidth.of("a \(sign) b") == 6)
  }

  @Test func `Markdown reads back as the same text, also in a table cell`() {
    for text in texts {
      let escaped = Escaping.markdown(text)
      #expect(unescaped(tableCell(escaped)) == foldedText(text), "\(text.debugDescription)")
      #expect(unescaped(escaped) == foldedText(text), "\(text.debugDescription)")
      #expect(activeCharacters(escaped).isEmpty, "\(escaped)")
    }
  }

  private static let reader = [
    "/usr/bin/cmark-gfm", "/usr/local/bin/cmark-gfm", "/opt/homebrew/bin/cmark-gfm",
  ]
  .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: reader != nil, "SKIPPED: no cmark-gfm here"))
  func `the reader of GitHub reads it back in a paragraph, an item and a cell`() throws {
    var (source, expected) = ("", "")
    for text in texts where !foldedText(text).isEmpty {
      let escaped = Escaping.markdown(text)
      let html = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")]
        .reduce(foldedText(text)) { $0.replacingOccurrences(of: $1.0, with: $1.1, options: .literal) }
      source += "\(escaped)\n\n- \(escaped)\n\n| a |\n|---|\n| \(escaped) |\n\n"
      expected +=
        "<p>\(html)</p>\n<ul>\n<li>\(html)</li>\n</ul>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n"
      expected += "<tbody>\n<tr>\n<td>\(html)</td>\n</tr>\n</tbody>\n</table>\n"
    }
    let folder = try TemporaryFolder()
    let (input, output) = (folder.path("in"), folder.path("out"))
    try Data(source.utf8).write(to: URL(fileURLWithPath: input))
    let reader = try #require(Self.reader)
    #expect(try ChildProcess.run(reader, ["-e", "table", "-e", "strikethrough", input], output: output) == 0)
    let html = try String(decoding: Data(contentsOf: URL(fileURLWithPath: output)), as: UTF8.self)
    let (found, wanted) = (html.utf8.split(separator: 0x0A), expected.utf8.split(separator: 0x0A))
    for (line, other) in zip(found, wanted) where !line.elementsEqual(other) {
      Issue.record("\(String(decoding: line, as: UTF8.self).debugDescription)")
      return
    }
    #expect(found.count == wanted.count)
  }

  @Test func `plain prose stays readable as Markdown`() {
    let prose = "Parcel lost; 40 min hold (no callback), 30.50 USD & a 2-day wait!"
    #expect(Escaping.markdown(prose) == prose)
    #expect(Escaping.markdown("# 1\n- 2") == "\\# 1 - 2")
    #expect(Escaping.markdown("1. one") == "1\\. one")
    #expect(Escaping.markdown("order #12, part ##") == "order \\#12, part \\##")
    #expect(Escaping.markdown("order #12") == "order #12")
  }

  @Test func `XML reads back as the same text`() {
    for text in texts where !text.unicodeScalars.contains(where: { isControl($0) || $0.value >= 0xFFFE }) {
      let escaped = Escaping.xml(text)
      #expect(!escaped.contains { "<>\"'".contains($0) }, "\(escaped)")
      #expect(xmlText(escaped) == text, "\(text.debugDescription)")
    }
    #expect(Escaping.xml("\u{0}\u{1b}\u{fffe}\r") == "␀␛\u{fffd}&#13;")
  }

  @Test func `HTML is one line whose direction ends with it`() {
    #expect(Escaping.html(" a <b>\r\n\tc ") == "a &lt;b&gt;  c")
    #expect(Escaping.html("a\u{202e}\nb") == "<bdi>a\u{202e} b</bdi>")
  }

  @Test func `JSON strings hold no raw control and read back`() {
    for text in texts {
      let escaped = JSONEscaping.escaped(text)
      #expect(!escaped.unicodeScalars.contains { isControl($0) || $0.properties.isBidiControl })
      #expect(jsonText(escaped) == text, "\(text.debugDescription)")
    }
  }

  private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t" && scalar != "\r"
  }

  /// What a reader is meant to see: one line, controls as pictures.
  private func foldedText(_ text: String) -> String {
    var result = ""
    var inBreak = false
    for scalar in text.unicodeScalars {
      let isBreak = scalar == "\n" || scalar == "\r"
      if isBreak, !inBreak { result += " " }
      inBreak = isBreak
      if isBreak { continue }
      switch scalar.value {
      case 0x09: result += " "
      case 0..<0x20: result += Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? ""
      case 0x7F: result += "␡"
      case 0x80...0x9F: result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    var scalars = Substring(result).unicodeScalars
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// The first step of a GFM parser on a cell: `\|` becomes `|`.
  private func tableCell(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let pipe = UInt8(ascii: "|")
    return String(
      decoding: bytes.enumerated().compactMap { index, byte in
        byte == UInt8(ascii: "\\") && index + 1 < bytes.count && bytes[index + 1] == pipe ? nil : byte
      }, as: UTF8.self)
  }

  /// CommonMark §2.4: a backslash before ASCII punctuation gives the punctuation.
  private func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      let isEscape = byte == UInt8(ascii: "\\") && bytes.first.map(isPunctuation) == true
      result.append(isEscape ? bytes.removeFirst() : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Characters that would act in a line of Markdown and are not escaped.
  private func activeCharacters(_ text: String) -> [UInt8] {
    var active: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\\") {
        bytes = bytes.dropFirst()
      } else if "`*_[]<|~".utf8.contains(byte) {
        active.append(byte)
      }
    }
    return active
  }

  private func xmlText(_ text: String) -> String {
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&"),
    ]
    var result = ""
    var rest = text[...].unicodeScalars
    scan: while let scalar = rest.first {
      for (entity, plain) in entities where rest.starts(with: entity.unicodeScalars) {
        result += plain
        rest = rest.dropFirst(entity.utf8.count)
        continue scan
      }
      result.unicodeScalars.append(scalar)
      rest = rest.dropFirst()
    }
    return result
  }

  private func jsonText(_ text: String) -> String {
    var units: [UInt16] = []
    var rest = Array(text.utf16)[...]
    while let unit = rest.popFirst() {
      guard unit == 0x5C, let escape = rest.popFirst() else {
        units.append(unit)
        continue
      }
      switch escape {
      case 0x6E: units.append(0x0A)
      case 0x72: units.append(0x0D)
      case 0x74: units.append(0x09)
      case 0x75:
        units.append(UInt16(String(decoding: rest.prefix(4), as: UTF16.self), radix: 16) ?? 0)
        rest = rest.dropFirst(4)
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}

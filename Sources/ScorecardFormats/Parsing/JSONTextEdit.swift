internal import ScorecardModel

/// Changes single members and elements in the text of a JSON file, in the style that is there, and leaves every other
/// byte as it is.
///
/// Each change reads the text anew: the files are small, and no place can be out of date.
struct JSONTextEdit {
  /// A way from the root to a value.
  enum Step {
    case key(String)
    case index(Int)
  }

  private(set) var bytes: [UInt8]

  /// - Parameter bytes: JSON that can be read.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func value(_ path: [Step]) -> JSONValue? {
    guard let root = try? JSONReader.read(bytes, fileName: nil).root else { return nil }
    return path.reduce(root) { value, step in
      switch step {
      case .key(let key): value?[key]
      case .index(let index): value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
  }

  // MARK: Objects

  /// Gives a member of an object another value, or the object one more.
  ///
  /// - Parameters:
  ///   - order: of the keys, when it is new: it comes after the last one there that stands before it here.
  ///   - text: of the value, in the style of the object.
  mutating func set(_ key: String, of path: [Step], order: [String], to text: (JSONStyle) -> String) {
    guard let object = value(path), let members = object.object else { return }
    let places = JSONPlaces(bytes)
    let style = JSONStyle(of: object, in: places)
    if let member = members.first(where: { $0.key == key }) {
      return replace(places.extent(of: member.value), by: text(style))
    }
    let own = "\"\(key)\"" + style.colon + text(style)
    let before = order.prefix { $0 != key }
    let anchor = members.last { before.contains($0.key) }
    if let anchor {
      let end = places.extent(of: anchor.value).upperBound
      replace(end..<end, by: style.separator + own)
    } else if let first = members.first {
      let start = places.offset(of: first.keyPosition)
      replace(start..<start, by: own + style.separator)
    } else {
      replace(places.extent(of: object), by: "{ \(own) }")
    }
  }

  mutating func remove(_ key: String, of path: [Step]) {
    guard let members = value(path)?.object, let index = members.firstIndex(where: { $0.key == key })
    else { return }
    let places = JSONPlaces(bytes)
    let spans = members.map {
      places.offset(of: $0.keyPosition)..<places.extent(of: $0.value).upperBound
    }
    remove(index, of: spans)
  }

  // MARK: Lists

  /// Adds an element to a list.
  ///
  /// - Parameters:
  ///   - index: its place; nil = at the end.
  ///   - text: of the element, in the style of its neighbour.
  mutating func insert(at index: Int? = nil, of path: [Step], _ text: (JSONStyle) -> String) {
    guard let list = value(path), let elements = list.array else { return }
    let places = JSONPlaces(bytes)
    let extent = places.extent(of: list)
    guard let last = elements.last else {
      let style = JSONStyle(ofNeighbourIn: list, in: places)
      let inner = "\n" + style.indent + style.unit
      let text = "[" + places.lines(inner + text(style) + "\n" + style.indent) + "]"
      return replace(extent, by: text)
    }
    let style = JSONStyle(of: last, in: places)
    let separator = places.separator(between: elements.map(places.extent), in: extent) ?? style.comma
    let index = index ?? elements.count
    if index < elements.count {
      let start = places.extent(of: elements[index]).lowerBound
      replace(start..<start, by: text(style) + separator)
    } else {
      let end = places.extent(of: last).upperBound
      replace(end..<end, by: separator + text(style))
    }
  }

  mutating func removeElement(_ index: Int, of path: [Step]) {
    guard let list = value(path), let elements = list.array, elements.indices.contains(index) else { return }
    let places = JSONPlaces(bytes)
    if elements.count == 1 { return replace(places.extent(of: list), by: "[]") }
    remove(index, of: elements.map(places.extent))
  }

  // MARK: Bytes

  /// With the separator before it, or behind the first.
  private mutating func remove(_ index: Int, of spans: [Range<Int>]) {
    if index > 0 {
      replace(spans[index - 1].upperBound..<spans[index].upperBound, by: "")
    } else {
      replace(spans[0].lowerBound..<(spans.count > 1 ? spans[1].lowerBound : spans[0].upperBound), by: "")
    }
  }

  private mutating func replace(_ range: Range<Int>, by text: String) {
    bytes.replaceSubrange(range, with: text.utf8)
  }
}

/// Where the values of a JSON text stand in its bytes.
struct JSONPlaces {
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for (index, byte) in bytes.enumerated() {
      let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if byte == 0x0A || (byte == 0x0D && !isPair) { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  func offset(of position: JSONPosition) -> Int {
    var offset = lineStarts[min(position.line, lineStarts.count) - 1]
    var column = 1
    while offset < bytes.count, column < position.column || bytes[offset] & 0xC0 == 0x80 {
      if bytes[offset] & 0xC0 != 0x80 { column += 1 }
      offset += 1
    }
    return offset
  }

  func extent(of value: JSONValue) -> Range<Int> {
    let start = offset(of: value.position)
    return
      start..<bytes[start...].withUnsafeBytes { rest in
        var extent = JSONExtent()
        _ = extent.advance(rest)
        return start + extent.offset
      }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The blanks that the line of a byte begins with.
  func indent(at offset: Int) -> String {
    let start = lineStarts.last { $0 <= offset } ?? 0
    return text(start..<(bytes[start..<offset].firstIndex { !$0.isBlank } ?? offset))
  }

  /// What ends a line of this file.
  var lineEnd: String {
    guard let first = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
    if bytes[first] == 0x0A { return "\n" }
    return first + 1 < bytes.count && bytes[first + 1] == 0x0A ? "\r\n" : "\r"
  }

  /// A text of ours with the line ends of this file.
  func lines(_ text: String) -> String { text.replacing("\n", with: lineEnd) }

  /// What stands between two elements of a list.
  ///
  /// - Returns: nil when a single one stands close to its bracket.
  func separator(between elements: [Range<Int>], in list: Range<Int>) -> String? {
    if elements.count > 1 {
      return text(elements[elements.count - 2].upperBound..<elements[elements.count - 1].lowerBound)
    }
    let gap = elements.first.map { text(list.lowerBound + 1..<$0.lowerBound) } ?? ""
    return gap.contains(where: \.isNewline) ? "," + gap : nil
  }
}

/// How an object is written.
struct JSONStyle {
  /// Between two members, with the comma.
  var separator = ", "
  /// Between a key and its value.
  var colon = ": "
  /// Behind the opening bracket and before the closing one.
  var opening = " "
  var closing = " "
  /// Of the line on which it begins.
  var indent = ""
  /// By how much more what is inside of it is indented.
  var unit = "  "
  var lineEnd = "\n"

  /// Whether each member has a line of its own.
  var hasLines: Bool { separator.contains(where: \.isNewline) }

  /// Between what stands on one line.
  var comma: String { colon.hasSuffix(" ") ? ", " : "," }

  init(of value: JSONValue, in places: JSONPlaces) {
    let extent = places.extent(of: value)
    lineEnd = places.lineEnd
    indent = places.indent(at: extent.lowerBound)
    guard let members = value.object, let first = members.first, let last = members.last else { return }
    let keys = members.map { places.offset(of: $0.keyPosition) }
    let values = members.map { places.extent(of: $0.value) }
    let keyEnd = JSONStyle.endOfText(at: keys[0], in: places.bytes)
    let colon = places.text(keyEnd..<places.offset(of: first.value.position))
    if !colon.contains(where: \.isNewline) { self.colon = colon }
    opening = places.text(extent.lowerBound + 1..<keys[0])
    closing = places.text(places.extent(of: last.value).upperBound..<extent.upperBound - 1)
    let separators = zip(values, keys.dropFirst()).map { places.text($0.upperBound..<$1) }
    if let inLine = separators.first(where: { !$0.contains(where: \.isNewline) }) {
      separator = inLine
    } else if let any = separators.last {
      separator = any
    } else if opening.contains(where: \.isNewline) {
      separator = "," + opening
    } else {
      separator = comma
    }
    let inner = JSONStyle.lastLine(opening)
    if let inner, inner.hasPrefix(indent), inner.count > indent.count {
      unit = String(inner.dropFirst(indent.count))
    }
  }

  /// Of what would stand alone in a list.
  init(ofNeighbourIn list: JSONValue, in places: JSONPlaces) {
    indent = places.indent(at: places.offset(of: list.position))
    lineEnd = places.lineEnd
    if !indent.isEmpty { unit = indent }
  }

  /// The text of an object in this style.
  func object(_ members: [(key: String, value: String)]) -> String {
    "{" + opening
      + members.map { "\"\($0.key)\"" + colon + $0.value }.joined(separator: separator) + closing + "}"
  }

  /// The style of a smaller object inside, on one line.
  var inLine: JSONStyle {
    var style = self
    if hasLines { style.separator = ", " }
    if opening.contains(where: \.isNewline) { style.opening = colon.hasSuffix(" ") ? " " : "" }
    if closing.contains(where: \.isNewline) { style.closing = style.opening }
    return style
  }

  /// The text of a list inside an object of this style: on lines of their own where its members are.
  func list(_ elements: [String]) -> String {
    guard hasLines, let indent = JSONStyle.lastLine(separator) else {
      return "[" + elements.joined(separator: comma) + "]"
    }
    let inner = lineEnd + indent + unit
    return "[" + elements.map { inner + $0 }.joined(separator: ",") + lineEnd + indent + "]"
  }

  static func text(_ text: String) -> String { "\"" + JSONEscaping.escaped(text) + "\"" }

  /// What follows the last line end of blanks; nil without one.
  private static func lastLine(_ blanks: String) -> String? {
    blanks.lastIndex(where: \.isNewline).map { String(blanks[blanks.index(after: $0)...].drop { $0 == "," }) }
  }

  /// - Parameter start: of the opening quote.
  private static func endOfText(at start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }
}

internal import ScorecardModel

/// Reads the elements of a list in a JSON file one after another, in bounded memory.
///
/// The list is the root, or a value in the root object, or the file is JSON Lines: one object after another. Nothing
/// but the current element and the small members beside the list is kept.
package struct JSONElements: ~Copyable {
  package struct Limits: Sendable {
    /// Bytes of one element.
    var element = 16 << 20
    /// Bytes of a member beside the list that is kept.
    var member = 64 << 10

    package static let standard = Limits()
  }

  private enum Place {
    case start
    /// In the innermost of `frames`.
    case object(isFirst: Bool)
    case list(isFirst: Bool)
    /// After an object that was an element by itself.
    case lines
    case trailer
    case end
  }

  /// An object that is read member by member, since a list may be in it.
  private struct Frame {
    var path: String
    var key: String
    var keyPosition: JSONPosition
    var position: JSONPosition
    var members: [JSONMember] = []
    var sizes: [Int] = []
  }

  private var buffer: JSONBuffer
  private let lists: [String]
  private let takesEveryList: Bool
  private let ignored: Set<String>
  private let limits: Limits
  private var place = Place.start
  private var frames: [Frame] = []
  private var rootMembers: [JSONMember] = []
  private var size = 0
  private var hasList = false
  /// Path of the list that the last element is of; empty for the root.
  package private(set) var list = ""
  /// Paths of the lists that were met, empty ones too.
  package private(set) var entered: Set<String> = []

  /// - Parameters:
  ///   - lists: dotted paths of keys of the root object under which the list may be (`incidents`, `data.trackings`);
  ///     the first that is met is taken. A root list and JSON Lines need none. A root object without such a list is
  ///     itself the only element.
  ///   - everyList: whether the lists after the first are read too; see ``list``.
  ///   - ignoring: keys whose values are checked, but not made, at any depth: they are missing in the elements.
  ///   - chunk: bytes to read at once.
  /// - Throws: ``Diagnostic`` when it is not UTF-8 text; ``FileError``.
  package init(
    _ source: ByteSource, fileName: String, lists: [String], everyList: Bool = false,
    ignoring: Set<String> = [], limits: Limits = .standard, chunk: Int = 1 << 18
  ) throws {
    buffer = try JSONBuffer(
      source, fileName: fileName, ignored: ignoring, limit: limits.element, chunk: chunk)
    self.lists = lists
    takesEveryList = everyList
    ignored = ignoring
    self.limits = limits
  }

  /// Members of the root object beside the list, as far as they were met, without large ones.
  package var root: [JSONMember] { frames.first?.members ?? rootMembers }

  /// The next element; nil at the end of a file that is complete.
  ///
  /// - Throws: ``Diagnostic`` with its place: no JSON, HTML in place of JSON, cut short, an element too large, more
  ///   after the end; ``FileError``.
  package mutating func next() throws -> JSONValue? {
    while true {
      switch place {
      case .start: try begin()
      case .object(let isFirst):
        if let element = try member(isFirst: isFirst) { return element }
      case .list(let isFirst):
        if let element = try element(isFirst: isFirst) { return element }
      case .lines:
        guard let byte = try buffer.next() else {
          place = .end
          break
        }
        guard byte == UInt8(ascii: "{") else {
          throw buffer.problem("\(buffer.found) after an object; only another object may follow")
        }
        return try buffer.value().value
      case .trailer:
        if try buffer.next() != nil { throw buffer.problem("\(buffer.found) after the end of the value") }
        place = .end
      case .end: return nil
      }
    }
  }

  private mutating func begin() throws {
    switch try buffer.next() {
    case UInt8(ascii: "{"): push(path: "", key: "", keyPosition: .start)
    case UInt8(ascii: "["):
      buffer.skip()
      hasList = true
      place = .list(isFirst: true)
    case nil: throw Diagnostic(file: buffer.fileName, message: "the file is empty; JSON was expected")
    case UInt8(ascii: "<"):
      let isPage = buffer.begins(with: "<!doctype html") || buffer.begins(with: "<html")
      throw buffer.problem(
        "this is \(isPage ? "an HTML page" : "XML"), not JSON; was an error page saved in its place?")
    case _?: throw buffer.problem("this is not JSON: \(buffer.found) where { or [ should be")
    }
  }

  private mutating func element(isFirst: Bool) throws -> JSONValue? {
    guard try separated(closing: UInt8(ascii: "]"), isFirst: isFirst, in: "the list") else {
      place = frames.isEmpty ? .trailer : .object(isFirst: false)
      return nil
    }
    place = .list(isFirst: false)
    return try buffer.value().value
  }

  /// Moves to the next value of a list or object.
  ///
  /// - Returns: false when it has no more; then its bracket is behind.
  private mutating func separated(closing: UInt8, isFirst: Bool, in container: String) throws -> Bool {
    var byte = try buffer.next()
    if byte == closing {
      buffer.skip()
      return false
    }
    if !isFirst, byte != nil {
      guard byte == UInt8(ascii: ",") else {
        let bracket = Character(Unicode.Scalar(closing))
        throw buffer.problem("\(buffer.found) where a comma or \(bracket) should be")
      }
      buffer.skip()
      byte = try buffer.next()
      if byte == closing {
        throw buffer.problem("a comma before \(Character(Unicode.Scalar(closing))); remove it")
      }
    }
    if byte == nil { throw buffer.cutShort("inside " + container) }
    return true
  }
}

// MARK: Objects around the list

extension JSONElements {
  private mutating func push(path: String, key: String, keyPosition: JSONPosition) {
    frames.append(Frame(path: path, key: key, keyPosition: keyPosition, position: buffer.position))
    buffer.skip()
    place = .object(isFirst: true)
  }

  /// Reads one member of the innermost object, enters it, or leaves the object.
  ///
  /// - Returns: the root object, when it ends and had no list in it.
  private mutating func member(isFirst: Bool) throws -> JSONValue? {
    guard try separated(closing: UInt8(ascii: "}"), isFirst: isFirst, in: "an object") else {
      return try pop()
    }
    place = .object(isFirst: false)
    let position = buffer.position
    guard try buffer.next() == UInt8(ascii: "\"") else {
      throw buffer.problem("\(buffer.found) where a key in quotes should be")
    }
    guard let key = try buffer.value().value.string else { return nil }
    guard let colon = try buffer.next() else { throw buffer.cutShort("after a key") }
    guard colon == UInt8(ascii: ":") else { throw buffer.problem("\(buffer.found) where : should be") }
    buffer.skip()
    guard let byte = try buffer.next() else { throw buffer.cutShort("after a key") }
    let path = frames.last.map { $0.path.isEmpty ? key : $0.path + "." + key } ?? key
    if byte == UInt8(ascii: "["), lists.contains(path), !hasList || takesEveryList {
      enterList(path)
    } else if byte == UInt8(ascii: "{"), lists.contains(where: { $0.hasPrefix(path + ".") }) {
      push(path: path, key: key, keyPosition: position)
    } else {
      let isIgnored = ignored.contains(key)
      let (value, size) = try buffer.value(isSkipped: isIgnored)
      if isIgnored { return nil }
      try keep(JSONMember(key: key, keyPosition: position, value: value), size: size)
    }
    return nil
  }

  private mutating func enterList(_ path: String) {
    buffer.skip()
    (list, hasList) = (path, true)
    entered.insert(path)
    place = .list(isFirst: true)
    // As long as no list was met, the root object may have been the element.
    for index in frames.indices { drop(largeIn: index) }
  }

  private mutating func drop(largeIn index: Int) {
    let kept = frames[index].sizes.indices.filter { frames[index].sizes[$0] <= limits.member }
    frames[index].members = kept.map { frames[index].members[$0] }
    frames[index].sizes = kept.map { frames[index].sizes[$0] }
  }

  private mutating func keep(_ member: JSONMember, size: Int) throws {
    self.size += size
    if hasList {
      let kept = frames.reduce(0) { $0 + $1.sizes.reduce(0, +) }
      if kept + size > limits.member { return }
    } else if self.size > limits.element {
      throw buffer.problem(
        "an object over \(limits.element >> 20) MB without a list of " + lists.joined(separator: " or "))
    }
    guard !frames.isEmpty else { return }
    frames[frames.count - 1].members.append(member)
    frames[frames.count - 1].sizes.append(size)
  }

  private mutating func pop() throws -> JSONValue? {
    let frame = frames.removeLast()
    let value = JSONValue(content: .object(frame.members), position: frame.position)
    if !frames.isEmpty {
      place = .object(isFirst: false)
      let size = frame.sizes.reduce(0, +)
      self.size -= size
      try keep(JSONMember(key: frame.key, keyPosition: frame.keyPosition, value: value), size: size)
      return nil
    }
    rootMembers = frame.members
    place = hasList ? .trailer : .lines
    return hasList ? nil : value
  }
}

import ScorecardModel

@testable import ScorecardFormats

/// JSON lists and JSON Lines: the element reader by itself, against the document reader, and by rules.
enum ListsTarget {
  static func run(_ bytes: [UInt8]) {
    let whole = elements(bytes, buffer: 1 << 18, pieces: 65_536)
    for buffer in chosen([16, 23], for: bytes) {
      let other = elements(bytes, buffer: buffer, pieces: 3)
      promise(other == whole, "in a buffer of \(buffer) it is\n\(other)\n, and in a large one\n\(whole)")
    }
    checkAgainstDocument(whole, bytes)
    checkCut(whole, bytes)

    let context = Store.context()
    let reading = Reading.checked(bytes, as: rules, context)
    if reading.stop == nil, whole.isOneValue {
      reading.checkCut(bytes, before: endOfText(bytes), as: rules, context)
    }
    for line in chosen([nil, 2, nil, nil], for: bytes) where line != nil {
      _ = Reading(bytes, as: rules, Store.context(line: line))
    }
  }

  private struct Elements: Hashable {
    var texts: [String] = []
    var lists: Set<String> = []
    var root: [String] = []
    var stop: String?
    /// Not JSON Lines, of which a part can be whole.
    var isOneValue = false
  }

  private static func elements(_ bytes: [UInt8], buffer: Int, pieces: Int) -> Elements {
    var result = Elements()
    result.isOneValue = firstByte(bytes) == UInt8(ascii: "[")
    do {
      var elements = try JSONElements(
        ByteSource(bytes, pieces: pieces), fileName: "f", lists: ["items", "data.rows", "more"],
        everyList: true, ignoring: ["ignored"], chunk: buffer)
      while let element = try elements.next() {
        result.texts.append(text(element))
        result.lists.insert(elements.list)
      }
      if !result.lists.subtracting([""]).isEmpty { result.isOneValue = true }
      result.root = elements.root.map { "\($0.key) at \($0.keyPosition): \(text($0.value))" }
    } catch { result.stop = "\(error)" }
    return result
  }

  /// A root list is to both readers the same, and nothing else is JSON to one of them alone.
  private static func checkAgainstDocument(_ elements: Elements, _ bytes: [UInt8]) {
    guard firstByte(bytes) == UInt8(ascii: "[") else { return }
    // What is ignored is missing in the elements, and an element nests one deeper in a document.
    do {
      let document = try JSONReader.read(bytes, fileName: "f")
      if elements.stop == nil, !bytes.contains(UInt8(ascii: "i")), !bytes.contains(UInt8(ascii: "\\")) {
        let texts = (document.root.array ?? []).map { text($0) }
        promise(texts == elements.texts, "elements\n\(elements.texts)\n, and in the document\n\(texts)")
      }
      promise(elements.stop == nil, "a document, but \(elements.stop ?? "")")
    } catch {
      let isDeep = error.message.hasPrefix("nested more")
      promise(elements.stop != nil || isDeep, "elements, but no document: \(error)")
    }
  }

  private static func checkCut(_ whole: Elements, _ bytes: [UInt8]) {
    guard whole.stop == nil, whole.isOneValue else { return }
    for cut in chosen(cuts(of: bytes, before: endOfText(bytes)), for: bytes) {
      let part = elements(Array(bytes[..<cut]), buffer: 16, pieces: 5)
      promise(part.stop != nil, "cut at \(cut) it is read as a whole: \(part)")
      promise(whole.texts.starts(with: part.texts), "cut at \(cut) it is \(part)")
    }
  }

  static func firstByte(_ bytes: [UInt8]) -> UInt8? {
    (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]).first {
      $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D
    }
  }

  /// Where the white space at the end begins.
  static func endOfText(_ bytes: [UInt8]) -> Int { (bytes.lastIndex { $0 > 0x20 } ?? -1) + 1 }

  /// A value with the places of its parts.
  static func text(_ value: JSONValue) -> String {
    let place = "\(value.position.line):\(value.position.column)"
    switch value.content {
    case .null: return place + "null"
    case .bool(let bool): return place + "\(bool)"
    case .number(let number):
      promise(number.value.isFinite, "a number without end: \(number)")
      return place + number.text
    case .string(let text): return place + text.debugDescription
    case .array(let values): return place + "[" + values.map { text($0) }.joined(separator: ",") + "]"
    case .object(let members):
      return place + "{" + members.map { $0.key + ":" + text($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static let rules = Store.format(
    #"""
    {"name": "lists", "list": "items", "dates": ["iso", "epoch", "epochMillis", "MMM d, yyyy"],
     "vendor": {"field": "vendor.name | carrier", "map": {"nw": "northwind"}, "unknown": "create", "stage": "web"},
     "day": "at", "id": {"field": "url | id", "after": "/"},
     "only": [{"field": "kind", "equals": "skip", "not": true}],
     "orders": {"number": "orders", "only": [{"field": "kind", "oneOf": ["order", "late"]}], "period": "day"},
     "incidents": [
      {"only": [{"field": "kind", "contains": "bad"}],
       "severity": {"field": "level", "map": {"low": 1, "high": 5}, "otherwise": 3},
       "summary": "{text} {days from at to events.last.at} days", "resolved": [{"field": "done", "isEmpty": false}],
       "hours": {"from": "at", "to": "done"}, "cost": "cost", "count": "count", "claimed": "claimed",
       "recovered": "recovered", "claimBy": "by", "outage": {"from": "at", "to": "done", "impact": "impact"}},
      {"only": [{"any": [{"field": "late", "above": 3}, {"field": "events.0.at", "isAfter": "at", "days": 2},
         {"field": "done", "isBefore": "events.first.at", "hours": 1}]}],
       "severity": 2, "hours": {"field": "late", "unit": "days"}, "day": "done", "key": "#late"},
      {"outcome": "good", "only": [{"field": "ok", "equals": "true"}]}]}
    """#)
}

/// A line of a text file that a change took away or brought.
public struct LineChange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case removed
    case added
  }

  public var kind: Kind
  /// 1-based; of a removed line in the text before, of an added one in the text after.
  public var number: Int
  /// Without its end.
  public var text: String

  public init(kind: Kind, number: Int, text: String) {
    self.kind = kind
    self.number = number
    self.text = text
  }

  /// What leads from one text to another: of each place first what was there, then what is.
  package static func between(_ before: [UInt8], _ after: [UInt8]) -> [LineChange] {
    let (old, new) = (lines(before), lines(after))
    let difference = new.difference(from: old)
    var (removed, added): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var changes: [LineChange] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if removed.contains(left) {
        changes.append(LineChange(kind: .removed, number: left + 1, text: old[left]))
        left += 1
      } else if added.contains(right) {
        changes.append(LineChange(kind: .added, number: right + 1, text: new[right]))
        right += 1
      } else {
        left += 1
        right += 1
      }
    }
    return changes
  }

  private static func lines(_ text: [UInt8]) -> [String] {
    text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
  }
}

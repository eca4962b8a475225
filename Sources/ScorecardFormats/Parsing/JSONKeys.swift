/// Keys that were met, so that each spelling is made once: the objects of a list repeat them.
final class JSONKeys {
  struct Key {
    var text: String
    /// Its values are checked, but not built.
    var isIgnored: Bool
  }

  private struct Entry {
    var hash: UInt64
    var key: Key
  }

  /// A power of two; a key whose place is taken takes it over.
  private static let places = 256

  private let ignored: Set<String>
  private var entries = [Entry?](repeating: nil, count: places)

  init(ignored: Set<String> = []) { self.ignored = ignored }

  func key(_ bytes: UnsafeRawBufferPointer) -> Key {
    let hash = bytes.hash
    let place = Int(truncatingIfNeeded: hash) & (JSONKeys.places - 1)
    if let entry = entries[place], entry.hash == hash, JSONKeys.matches(entry.key.text, bytes) {
      return entry.key
    }
    let key = key(bytes.text)
    entries[place] = Entry(hash: hash, key: key)
    return key
  }

  func key(_ text: String) -> Key { Key(text: text, isIgnored: ignored.contains(text)) }

  private static func matches(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).hasBytes(of: bytes) } ?? false
  }
}

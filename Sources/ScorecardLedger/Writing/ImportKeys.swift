import ScorecardModel

/// Which import keys are taken.
///
/// The first rows of an import ask the store, and so do those of a file that is on record already. A large import of new
/// rows into a small ledger keeps the keys in memory (8 bytes each), so that none of them is looked for. The store drops
/// its indexes meanwhile where it may and builds them again at the end, which is several times faster than keeping them
/// row by row; a key that comes twice builds them at once.
struct ImportKeys {
  private enum Lookup {
    case index
    case memory(OpenAddressingMap<Void>)
  }

  /// Rows after which an import counts as large, the largest ledger that it may drop the indexes of, and the
  /// most keys to hold.
  private static let largeImport: Int64 = 4_000
  private static let smallLedger: Int64 = 40_000
  private static let mostKeys = 3_000_000

  private let store: any LedgerStore
  private let table: KeyedTable
  private var lookup = Lookup.index
  private var asked: Int64 = 0
  /// How many are asked for when it is looked at next how many of them are new; and the rows on record at the last look.
  private var nextLook = ImportKeys.largeImport
  private var lastCount: Int64 = 0
  private var hasDroppedIndexes = false
  /// Rows without an id, by content: the next repeat number.
  private var contents = OpenAddressingMap<Void>(initial: ())
  private var repeats: [Int64: Int] = [:]

  init(_ table: KeyedTable, _ store: any LedgerStore) { (self.table, self.store) = (table, store) }

  /// What earlier files told is known from now on, like what is on record.
  mutating func beginFile() {
    if case .memory(var keys) = lookup {
      lookup = .index
      for key in contents.sortedKeys { _ = keys.insert(key) }
      lookup = .memory(keys)
    }
    contents = OpenAddressingMap(initial: ())
    repeats = [:]
  }

  /// The key of a row without an id, with its repeat number within its file.
  mutating func numbered(_ key: KeyHash) -> KeyHash {
    if contents.insert(UInt64(bitPattern: key.high)) { return key }
    let number = (repeats[key.high] ?? 0) + 1
    repeats[key.high] = number
    return key.repeated(number)
  }

  /// false: the key is certainly new, and taken from now on.
  ///
  /// - Parameter isContent: it stands for a row without an id, and so comes once in a file.
  mutating func mayBePresent(_ key: KeyHash, isContent: Bool, rowCount: Int64) throws -> Bool {
    asked += 1
    if asked == 1 { lastCount = rowCount }
    if asked == nextLook {
      nextLook += ImportKeys.largeImport
      let added = rowCount - lastCount
      lastCount = rowCount
      if added >= ImportKeys.largeImport / 2, rowCount < ImportKeys.smallLedger, !hasDroppedIndexes {
        try dropIndexes()
      }
    }
    guard case .memory(var keys) = lookup else { return true }
    lookup = .index
    let high = UInt64(bitPattern: key.high)
    if keys.count < ImportKeys.mostKeys, isContent ? !keys.contains(high) : keys.insert(high) {
      lookup = .memory(keys)
      return false
    }
    try createIndexes(freeing: &keys)
    return true
  }

  /// false: the key is certainly not there.
  func mayContain(_ key: KeyHash) -> Bool {
    if case .memory(let keys) = lookup { keys.contains(UInt64(bitPattern: key.high)) } else { true }
  }

  /// Of keys that are asked for next those that the store has to look for.
  mutating func toLookFor(_ next: [KeyHash]) throws -> [KeyHash] {
    guard case .memory = lookup else { return next }
    guard next.contains(where: mayContain) else { return [] }
    try openIndex()
    return next
  }

  /// Makes sure that the store's index knows every key.
  mutating func openIndex() throws {
    guard case .memory(var keys) = lookup else { return }
    lookup = .index
    try createIndexes(freeing: &keys)
  }

  mutating func close() throws {
    contents = OpenAddressingMap(initial: ())
    repeats = [:]
    try openIndex()
  }

  private mutating func dropIndexes() throws {
    hasDroppedIndexes = true
    var keys = OpenAddressingMap<Void>(initial: ())
    for key in try store.leaveKeysUnindexed(of: table) { _ = keys.insert(UInt64(bitPattern: key)) }
    lookup = .memory(keys)
  }

  private func createIndexes(freeing keys: inout OpenAddressingMap<Void>) throws {
    keys = OpenAddressingMap(initial: ())
    try store.indexKeys(of: table)
  }
}

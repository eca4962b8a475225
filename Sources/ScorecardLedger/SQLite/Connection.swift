import GRDB

/// How the ledger's connection is set, and that it is.
///
/// DELETE and EXTRA: an acknowledged row survives a power cut, which WAL with NORMAL and DELETE with FULL do not.
/// Recursive triggers: without them INSERT OR REPLACE gets past the append-only triggers.
enum Connection {
  static let cacheKiB = 8_192
  static let pageBytes = 8_192

  /// Builds indexes with a helper that sorts while the next keys are read, in pieces that stay in the processor's
  /// caches: a third faster than with the settings for everything else.
  static func sorting(_ sql: String) -> String {
    "PRAGMA threads = 1; PRAGMA cache_size = -2048; \(sql); PRAGMA cache_size = -\(cacheKiB)"
  }

  /// Settings by pragma, with the value that reading them back must give.
  private static let settings: [(name: String, set: String, expected: String)] = [
    ("foreign_keys", "ON", "1"), ("recursive_triggers", "ON", "1"), ("cell_size_check", "ON", "1"),
    ("trusted_schema", "OFF", "0"), ("mmap_size", "0", "0"), ("cache_size", "-\(cacheKiB)", "-\(cacheKiB)"),
    ("synchronous", "EXTRA", "3"),
  ]

  static func configuration(readOnly: Bool, busySeconds: Int) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(Double(busySeconds))
    configuration.label = "ledger"
    // None of these writes to the file.
    configuration.prepareDatabase { database in
      for setting in settings { try database.execute(sql: "PRAGMA \(setting.name) = \(setting.set)") }
    }
    return configuration
  }

  /// What does not hold of the settings, such as `synchronous is 2, not 3`; empty = all hold.
  ///
  /// - Parameter isReader: the journal is the writers' affair, who set it back when another program changed it.
  static func violations(_ database: Database, busySeconds: Int, isReader: Bool) throws -> [String] {
    let expected =
      settings.map { ($0.name, $0.expected) } + [("busy_timeout", String(busySeconds * 1000))]
      + (isReader ? [] : [("journal_mode", "delete")])
    return try expected.compactMap { name, value in
      // A library built without memory mapping has no row to answer with.
      let found = try pragma(name, database) ?? "0"
      return found == value ? nil : "\(name) is \(found), not \(value)"
    }
  }

  static func pragma(_ name: String, _ database: Database) throws -> String? {
    try String.fetchOne(database, sql: "PRAGMA \(name)")
  }
}

extension DatabaseQueue {
  /// Reads what may be damaged: the end of the transaction then reports the same damage again, which is no news.
  func readDamaged<T>(_ body: (Database) throws -> T) throws -> T {
    var result: T?
    do { try read { result = try body($0) } } catch { if result == nil { throw error } }
    guard let result else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return result
  }
}

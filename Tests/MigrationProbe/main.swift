import GRDB
import Glibc
import ScorecardLedger
import ScorecardModel

// Brings the ledger at the path given up to a next schema of the tests' own, so that the tests can kill a process that
// does. With `unprotected` it does the same without a transaction, to show that they would notice.

let step = """
  CREATE TABLE second (id INTEGER PRIMARY KEY, summary TEXT NOT NULL, room BLOB NOT NULL) STRICT;
  INSERT INTO second SELECT id, summary, zeroblob(9000) FROM incident;
  CREATE INDEX second_summary ON second (summary);
  ALTER TABLE change ADD COLUMN by_whom TEXT;
  """

let path = CommandLine.arguments[1]
// An error that is thrown from here on would be a crash, of which a backtrace is made, and under a sanitizer that may
// never end.
do {
  try migrate()
} catch {
  print(error)
  exit(1)
}

func migrate() throws {
  if CommandLine.arguments.dropFirst(2).first == "unprotected" {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "PRAGMA journal_mode = OFF; PRAGMA user_version = \(SQLiteLedger.schemaVersion + 1); \(step)")
    }
  } else {
    _ = try SQLiteLedger.open(
      path: path, policy: .standard, mode: .readWrite, migrations: Migrations.released.adding(step))
  }
}

package import ScorecardModel

/// Why a server did not do what was asked, in a sentence.
package enum ServerFailureText {
  /// What is wrong and what may be done about it, without a full stop at the end.
  package static func sentence(_ failure: ServerFailure, at place: ServerPlace) -> String {
    let server = place.server
    let user = place.user ?? "this user"
    switch failure {
    case .noLibrary:
      return "the ledger is on a PostgreSQL server, and libpq is not installed here. Install it: "
        + "sudo apt-get install libpq5 (macOS: brew install libpq)"
    case .oldLibrary:
      return "the libpq that is installed here is older than 14. Update it: sudo apt-get install libpq5 "
        + "(macOS: brew upgrade libpq)"
    case .badSetting(let message): return "the ledger's address doesn't work here: \(message)"
    case .unreachable(let message):
      return "can't reach the ledger at \(server): \(message). Nothing saved; try again, or see if the "
        + "server runs: pg_isready" + options(of: place)
    case .refusedLogin(let message): return "\(server) doesn't let \(user) in: \(message)"
    case .noPassword:
      return "\(server) wants a password. Put it into ~/.pgpass: \(passwordLine(of: place)), "
        + "then chmod 600 ~/.pgpass"
    case .noDatabase(let message): return "\(server) has no such database: \(message)"
    case .untrusted(let message):
      return "\(place.host ?? server) can't prove who it is (\(message)). Nothing was sent. Give its CA: "
        + "\"…?sslrootcert=/path/ca.pem\""
    case .tooOld, .otherEncoding, .unsafeDisk, .unsettled: return unfitness(failure, server)
    case .notAllowed(let message):
      return "\(user) may not do that at \(server) (\(message)). Ask the ledger's owner: "
        + "GRANT vs_logger TO \(user)"
    case .onlyReads:
      return "\(user) may read this ledger, not write it. Ask its owner: GRANT vs_logger TO \(user)"
    case .notOwner(let message):
      return "only the owner of the ledgers at \(server) may do that (\(message)). Ask them"
    case .locked(let seconds):
      return "another vendorscore is writing (waited \(seconds) s). Nothing saved; try again"
    case .readOnly:
      return "this server is a read-only standby. Reading works; to write, name both: host=a,b and "
        + "target_session_attrs=read-write"
    case .cannotWrite(let message): return "\(server) can't write: \(message). Nothing saved"
    case .damaged(let message): return "the ledger at \(server) can't be read: \(message); left untouched"
    case .conflict: return "two writers met at \(server). Nothing saved; try again"
    case .violates(let constraint, let message):
      return "\(server) refuses it by its rule \(constraint): \(message). Nothing saved"
    case .cancelled(let message): return "\(server) ended it: \(message). Nothing saved; try again"
    case .unsure(let message):
      return "\(server): \(message); it may or may not be saved"
    case .refused(let state, let message): return "\(server) refuses it: \(message) (\(state)). Nothing saved"
    case .foreignSchema, .olderSchema, .newerSchema, .noLedger: return misfit(failure, server)
    }
  }

  /// Why the tables there are none to use.
  private static func misfit(_ failure: ServerFailure, _ server: String) -> String {
    switch failure {
    case .olderSchema(found: 0, _):
      "the database at \(server) has no ledgers yet: its owner has to make the first one"
    case .olderSchema(let found, let known):
      "the tables at \(server) have schema \(found), and this vendorscore wants \(known). Only their owner may change "
        + "them; after that everybody there needs this vendorscore or a newer one"
    case .newerSchema(let found, let known):
      "a newer vendorscore made the tables at \(server) (schema \(found), this one knows \(known)). Update it"
    case .noLedger(let name, let others):
      "no ledger \"\(name)\" on \(server). "
        + (others.isEmpty
          ? "There is none that you may see" : "Those you may see: " + others.joined(separator: ", "))
    default:
      "the schema \(ServerFailure.schemaName) of the database at \(server) is not vendorscore's; left untouched. Use a database "
        + "of its own"
    }
  }

  /// Why no ledger can be kept there.
  private static func unfitness(_ failure: ServerFailure, _ server: String) -> String {
    switch failure {
    case .tooOld(let version):
      "\(server) is PostgreSQL \(version / 10_000).\(version % 10_000); a ledger needs "
        + "\(ServerFailure.oldestVersion / 10_000) or newer"
    case .otherEncoding(let encoding):
      "the database at \(server) keeps text as \(encoding); a ledger needs one with ENCODING 'UTF8'"
    case .unsettled(let name, let found, let wanted):
      "\(name) is \(found) at \(server), not \(wanted), and doesn't let itself be set"
    default:
      "\(server) runs with fsync = off, and would lose at a power cut what it has acknowledged. "
        + "Set it to on in postgresql.conf"
    }
  }

  private static func options(of place: ServerPlace) -> String {
    guard let host = place.host else { return "" }
    let port = place["port"].flatMap { ServerPlace.list($0).first } ?? ""
    return " -h \(host)" + (port.isEmpty || port == "5432" ? "" : " -p \(port)")
  }

  private static func passwordLine(of place: ServerPlace) -> String {
    PasswordFile.line(
      host: place.host, port: place.servers.first?.port, database: place["dbname"], user: place.user)
  }
}

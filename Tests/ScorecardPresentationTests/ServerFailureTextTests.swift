import ScorecardFormats
import ScorecardModel
import Testing

@testable import ScorecardPresentation

@Suite struct `Server failures in words` {
  private static let every: [ServerFailure] = [
    .noLibrary, .oldLibrary, .badSetting("x"), .unreachable("connection refused"), .refusedLogin("x"),
    .noPassword,
    .noDatabase("x"), .untrusted("certificate has expired"), .tooOld(version: 140_011),
    .otherEncoding("LATIN1"),
    .unsafeDisk, .unsettled(name: "search_path", found: "a", wanted: "b"), .notAllowed("x"),
    .onlyReads, .notOwner("x"),
    .locked(seconds: 30),
    .readOnly, .cannotWrite("x"), .damaged("x"), .conflict, .violates(constraint: "incident_key", "x"),
    .cancelled("x"), .unsure("x"), .refused(state: "42601", "x"),
    .foreignSchema, .olderSchema(found: 0, known: 1), .olderSchema(found: 1, known: 2),
    .newerSchema(found: 2, known: 1), .noLedger(name: "a", others: []), .noLedger(name: "a", others: ["b"]),
  ]

  @Test(arguments: every) func `every failure has a sentence`(failure: ServerFailure) throws {
    let place = try ServerPlace(address: "postgresql://ann@db.example.com/shop")
    let sentence = ServerFailureText.sentence(failure, at: place)
    #expect(!sentence.hasSuffix("."))
    #expect(!sentence.contains("\n"))
  }

  @Test func `sentences say what may be done`() throws {
    let place = try ServerPlace(address: "postgresql://ann@db.example.com/shop")
    #expect(
      ServerFailureText.sentence(.unreachable("connection refused"), at: place)
        == "can't reach the ledger at db.example.com:5432: connection refused. Nothing saved; try again, or see "
        + "if the server runs: pg_isready -h db.example.com")
    #expect(
      ServerFailureText.sentence(.noPassword, at: place)
        == "db.example.com:5432 wants a password. Put it into ~/.pgpass: db.example.com:5432:shop:ann:PASSWORD, "
        + "then chmod 600 ~/.pgpass")
    #expect(
      ServerFailureText.sentence(.untrusted("certificate has expired"), at: place)
        == "db.example.com can't prove who it is (certificate has expired). Nothing was sent. Give its CA: "
        + "\"…?sslrootcert=/path/ca.pem\"")
    #expect(
      ServerFailureText.sentence(.onlyReads, at: place)
        == "ann may read this ledger, not write it. Ask its owner: GRANT vs_logger TO ann")
    #expect(
      ServerFailureText.sentence(.notOwner("permission denied for table ledger"), at: place)
        == "only the owner of the ledgers at db.example.com:5432 may do that (permission denied for table ledger). "
        + "Ask them")
    #expect(
      ServerFailureText.sentence(.tooOld(version: 140_011), at: place)
        == "db.example.com:5432 is PostgreSQL 14.11; a ledger needs 15 or newer")
    #expect(
      ServerFailureText.sentence(.noLedger(name: "shop-7", others: ["main", "shop-1"]), at: place)
        == "no ledger \"shop-7\" on db.example.com:5432. Those you may see: main, shop-1")
    #expect(
      ServerFailureText.sentence(.newerSchema(found: 2, known: 1), at: place)
        == "a newer vendorscore made the tables at db.example.com:5432 (schema 2, this one knows 1). Update it"
    )
  }
}

import Foundation
import ScorecardFormats
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardPostgreSQL

@Suite(.enabled(if: TestServer.isPossible && `libpq`.isHere, "\(TestServer.missing)"))
struct `Server connections` {
  private func connect(user: String = "owner", lockSeconds: Int = 30) throws -> ServerConnection {
    try TestServer.shared.connect(user: user, lockSeconds: lockSeconds)
  }

  // MARK: Settings

  private let settings: ServerStatement = """
    SELECT current_setting('search_path'), current_setting('synchronous_commit'), current_setting('lock_timeout'), \
    current_setting('idle_in_transaction_session_timeout'), current_setting('application_name')
    """

  private func values(_ result: ServerResult) throws -> [String] {
    try (0..<5).map { try result.onlyRow().value($0, as: String.self) }
  }

  @Test func `a transaction is set as a ledger needs it, and a session to nothing`() throws {
    let connection = try ServerConnection(to: TestServer.shared.place(), lockSeconds: 90)
    let before = try values(connection.run(settings))
    #expect(before == ["\"$user\", public", "on", "0", "0", "vendorscore"])
    #expect(
      try values(connection.begin(.writing, [settings])[0])
        == ["vendorscore, pg_temp", "on", "90s", "1min", "vendorscore"])
    try connection.run(.commit)
    #expect(try values(connection.run(settings)) == before)
    #expect(
      try values(connection.begin(.reading, [settings])[0])
        == ["vendorscore, pg_temp", "on", "90s", "0", "vendorscore"])
    #expect(connection.serverVersion >= ServerConnection.oldestVersion)
  }

  @Test func `a role can't weaken what a commit promises`() throws {
    try connect().run("CREATE ROLE weak LOGIN")
    try connect().run("ALTER ROLE weak SET synchronous_commit = off")
    #expect(try values(connect(user: "weak").begin(.writing, [settings])[0])[1] == "on")
  }

  @Test func `a database that is not in UTF-8 is refused`() throws {
    try connect().run("CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0")
    let place = try TestServer.shared.place(database: "latin")
    #expect(throws: ServerFailure.otherEncoding("LATIN1")) { try ServerConnection(to: place, lockSeconds: 1) }
  }

  @Test func `a database that is not there is said`() throws {
    let place = try TestServer.shared.place(database: "nowhere")
    #expect(throws: ServerFailure.noDatabase("database \"nowhere\" does not exist")) {
      try ServerConnection(to: place, lockSeconds: 1)
    }
  }

  @Test func `of several hosts the next one is tried`() throws {
    let server = try TestServer.shared
    let folder = server.folder.replacingOccurrences(of: "/", with: "%2F")
    let place = try ServerPlace(
      address: "postgresql://owner@%2Fnowhere:1,\(folder):\(server.port)/postgres")
    #expect(try ServerConnection(to: place, lockSeconds: 1).run("SELECT 1").count == 1)
  }

  @Test func `a server that only reads is told from one that is not there`() throws {
    try connect().run("CREATE ROLE reader LOGIN")
    try connect().run("ALTER ROLE reader SET default_transaction_read_only = on")
    let server = try TestServer.shared
    let folder = server.folder.replacingOccurrences(of: "/", with: "%2F")
    let place = try ServerPlace(
      address: "postgresql://reader@\(folder):\(server.port)/postgres?target_session_attrs=read-write")
    #expect(throws: ServerFailure.readOnly) { try ServerConnection(to: place, lockSeconds: 1) }
  }

  // MARK: Values

  private func returned<Value: ServerDecodable>(
    _ parameter: ServerValue, _ type: String, as: Value.Type = Value.self
  ) throws -> Value? {
    try connect().run("SELECT $1::\(type)", [parameter]).onlyRow().optional(0)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, Int64.max])
  func `whole numbers of 8 bytes come back`(value: Int64) throws {
    #expect(try returned(.int8(value), "int8") == value)
  }

  @Test func `whole numbers of 4 and 2 bytes come back`() throws {
    for value in [Int32.min, 0, Int32.max] { #expect(try returned(.int4(value), "int4") == value) }
    for value in [Int16.min, 0, Int16.max] { #expect(try returned(.int2(value), "int2") == value) }
  }

  @Test func `truth and fractions come back`() throws {
    for value in [true, false] { #expect(try returned(.bool(value), "bool") == value) }
    for value in [0, -0.1, .infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude] as [Double] {
      #expect(try returned(.float8(value), "float8") == value)
    }
    #expect(try returned(.float8(.nan), "float8", as: Double.self)?.isNaN == true)
  }

  @Test(arguments: ["", "a", "Straße, 東京 👩‍👧", "e\u{301}", "'; DROP TABLE x; --", "\u{10FFFF}"])
  func `text comes back as it was`(value: String) throws {
    #expect(
      try returned(.text(value), "text", as: String.self)?.unicodeScalars.elementsEqual(value.unicodeScalars)
        == true)
  }

  @Test func `bytes come back, a megabyte of them too`() throws {
    for count in [0, 1, 1 << 20] {
      let value = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      #expect(try returned(.bytea(value), "bytea") == value)
    }
  }

  @Test func `NULL is nil, and nothing else is`() throws {
    #expect(try returned(.null, "int8", as: Int64.self) == nil)
    #expect(try returned(ServerValue(nil as String?), "text", as: String.self) == nil)
    let row = try connect().run("SELECT NULL::int8").onlyRow()
    #expect(throws: ServerFailure.damaged("column 1 is NULL")) { try row.value(0, as: Int64.self) }
  }

  @Test func `a value of another type, or none at all, is an error`() throws {
    let row = try connect().run("SELECT 1::int4").onlyRow()
    #expect(throws: ServerFailure.damaged("column 1 is of type 23")) { try row.value(0, as: Int64.self) }
    for column in [1, -1, Int.max] {
      #expect(throws: ServerFailure.self) { try row.value(column, as: Int32.self) }
    }
    #expect(throws: ServerFailure.damaged("2 rows in place of one")) {
      try connect().run("SELECT generate_series(1, 2)").onlyRow()
    }
  }

  @Test func `a list is one parameter`() throws {
    let connection = try connect()
    var texts = ServerArray.texts
    for text in ["c", "", nil, "é"] as [String?] { texts.append(text) }
    var nothing = ServerArray.float8s
    for _ in 0..<4 { nothing.append(nil as Double?) }
    // Nothing but NULLs is as long as what stands beside it, either way.
    for rows in [
      "SELECT * FROM unnest($1::int8[], $2::text[], $3::float8[]) AS t (a, b, c)",
      "SELECT unnest($1::int8[]) AS a, unnest($2::text[]) AS b, unnest($3::float8[]) AS c",
    ] {
      let rows = try connection.run(
        "SELECT a, b, c FROM (\(rows)) AS t ORDER BY a",
        [.int8s([3, .min, 5, 7]), .array(texts), .array(nothing)]
      ).rows
      #expect(try rows.map { try $0.value(0, as: Int64.self) } == [.min, 3, 5, 7])
      #expect(try rows.map { try $0.optional(1, as: String.self) } == ["", "c", nil, "é"])
      #expect(try rows.map { try $0.optional(2, as: Double.self) } == [nil, nil, nil, nil])
    }
    #expect(try connection.run("SELECT 1 WHERE 5 = ANY ($1::int8[])", [.int8s([])]).count == 0)
  }

  @Test func `a statement says how many rows it changed`() throws {
    let connection = try connect()
    try connection.run("CREATE TEMP TABLE t (a int8)")
    #expect(try connection.run("INSERT INTO t SELECT generate_series(1, 5)").affected == 5)
    #expect(try connection.run("SELECT a FROM t").count == 5)
    #expect(try connection.run("SELECT a FROM t WHERE a > 9").first == nil)
  }

  // MARK: Failures

  @Test(arguments: [
    ("55P03", ServerFailure.locked(seconds: 30)), ("25006", .readOnly), ("42501", .notAllowed("why")),
    ("53100", .cannotWrite("why")), ("58030", .cannotWrite("why")), ("XX001", .damaged("why")),
    ("XX002", .damaged("why")), ("40001", .conflict), ("40P01", .conflict), ("57014", .cancelled("why")),
    ("57P01", .unreachable("why")), ("08006", .unreachable("why")), ("28000", .refusedLogin("why")),
    ("42601", .refused(state: "42601", "why")),
  ])
  func `a state is a failure of its own`(state: String, failure: ServerFailure) throws {
    #expect(throws: failure) {
      try connect().run("DO $$BEGIN RAISE EXCEPTION 'why' USING ERRCODE = '\(state)'; END$$")
    }
  }

  @Test func `text with a NUL is refused`() throws {
    let failure = #expect(throws: ServerFailure.self) {
      try connect().run("SELECT $1::text", [.text("a\0b")])
    }
    guard case .refused(state: "22021", _)? = failure else { return #expect(failure == .conflict) }
  }

  @Test func `a rule of the schema is named`() throws {
    let connection = try connect()
    try connection.run("CREATE TEMP TABLE t (a int8, CONSTRAINT only_once UNIQUE (a))")
    try connection.run("INSERT INTO t VALUES (1)")
    let failure = #expect(throws: ServerFailure.self) { try connection.run("INSERT INTO t VALUES (1)") }
    guard case .violates("only_once", _)? = failure else { return #expect(failure == .conflict) }
    #expect(try connection.run("SELECT 1").count == 1)
  }

  @Test func `who holds a lock is not waited for longer than was said`() throws {
    let (holder, other) = (try connect(), try connect(lockSeconds: 0))
    try holder.run("CREATE TABLE public.held (a int8)")
    try holder.run(.begin)
    try holder.run("LOCK TABLE public.held")
    try other.begin(.reading)
    #expect(throws: ServerFailure.locked(seconds: 0)) { try other.run("SELECT a FROM public.held") }
    other.rollBack()
    holder.rollBack()
    #expect(try other.run("SELECT a FROM public.held").count == 0)
  }

  @Test func `a transaction that only reads writes nothing`() throws {
    let connection = try connect()
    try connection.run(.beginReading)
    #expect(throws: ServerFailure.readOnly) { try connection.run("CREATE TABLE public.never (a int8)") }
    #expect(connection.isInTransaction)
    connection.rollBack()
    #expect(!connection.isInTransaction)
  }

  @Test func `who may not is told so`() throws {
    try connect().run("CREATE TABLE public.owned (a int8)")
    try connect().run("CREATE ROLE viewer LOGIN")
    #expect(throws: ServerFailure.notAllowed("permission denied for table owned")) {
      try connect(user: "viewer").run("INSERT INTO public.owned VALUES (1)")
    }
  }

  @Test func `a commit that took back is no commit`() throws {
    let connection = try connect()
    try connection.run(.begin)
    _ = try? connection.run("SELECT 1 / 0")
    #expect(throws: ServerFailure.refused(state: "25P02", "rolled back")) { try connection.run(.commit) }
  }

  /// Ends a connection from the server's side.
  private func kill(_ victim: ServerConnection) throws {
    let pid: Int32 = try victim.run("SELECT pg_backend_pid()").onlyRow().value(0)
    let killed: Bool = try connect().run("SELECT pg_terminate_backend($1, 10000)", [.int4(pid)]).onlyRow()
      .value(0)
    #expect(killed)
  }

  @Test func `a connection that ended is unreachable, again and again`() throws {
    let victim = try connect()
    try kill(victim)
    for _ in 0..<3 {
      let failure = #expect(throws: ServerFailure.self) { try victim.run("SELECT 1") }
      guard case .unreachable? = failure else { return #expect(failure == .unreachable("")) }
    }
    #expect(!victim.isInTransaction)
    #expect(throws: ServerFailure.self) { try victim.pipeline(["SELECT 1"]) }
  }

  /// A connection that has begun a transaction and was ended, and what is said when that is to be committed.
  private func failure(_ commit: (ServerConnection) throws -> Void) throws -> ServerFailure? {
    let victim = try connect()
    try victim.run(.begin)
    try kill(victim)
    let failure = #expect(throws: ServerFailure.self) { try commit(victim) }
    // What is known to be gone has sent nothing.
    let next = #expect(throws: ServerFailure.self) { try commit(victim) }
    if case .unreachable? = next { return failure }
    return next
  }

  @Test func `a commit without an answer is neither saved nor not`() throws {
    let alone = try failure { try $0.run(.commit) }
    guard case .unsure? = alone else { return #expect(alone == .unsure("")) }
    let only = try failure { try $0.pipeline([.commit]) }
    guard case .unsure? = only else { return #expect(only == .unsure("")) }
    // The server's last words, when they arrive, are an answer to the first: COMMIT has not been run.
    switch try failure({ try $0.pipeline(["SELECT 1", .commit]) }) {
    case .unsure, .unreachable: break
    case let other: #expect(other == .unsure(""))
    }
  }

  // MARK: Pipelines

  @Test func `what is sent ahead fails with the next call, and never where no transaction is`() throws {
    let connection = try connect()
    #expect(throws: ServerFailure.self) { try connection.sendAhead(["SELECT 1"]) }
    try connection.begin(.writing)
    let one = try connection.sendAhead(["SELECT 1::int8"])
    #expect(try connection.settle(one)[0].onlyRow().value(0) == Int64(1))
    let failed = try connection.sendAhead(["SELECT 1 / 0"])
    #expect(throws: ServerFailure.refused(state: "22012", "division by zero")) {
      try connection.pipeline(["SELECT 1", .commit])
    }
    #expect(throws: ServerFailure.self) { try connection.settle(failed) }
    connection.rollBack()
    #expect(!connection.isInTransaction)
    #expect(try connection.run("SELECT 2::int8").onlyRow().value(0) == Int64(2))
    // Of one that has ended nobody learns by a trap.
    try connection.begin(.writing)
    try kill(connection)
    #expect(throws: ServerFailure.self) { for _ in 0..<3 { try connection.sendAhead(["SELECT 1"]) } }
    #expect(throws: ServerFailure.self) { try connection.sendAhead(["SELECT 1"]) }
    connection.rollBack()
    #expect(!connection.isInTransaction)
  }

  @Test func `several statements go in one trip`() throws {
    let connection = try connect()
    let answers = try connection.pipeline([
      .begin, "CREATE TEMP TABLE t (a int8)", ServerStatement("INSERT INTO t VALUES ($1)", [.int8(7)]),
      "SELECT a FROM t", .commit,
    ])
    #expect(answers.count == 5)
    #expect(try answers[3].onlyRow().value(0, as: Int64.self) == 7)
    #expect(!connection.isInTransaction)
    #expect(try connection.pipeline([]).isEmpty)
  }

  @Test func `after an error nothing more of a pipeline runs`() throws {
    let connection = try connect()
    try connection.run("CREATE TEMP TABLE t (a int8)")
    #expect(throws: ServerFailure.refused(state: "22012", "division by zero")) {
      try connection.pipeline([
        "INSERT INTO t VALUES (1)", "SELECT 1 / 0", "INSERT INTO t VALUES (2)", "SELECT 1",
      ])
    }
    #expect(try connection.run("SELECT a FROM t").count == 0)
    #expect(throws: ServerFailure.refused(state: "22012", "division by zero")) {
      try connection.pipeline([.begin, "INSERT INTO t VALUES (1)", "SELECT 1 / 0", .commit])
    }
    #expect(connection.isInTransaction)
    connection.rollBack()
    #expect(try connection.run("SELECT a FROM t").count == 0)
  }

  @Test func `a pipeline may be longer than what fits on the way`() throws {
    let text = String(repeating: "é", count: 5_000)
    let statements = (0..<400).map { number in
      ServerStatement("SELECT $1::int8, $2::text", [.int8(Int64(number)), .text(text)])
    }
    let answers = try connect().pipeline(statements)
    for (number, answer) in answers.enumerated() {
      #expect(try answer.onlyRow().value(0, as: Int64.self) == Int64(number))
      #expect(try answer.onlyRow().value(1, as: String.self) == text)
    }
  }

  @Test func `a copy that nobody asked for ends the connection`() throws {
    let connection = try connect()
    try connection.run("CREATE TEMP TABLE t (a int8)")
    try connection.run(.begin)
    #expect(throws: ServerFailure.damaged("it copies what nobody asked for")) {
      try connection.run("COPY t FROM STDIN")
    }
  }
}

import Foundation

/// PgBouncer before the run's server: it hands each transaction to whichever session is free, and ends with the test process.
package final class TestPooler: Sendable {
  private static let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  package static let isPossible = TestServer.isPossible && program != nil
  package static let missing = "SKIPPED: no PostgreSQL server here, or no `pgbouncer`"

  private let folder: String
  private let port: Int
  /// It is stopped when nobody holds this end any more.
  private let leash: Int32

  /// - Parameter sessions: how many it keeps for a user of a database.
  package init(before server: TestServer, sessions: Int) throws {
    folder = FileManager.default.temporaryDirectory.path + "/vsp-\(UInt32.random(in: 0 ... .max))"
    port = try FreePort.find()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let settings = """
      [databases]
      * = host=\(server.folder) port=\(server.port)
      [pgbouncer]
      listen_port = \(port)
      unix_socket_dir = \(folder)
      auth_type = trust
      auth_file = \(folder)/users
      pool_mode = transaction
      default_pool_size = \(sessions)
      max_client_conn = 500
      pidfile = \(folder)/pid
      logfile = \(folder)/log

      """
    try settings.write(toFile: folder + "/settings", atomically: false, encoding: .utf8)
    try "\"owner\" \"\"\n\"\(TestServer.ownerName)\" \"\"\n"
      .write(toFile: folder + "/users", atomically: false, encoding: .utf8)
    try Self.script.write(toFile: folder + "/start", atomically: false, encoding: .utf8)
    guard mkfifo(folder + "/leash", 0o666) == 0 else { throw TestServer.CannotStart(log: "no leash") }
    let command = try TestServer.asNobody(
      ["/bin/sh", folder + "/start", folder, Self.program ?? "", String(port)], owning: folder)
    let log = folder + "-log"
    let status = try ChildProcess.run(command[0], Array(command.dropFirst()), output: log, messages: log)
    guard status == 0 else {
      throw TestServer.CannotStart(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }
    try? FileManager.default.removeItem(atPath: log)
    leash = open(folder + "/leash", O_WRONLY | O_CLOEXEC)
  }

  deinit { close(leash) }

  private static let script = """
    set -e
    folder=$1 socket="$1/.s.PGSQL.$3"
    "$2" -q -d "$folder/settings"
    for try in $(seq 200); do [ -S "$socket" ] && break; sleep 0.05; done
    [ -S "$socket" ]
    (
      trap '' HUP INT TERM
      read -r line < "$folder/leash" || true
      kill "$(cat "$folder/pid")"
      rm -rf "$folder"
    ) > /dev/null 2>&1 &
    """

  /// An address through its socket.
  package func address(database: String) -> String {
    "postgresql://\(TestServer.ownerName)@\(folder.replacing("/", with: "%2F")):\(port)/\(database)"
  }
}

import Foundation

/// A server of this run's own in a temporary folder, on a socket there and on 127.0.0.1, started when the first test
/// asks for it. It ends with the test process, however that ends.
package final class TestServer: Sendable {
  package static let isPossible = programs != nil && (geteuid() != 0 || program("setpriv") != nil)
  /// What its tests say where it isn't.
  package static let missing =
    "SKIPPED: no PostgreSQL server here, `initdb`, `postgres` and `psql`, or no `setpriv` to start it as nobody"
  package static let hasTLS = isPossible && openSSL != nil
  package static let missingTLS = "SKIPPED: no PostgreSQL server here, or no `openssl`"

  package struct CannotStart: Error { package var log: String }

  private static let started = Result { try TestServer() }
  package static var shared: TestServer {
    get throws { try started.get() }
  }

  /// Owns databases. May make roles, as an owner of databases often may, and is no superuser: what they may not do the
  /// server tells.
  package static let ownerName = "shop_owner"

  package static let password = "correct-horse-9"

  package let folder: String
  package let port: Int
  /// The server is stopped when nobody holds this end any more.
  private let leash: Int32

  private static let programs: String? = {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let folders = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
    return (folders + ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"]).first { folder in
      ["initdb", "postgres", "pg_ctl", "psql"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: folder + "/" + $0)
      }
    }
  }()
  private static let openSSL = program("openssl")

  package static func program(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// One of its own, for who stops it.
  package init() throws {
    // Short: a socket's path has at most 107 bytes.
    folder = FileManager.default.temporaryDirectory.path + "/vs-\(UInt32.random(in: 0 ... .max))"
    port = try FreePort.find()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try Self.script.write(toFile: folder + "/start", atomically: false, encoding: .utf8)
    guard mkfifo(folder + "/leash", 0o666) == 0 else { throw CannotStart(log: "no leash") }
    var command = [
      "/bin/sh", folder + "/start", folder, Self.programs ?? "", String(port), Self.openSSL ?? "",
    ]
    command = try Self.asNobody(command, owning: folder)
    let log = folder + "-log"
    let status = try ChildProcess.run(command[0], Array(command.dropFirst()), output: log, messages: log)
    guard status == 0 else {
      throw CannotStart(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }
    try? FileManager.default.removeItem(atPath: log)
    leash = open(folder + "/leash", O_WRONLY | O_CLOEXEC)
    try sql("CREATE ROLE \(Self.ownerName) LOGIN CREATEROLE")
  }

  /// A server doesn't run as root.
  package static func asNobody(_ command: [String], owning folder: String) throws -> [String] {
    guard geteuid() == 0 else { return command }
    guard let nobody = getpwnam("nobody")?.pointee, let setpriv = Self.program("setpriv"),
      chown(folder, nobody.pw_uid, gid_t.max) == 0
    else { throw CannotStart(log: "no setpriv, or nobody") }
    return [setpriv, "--reuid=nobody", "--clear-groups"] + command
  }

  private var postmaster: pid_t? {
    let file = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
    return file?.split(separator: "\n").first.flatMap { pid_t($0) }
  }

  /// Ends it as a power cut would, but for the disk, and starts it again.
  package func killAndStart() throws {
    if let postmaster { kill(postmaster, SIGKILL) }
    let log = folder + "/restart.log"
    let command = try Self.asNobody(
      [
        "/bin/sh", "-c", #"cd "$1"; "$2/pg_ctl" -w -D data -l server.log start"#, "sh", folder,
        Self.programs ?? "",
      ],
      owning: folder)
    // Its children have to see first that it is gone.
    for _ in 0..<50 {
      if try ChildProcess.run(command[0], Array(command.dropFirst()), output: log, messages: log) == 0 {
        return
      }
      usleep(100_000)
    }
    throw CannotStart(log: (try? String(contentsOfFile: folder + "/server.log", encoding: .utf8)) ?? "")
  }

  private static let script = """
    set -e
    cd "$1"
    folder=$1 programs=$2 port=$3 openssl=$4
    "$programs/initdb" -D data -U owner --auth=trust --no-sync --no-instructions -E UTF8 --locale=C
    {
      echo "listen_addresses = '127.0.0.1'"
      echo "port = $port"
      echo "unix_socket_directories = '$folder'"
      echo "password_encryption = 'scram-sha-256'"
    } >> data/postgresql.conf
    {
      echo "local all all trust"
      echo "host all all 127.0.0.1/32 scram-sha-256"
    } > data/pg_hba.conf
    if [ -n "$openssl" ]; then
      key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
      for name in ca other; do
        "$openssl" req -x509 $key -keyout $name.key -out $name.pem -days 2 -subj "/CN=$name"
      done
      "$openssl" req $key -keyout server.key -out server.csr -subj /CN=db.test -addext subjectAltName=DNS:db.test
      sign="$openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy"
      $sign -days 2 -out good.pem
      $sign -days -1 -out expired.pem
      cp good.pem server.pem
      chmod 600 server.key
      {
        echo "ssl = on"
        echo "ssl_cert_file = '$folder/server.pem'"
        echo "ssl_key_file = '$folder/server.key'"
      } >> data/postgresql.conf
    fi
    "$programs/pg_ctl" -w -D data -l server.log start
    (
      # Whoever ends the whole run at once, as Ctrl-C does, must not end this before the server.
      trap '' HUP INT TERM
      read -r line < leash || true
      "$programs/pg_ctl" -D data -m immediate stop
      rm -rf "$folder"
    ) > /dev/null 2>&1 &
    """

  /// An address through the socket.
  package func address(user: String = "owner", database: String = "postgres") -> String {
    "postgresql://\(user)@\(folder.replacingOccurrences(of: "/", with: "%2F")):\(port)/\(database)"
  }

  /// Runs statements with the server's own client.
  ///
  /// - Returns: what they answer, a line for each row, without an end of line.
  @discardableResult
  package func sql(_ statements: String, user: String = "owner", database: String = "postgres") throws
    -> String
  {
    let answer = folder + "-sql-\(UInt32.random(in: 0 ... .max))"
    defer { for end in ["", "-log"] { try? FileManager.default.removeItem(atPath: answer + end) } }
    let status = try ChildProcess.run(
      (Self.programs ?? "") + "/psql",
      [
        "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(user: user, database: database), "-c",
        statements,
      ], output: answer, messages: answer + "-log")
    guard status == 0 else {
      throw Refused(log: (try? String(contentsOfFile: answer + "-log", encoding: .utf8)) ?? "")
    }
    return try String(contentsOfFile: answer, encoding: .utf8).trimmingCharacters(in: .newlines)
  }

  package struct Refused: Error { package var log: String }

  /// A new database of that owner.
  ///
  /// - Returns: its name.
  package func newDatabase() throws -> String {
    let name = "shop_\(UInt32.random(in: 0 ... .max))"
    try sql("CREATE DATABASE \(name) OWNER \(Self.ownerName)")
    return name
  }
}

/// A port of this machine that nobody listens on.
package enum FreePort {
  package static func find() throws -> Int {
    let listener = try Listener()
    defer { listener.stop() }
    return listener.port
  }
}

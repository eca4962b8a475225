import Foundation
import Glibc
import Testing

/// `vendorscore serve`, as a browser meets it, and as somebody who is none.
final class PageServer {
  /// An answer, taken apart.
  struct Answer {
    var status = 0
    /// By lower-case name; of several the last.
    var headers: [String: String] = [:]
    var body = ""
  }

  let port: Int
  /// Lets a browser in, once.
  private(set) var links: [String] = []
  /// Whose folder is gone with it.
  private let store: Store
  private let running: RunningProgram
  private let output: Int32
  private var isStopped = false
  var cookie: String?

  var host: String { "127.0.0.1:\(port)" }
  var origin: String { "http://" + host }

  init(_ store: Store, _ arguments: String...) throws {
    self.store = store
    let ends = try Pipe.ends()
    running = try store.program.spawn(["serve", "--port", "0"] + arguments) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, ends.write, 1)
      posix_spawn_file_actions_adddup2(&actions, 2, 2)
    }
    close(ends.write)
    output = ends.read
    let link = try PageServer.link(from: output)
    links = [link]
    port = try #require(URL(string: link)?.port)
  }

  deinit {
    if !isStopped {
      kill(running.pid, SIGKILL)
      _ = running.wait()
    }
    close(output)
  }

  /// The next link that it prints.
  private static func link(from output: Int32) throws -> String {
    var text = ""
    while !text.contains("Ctrl-C ends the pages.\n"), !text.contains(/The next link, .*\n/) {
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      try #require(poll(&waiting, 1, 30_000) == 1, "nothing printed after \(text)")
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(output, &bytes, bytes.count)
      try #require(count > 0, "it ended after \(text)")
      text += String(decoding: bytes.prefix(count), as: UTF8.self)
    }
    return try #require(
      text.split(whereSeparator: \.isWhitespace).map(String.init).first { $0.hasPrefix("http") })
  }

  /// Asks it to end.
  ///
  /// - Returns: its exit code.
  func stop(_ signal: Int32 = SIGTERM) -> Int32 {
    isStopped = true
    kill(running.pid, signal)
    return running.wait()
  }

  /// Exchanges the newest link for a cookie, as the owner's browser does.
  func signIn() throws {
    let link = try #require(links.last)
    let answer = try raw("GET", String(link.dropFirst(origin.count)))
    try #require(answer.status == 200 && answer.body.contains("content=\"0;url=/\""))
    cookie = answer.headers["set-cookie"].map { String($0.prefix { $0 != ";" }) }
    links.append(try PageServer.link(from: output))
  }

  func get(_ path: String) throws -> Answer { try raw("GET", path, cookie.map { ["Cookie": $0] } ?? [:]) }

  /// Sends a form as the page at `page` has it, with that page's word.
  func post(_ path: String, from page: String, _ fields: [String: String]) throws -> Answer {
    let token = try token(of: page)
    return try post(path, fields.merging(["token": token]) { given, _ in given })
  }

  func post(_ path: String, _ fields: [String: String], headers: [String: String] = [:]) throws -> Answer {
    let body = fields.map { "\(PageServer.encoded($0.key))=\(PageServer.encoded($0.value))" }.sorted()
      .joined(separator: "&")
    var all = ["Content-Type": "application/x-www-form-urlencoded", "Origin": origin]
    if let cookie { all["Cookie"] = cookie }
    return try raw("POST", path, all.merging(headers) { _, given in given }, body: body)
  }

  /// Sends a file, as a browser does.
  ///
  /// - Parameter token: nil = that of the page.
  func upload(
    _ text: String, named name: String, to path: String, from page: String, token: String? = nil
  ) throws -> Answer {
    let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
    let token = try token ?? self.token(of: page)
    let body =
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n\(token)\r\n--\(boundary)\r\n"
      + "Content-Disposition: form-data; name=\"vendor\"\r\n\r\n\r\n--\(boundary)\r\n"
      + "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n"
      + "\(text)\r\n--\(boundary)--\r\n"
    return try raw(
      "POST", path,
      [
        "Content-Type": "multipart/form-data; boundary=\(boundary)", "Origin": origin, "Cookie": cookie ?? "",
      ], body: body)
  }

  /// A word of a form on a page.
  func token(of page: String) throws -> String {
    let text = try get(page).body
    let match = try #require(text.firstMatch(of: /name="token" value="([0-9a-f]{64})"/), "no form at \(page)")
    return String(match.1)
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  // MARK: Bytes

  /// - Parameter headers: an empty value leaves one out that is there otherwise.
  func raw(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: String = ""
  ) throws -> Answer {
    var all = ["Host": host, "Connection": "close"]
    if !body.isEmpty || method == "POST" { all["Content-Length"] = "\(body.utf8.count)" }
    all.merge(headers) { _, given in given }
    let lines = all.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
    return try send("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body)")
  }

  /// Sends these bytes, and reads until the server closes.
  func send(_ text: String) throws -> Answer {
    let socket = try connect()
    defer { close(socket) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // Whoever is refused need not be listened to.
      if count <= 0 { break }
      bytes = bytes.dropFirst(count)
    }
    return PageServer.parse(PageServer.readAll(socket))
  }

  func connect() throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(socket >= 0)
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(code == 0, "can't connect: \(String(cString: strerror(errno)))")
    return socket
  }

  static func readAll(_ socket: Int32) -> [UInt8] {
    var all: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &bytes, bytes.count, 0)
      if count <= 0 { return all }
      all += bytes.prefix(count)
    }
  }

  private static func parse(_ bytes: [UInt8]) -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    var answer = Answer()
    guard let end = text.range(of: "\r\n\r\n") else { return answer }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    answer.status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        answer.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    answer.body = String(text[end.upperBound...])
    return answer
  }
}

import Glibc
@testable import ScorecardFormats
@testable import ScorecardLedger
@testable import ScorecardModel
@testable import ScorecardPostgreSQL

/// A server that lies: whatever it answers, a ledger is refused or read, and nothing traps or waits for ever.
enum ServerTarget {
  private static let server = FuzzServer()

  static func run(_ bytes: [UInt8]) {
    var input = Input(bytes)
    let answers = Answers(&input)
    server.say(answers.bytes)
    do {
      let place = try ServerPlace(
        address: "postgresql://fuzz@127.0.0.1:\(server.port)/shop?sslmode=disable&connect_timeout=2")
      let connection = try ServerConnection(to: place, lockSeconds: 30)
      guard let state = try LedgerState.begin(connection, ledger: 1, writing: answers.question % 2 == 0)
      else {
        return show("no ledger")
      }
      let store = PostgreSQLStore(connection, ledger: 1, state: state)
      try ask(store, answers.question)
    } catch {
      show("\(type(of: error))")
    }
  }

  private static func ask(_ store: PostgreSQLStore, _ question: UInt8) throws {
    let found: Any =
      switch question % 10 {
      case 0: try store.incident(1)?.recorded as Any
      case 1: try store.records(1, .after(change: 0)).map(\.checksum)
      case 2: try store.change(1) as Any
      case 3: try store.volumesInForce().map { try $0.volume(names: store.names()) }
      case 4: try Rollup.evidence(store).cells.count
      case 5: try Rollup.recount(store, policy: .standard).cells.count
      case 6: try store.harms().count
      case 7: try OrderCounting.counts(store.orderCounts(), names: store.names()).count
      case 8: try store.sources()
      default: try RecordReading(store).checked(place: "") { _ in }
      }
    show(found)
  }

  /// Takes numbers from the input until there are none: then zeros.
  struct Input {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func next() -> UInt8 { rest.popFirst() ?? 0 }
    mutating func take(_ count: Int) -> [UInt8] { (0..<count).map { _ in next() } }
    var isEmpty: Bool { rest.isEmpty }
    mutating func all() -> [UInt8] {
      defer { rest = [] }
      return Array(rest)
    }
  }

  /// Answers to BEGIN and what a transaction begins with, then to one question; some as they should be, some not.
  struct Answers {
    let question: UInt8
    private(set) var bytes: [UInt8] = []

    init(_ input: inout Input) {
      question = input.next()
      let kind = input.next()
      if kind == 255 {
        bytes = input.all()
        return
      }
      if kind & 1 == 0 {
        // An ordinary beginning: what is asked next is what the input is about.
        bytes += done("BEGIN") + rows(Array(repeating: 25, count: 5), [Array(repeating: [120], count: 5)])
        let settings = ["UTF8", "UTF8", "on", "vendorscore, pg_temp", "on", "on"].map { Array($0.utf8) }
        bytes += rows([25, 25, 25, 25, 25, 25, 20], [settings + [[0, 0, 0, 0, 0, 0, 0x75, 0x30]]])
        let numbers: [[UInt8]?] = (0..<4).map { _ in [0, 0, 0, 0, 0, 0, 0, 1] }
        bytes += rows([20, 20, 20, 20, 25, 25], [numbers + [Array("2;".utf8), nil]])
        bytes += rows([20], [[[0, 0, 0, 0, 0, 0, 0, 1]]])
        for name in ["parcelo", "desk"] { bytes += rows([23, 25], [[[0, 0, 0, 1], Array(name.utf8)]]) }
        bytes += ready
      }
      while !input.isEmpty {
        bytes += made(&input)
        if input.next() & 3 == 0 { bytes += ready }
      }
      bytes += ready
    }

    /// Columns of any types, with values that may fit them.
    private func made(_ input: inout Input) -> [UInt8] {
      let types: [UInt32] = [16, 17, 20, 21, 23, 25, 701, 1700]
      let columns = (0..<Int(input.next() % 32)).map { _ in types[Int(input.next() % 8)] }
      let lines = (0..<Int(input.next() % 4)).map { _ in
        columns.map { type -> [UInt8]? in
          switch input.next() % 8 {
          case 0: nil
          case 1: input.take(Int(input.next() % 16))
          default:
            switch type {
            case 16: [input.next() & 1]
            case 21: input.take(2)
            case 23: input.take(4)
            case 20, 701: input.take(8)
            default: input.take(Int(input.next() % 24))
            }
          }
        }
      }
      return rows(columns, lines)
    }

    private var ready: [UInt8] { message("Z", [UInt8(ascii: "T")]) }
    private func done(_ tag: String) -> [UInt8] {
      message("1", []) + message("2", []) + message("n", []) + closed(tag)
    }
    private func closed(_ tag: String) -> [UInt8] { message("C", Array(tag.utf8) + [0]) }

    private func rows(_ types: [UInt32], _ lines: [[[UInt8]?]]) -> [UInt8] {
      var columns: [UInt8] = []
      for type in types {
        columns += [UInt8(ascii: "c"), 0]
        columns += word(0) + half(0) + word(type)
        columns += half(-1) + word(UInt32.max) + half(1)
      }
      var bytes = message("1", []) + message("2", []) + message("T", half(Int16(types.count)) + columns)
      for line in lines {
        let fields = line.flatMap { value in word(value.map { UInt32($0.count) } ?? .max) + (value ?? []) }
        bytes += message("D", half(Int16(line.count)) + fields)
      }
      return bytes + closed("SELECT \(lines.count)")
    }

    private func message(_ letter: Unicode.Scalar, _ body: [UInt8]) -> [UInt8] {
      [UInt8(ascii: letter)] + word(UInt32(body.count + 4)) + body
    }

    private func word(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
    private func half(_ value: Int16) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
  }
}

/// Lets anybody in, sets what is to be set, and then says what it was told to, once.
private final class FuzzServer: @unchecked Sendable {
  private(set) var port = 0
  private let socket: Int32
  private var mutex = pthread_mutex_t()
  private var answer: [UInt8] = []

  init() {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let isThere = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isThere else { fatalError("no socket") }
    port = Int(UInt16(bigEndian: address.sin_port))
    pthread_mutex_init(&mutex, nil)
    var thread = pthread_t()
    let own = Unmanaged.passRetained(self)
    pthread_create(
      &thread, nil,
      { pointer in
        pointer.map { Unmanaged<FuzzServer>.fromOpaque($0).takeUnretainedValue().serve() }
        return nil
      }, own.toOpaque())
  }

  func say(_ bytes: [UInt8]) {
    pthread_mutex_lock(&mutex)
    answer = bytes
    pthread_mutex_unlock(&mutex)
  }

  private func serve() {
    while true {
      let visitor = accept(socket, nil, nil)
      if visitor < 0 { return }
      pthread_mutex_lock(&mutex)
      let answers = [Self.welcome, Self.settled, answer]
      pthread_mutex_unlock(&mutex)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      for answer in answers {
        guard read(visitor, &buffer, buffer.count) > 0 else { break }
        _ = answer.withUnsafeBytes { send(visitor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      }
      shutdown(visitor, Int32(SHUT_WR))
      while read(visitor, &buffer, buffer.count) > 0 {}
      close(visitor)
    }
  }

  private static func message(_ letter: Unicode.Scalar, _ body: [UInt8]) -> [UInt8] {
    [UInt8(ascii: letter)] + withUnsafeBytes(of: UInt32(body.count + 4).bigEndian) { Array($0) } + body
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }
  private static let ready = message("Z", [UInt8(ascii: "I")])

  private static let welcome =
    message("R", [0, 0, 0, 0]) + message("S", text("server_version") + text("15.18"))
    + message("S", text("client_encoding") + text("UTF8")) + message("K", [0, 0, 0, 7, 0, 0, 0, 9]) + ready

  private static func row(_ types: [UInt8], _ values: [[UInt8]]) -> [UInt8] {
    var columns: [UInt8] = []
    for type in types {
      columns += [UInt8(ascii: "c"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, type]
      columns += [255, 255, 255, 255, 255, 255, 0, 1]
    }
    var fields: [UInt8] = []
    for value in values { fields += [0, 0, 0, UInt8(value.count)] + value }
    return message("1", []) + message("2", []) + message("T", [0, UInt8(types.count)] + columns)
      + message("D", [0, UInt8(values.count)] + fields) + message("C", text("SELECT 1"))
  }

  private static let settled =
    done("BEGIN") + row([25, 25, 25, 25, 25], Array(repeating: [120], count: 5))
    + row(
      [25, 25, 25, 25, 25, 25, 20],
      ["UTF8", "UTF8", "on", "vendorscore, pg_temp", "on", "on"].map { Array($0.utf8) }
        + [[0, 0, 0, 0, 0, 0, 0x75, 0x30]]) + done("ROLLBACK") + ready

  private static func done(_ tag: String) -> [UInt8] {
    message("1", []) + message("2", []) + message("n", []) + message("C", text(tag))
  }
}

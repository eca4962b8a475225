import Synchronization

/// What lets the owner's browser in, and nobody else: a link that works once, a cookie, and a word in each form that no
/// cookie carries, since another port of this machine receives our cookies.
final class Secrets: Sendable {
  private struct State {
    var launch = Secrets.token()
    var forms: Set<String> = []
    /// The same, oldest first.
    var order: [String] = []
  }

  /// Forms that may be open at a time; the oldest make room.
  static let mostForms = 4_096

  private let session = Secrets.token()
  private let state = Mutex(State())

  /// What the next link has to carry.
  var launchToken: String { state.withLock { $0.launch } }

  /// The cookie's value for a link's token, which is used up; nil for any other one.
  func session(for token: String) -> String? {
    state.withLock { state in
      guard Secrets.isSame(token, state.launch) else { return nil }
      state.launch = Secrets.token()
      return session
    }
  }

  func isSession(_ value: String) -> Bool { Secrets.isSame(value, session) }

  /// A word for one form, which is good for one request.
  func formToken() -> String {
    let token = Secrets.token()
    state.withLock { state in
      state.forms.insert(token)
      state.order.append(token)
      guard state.order.count > Secrets.mostForms else { return }
      let old = state.order.prefix(Secrets.mostForms / 4)
      state.forms.subtract(old)
      state.order.removeFirst(old.count)
    }
    return token
  }

  /// Whether a form was ours and is sent for the first time.
  func redeem(_ token: String) -> Bool { state.withLock { $0.forms.remove(token) != nil } }

  /// 256 bits of the system's generator, in hexadecimal digits.
  private static func token() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Takes as long for a value that begins right as for any other one.
  static func isSame(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

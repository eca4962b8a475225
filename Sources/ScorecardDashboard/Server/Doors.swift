import HTTPTypes
import Hummingbird
import Synchronization

/// Every request comes in here, and every answer goes out: who is no browser of the owner's on a page of ours reads and
/// changes nothing (<doc:Reliability>).
struct Doors: RouterMiddleware {
  typealias Context = BasicRequestContext

  let secrets: Secrets
  let port: Port
  let pages: Pages
  /// Hands out the next link, when one was used.
  let announce: @Sendable () -> Void

  /// Bytes that a form may bring.
  static let longestBody = 2 * 1024 * 1024
  static let start = "/start"

  var cookie: String { "vendorscore-\(port.number)" }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async -> Response {
    var response: Response
    do {
      response = try await answer(to: request, context, next)
    } catch {
      response = pages.error(PageError(error))
    }
    for (name, value) in Doors.headers { response.headers[name] = value }
    // Whoever is refused may still be sending, and would have its rest read as the next request.
    if response.status.code >= 400, request.method != .get { response.headers[.connection] = "close" }
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(
    to request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard let host = request.head.authority, isOurs(host),
      request.headers[values: .host].allSatisfy({ $0 == host })
    else { throw PageError.otherHost }
    guard Doors.isPlain(request.head.path ?? "") else { throw PageError.notFound }
    let isReading = request.method == .get || request.method == .head
    guard isReading || request.method == .post else { throw PageError.notAllowed }
    if request.uri.path == Doors.start, request.method == .get { return try begin(request) }
    guard request.cookies[cookie].map({ secrets.isSession($0.value) }) ?? false else {
      throw PageError.noSession
    }
    guard !isReading else { return try await next(request, context) }
    let site = request.headers[.secFetchSite]
    guard request.headers[.origin] == "http://" + host, site == nil || site == "same-origin" else {
      throw PageError.forged
    }
    var request = request
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Doors.longestBody {
      throw PageError.tooLarge
    }
    do { _ = try await request.collectBody(upTo: Doors.longestBody) } catch { throw PageError.tooLarge }
    return try await next(request, context)
  }

  private func begin(_ request: Request) throws -> Response {
    let token = request.uri.queryParameters["token"].map(String.init) ?? ""
    guard let session = secrets.session(for: token) else { throw PageError.noSession }
    announce()
    // A page that goes on by itself: a redirect would belong to whoever opened the link, and from another page's link the
    // browser would then hold back the cookie that it was just given.
    var response = pages.begin
    response.setCookie(
      Cookie(name: cookie, value: session, path: "/", httpOnly: true, sameSite: .strict))
    return response
  }

  private func isOurs(_ host: String) -> Bool {
    ["127.0.0.1", "localhost", "[::1]"].contains { host == "\($0):\(port.number)" }
  }

  /// No way around a path: nothing that another reader of it may understand otherwise.
  static func isPlain(_ target: String) -> Bool {
    let path = target.prefix { $0 != "?" }
    guard path.hasPrefix("/"), !path.contains("//"), !path.contains("\\"),
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return false }
    let lower = path.lowercased()
    let isEncoded = ["%2e", "%2f", "%5c", "%00", "%25"].contains { lower.contains($0) }
    return !isEncoded && !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }

  private static let headers: [(HTTPField.Name, String)] = [
    (
      .contentSecurityPolicy,
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    ),
    (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
    (name("Referrer-Policy"), "no-referrer"), (name("X-Frame-Options"), "DENY"),
    (name("Cross-Origin-Resource-Policy"), "same-origin"),
    (name("Cross-Origin-Opener-Policy"), "same-origin"),
  ]

  private static func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("no field is called \(text)") }
    return name
  }
}

extension HTTPField.Name {
  fileprivate static var secFetchSite: HTTPField.Name {
    guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("a field's name") }
    return name
  }
  fileprivate static var host: HTTPField.Name {
    guard let name = HTTPField.Name("Host") else { preconditionFailure("a field's name") }
    return name
  }
}

/// The port that the system gave, once it has.
final class Port: Sendable {
  private let value = Mutex(0)
  var number: Int { value.withLock { $0 } }
  func set(_ number: Int) { value.withLock { $0 = number } }
}

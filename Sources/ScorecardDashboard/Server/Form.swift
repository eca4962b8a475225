import HTTPTypes
import Hummingbird
import ScorecardModel

/// The fields of a form or of an address's query, as `application/x-www-form-urlencoded`; of a field that comes several
/// times the last counts.
struct Form: Sendable {
  private(set) var values: [String: String] = [:]
  /// Every value of a field, such as ticked boxes.
  private(set) var all: [String: [String]] = [:]

  init() {}

  /// - Throws: ``PageError`` for what is no UTF-8.
  init(_ text: some StringProtocol) throws(PageError) {
    for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = try Form.decoded(parts[0])
      let value = parts.count > 1 ? try Form.decoded(parts[1]) : ""
      set(name, value)
    }
  }

  init(query request: Request) throws(PageError) { try self.init(request.uri.query ?? "") }

  /// The body of a form that came through the doors, which have read it.
  init(body request: Request) async throws {
    let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
    guard type == "application/x-www-form-urlencoded" else { throw PageError.forged }
    let buffer = try await request.body.collect(upTo: Doors.longestBody)
    try self.init(String(buffer: buffer))
  }

  mutating func set(_ name: String, _ value: String) {
    values[name] = value
    all[name, default: []].append(value)
  }

  /// Without blanks around it; nil when it is empty or missing.
  subscript(_ name: String) -> String? {
    values[name].map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  private static func decoded(_ bytes: some Collection<UInt8>) throws(PageError) -> String {
    var result: [UInt8] = []
    var rest = Array(bytes)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard rest.count >= 2, let number = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else {
          throw .unreadable
        }
        result.append(number)
        rest = rest.dropFirst(2)
      default: result.append(byte)
      }
    }
    guard let text = String(validating: result, as: UTF8.self) else { throw .unreadable }
    return text
  }

  /// A word as a value of an address.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

import ScorecardModel

/// Details as one line of JSON: integers and short texts, with keys in alphabetical order, only those that are set. What
/// would part a text from the next field is escaped in it.
///
/// Days are day numbers, times seconds, money and count thousandths. The same details always give the same bytes,
/// which checksums and import keys rest on.
enum DetailsCoding {
  static func encode(_ details: IncidentDetails) -> String {
    var fields: [String] = []
    func add(_ key: String, _ number: Int64?) {
      if let number { fields.append("\"\(key)\":\(number)") }
    }
    add("claimBy", (details.claimBy?.number).map(Int64.init))
    add("claimDone", details.claimDone ? 1 : nil)
    add("claimed", details.claimed?.thousandths)
    add("count", details.count == .one ? nil : details.count.thousandths)
    add("endedAt", details.outage?.end?.known)
    add("endedBy", details.outage?.end?.latest)
    add("followUp", (details.followUp?.number).map(Int64.init))
    if let impact = details.outage?.impact { fields.append("\"impact\":\"\(impact.rawValue)\"") }
    add("recovered", details.recovered?.thousandths)
    if let reference = details.reference { fields.append("\"ref\":\"\(escaped(reference))\"") }
    add("sameAs", details.sameAs)
    add("spent", details.minutesSpent.map(Int64.init))
    add("startedAt", details.outage?.start.known)
    add("startedBy", details.outage?.start.latest)
    return "{" + fields.joined(separator: ",") + "}"
  }

  /// - Throws: ``DamagedDetails`` for all that ``encode(_:)`` does not give, or no ledger may hold.
  static func decode(_ text: String) throws(DamagedDetails) -> IncidentDetails {
    let fields = try Fields(text)
    var details = IncidentDetails()
    details.claimBy = try fields.take("claimBy") { Day(number: $0) }
    details.claimDone = try fields.take("claimDone") { (number: Int) in number == 1 ? true : nil } ?? false
    details.claimed = try fields.take("claimed") { Money(thousandths: $0) }
    details.count = try fields.take("count") { IncidentCount(thousandths: $0) } ?? .one
    details.followUp = try fields.take("followUp") { Day(number: $0) }
    details.recovered = try fields.take("recovered") { Money(thousandths: $0) }
    details.sameAs = try fields.take("sameAs") { (number: Int64) in number }
    details.minutesSpent = try fields.take("spent") { (number: Int) in number }
    details.reference = fields.texts["\"ref\""].flatMap(unescaped)
    if let start = try fields.moment("started") {
      guard let impact = fields.texts["\"impact\""].flatMap(OutageImpact.init(rawValue:)) else {
        throw DamagedDetails()
      }
      details.outage = Outage(start: start, end: try fields.moment("ended"), impact: impact)
    }
    do { try Storable.check(details) } catch { throw DamagedDetails() }
    // Whatever the parts were read from, it is right only if it is what would be written.
    guard details != IncidentDetails(), encode(details).utf8.elementsEqual(text.utf8) else {
      throw DamagedDetails()
    }
    return details
  }

  /// Letters, digits and blanks of ASCII as they are, all else as `\u` and four digits a unit of UTF-16.
  private static func escaped(_ text: String) -> String {
    text.utf16.map { unit in
      if let scalar = Unicode.Scalar(unit), scalar.isASCII, plain.contains(Character(scalar)) {
        return String(scalar)
      }
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }.joined()
  }

  private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./#")

  private static func unescaped(_ text: String) -> String? {
    var units: [UInt16] = []
    var rest = text.utf16[...]
    while let unit = rest.first {
      guard unit == UInt16(UInt8(ascii: "\\")) else {
        units.append(unit)
        rest = rest.dropFirst()
        continue
      }
      guard let digits = String(rest.dropFirst(2).prefix(4)), let number = UInt16(digits, radix: 16) else {
        return nil
      }
      units.append(number)
      rest = rest.dropFirst(6)
    }
    return String(validating: units, as: UTF16.self)
  }

  private struct Fields {
    private var numbers: [Substring: Int64] = [:]
    private(set) var texts: [Substring: String] = [:]

    init(_ text: String) throws(DamagedDetails) {
      for field in text.dropFirst().dropLast().split(separator: ",") {
        let parts = field.split(separator: ":")
        guard parts.count == 2 else { throw DamagedDetails() }
        if let number = Int64(parts[1]) {
          numbers[parts[0]] = number
        } else {
          texts[parts[0]] = String(parts[1].dropFirst().dropLast())
        }
      }
    }

    /// As `…At` when it is known, as `…By` when it was no later than that.
    func moment(_ name: String) throws(DamagedDetails) -> OutageMoment? {
      if let known = try take(name + "At", { Timestamp(seconds: $0) }) { return .at(known) }
      return try take(name + "By") { .by(Timestamp(seconds: $0)) }
    }

    func take<Number: BinaryInteger, T>(
      _ key: String, _ make: (Number) -> T?
    ) throws(DamagedDetails) -> T? {
      guard let number = numbers["\"\(key)\""] else { return nil }
      guard let value = Number(exactly: number).flatMap(make) else { throw DamagedDetails() }
      return value
    }
  }
}

/// Details that cannot be read.
struct DamagedDetails: Error {}

extension OutageMoment {
  fileprivate var known: Int64? { isKnown ? moment.seconds : nil }
  fileprivate var latest: Int64? { isKnown ? nil : moment.seconds }
}

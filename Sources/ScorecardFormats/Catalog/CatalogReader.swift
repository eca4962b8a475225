package import ScorecardModel

/// Reads `vendors.json`, as strictly as `vendors.schema.json` says, and what no schema can say.
package enum CatalogReader {
  static let keys = [
    "$schema", "store", "currency", "timeZone", "costPerTrouble", "journey", "vendors", "policy",
  ]
  static let stageKeys = ["id", "name"]

  /// - Parameter isTimeZone: whether this is the name of a time zone, such as `Europe/Berlin`.
  /// - Throws: every problem at once, in the order of the file.
  package static func read(
    _ bytes: [UInt8], fileName: String, isTimeZone: (String) -> Bool
  ) throws(OwnerFileProblems) -> Catalog {
    try JSONFindings.read(bytes, fileName: fileName) { root, findings in
      read(root, isTimeZone: isTimeZone, &findings)
    }
  }

  private static func read(
    _ root: JSONValue, isTimeZone: (String) -> Bool, _ findings: inout JSONFindings
  ) -> Catalog? {
    guard let fields = findings.fields(root, "the catalog", keys: keys) else { return nil }
    let store = findings.required("store", in: fields).flatMap { findings.text($0, "store") }
    let journey = findings.required("journey", in: fields).flatMap { readJourney($0, &findings) }
    let vendors = findings.required("vendors", in: fields).flatMap { findings.list($0, "vendors") }
    let currency = fields["currency"].map { readCurrency($0, &findings) } ?? "USD"
    let timeZone = fields["timeZone"].map { readTimeZone($0, isTimeZone: isTimeZone, &findings) } ?? "UTC"
    var policy = fields["policy"].map { PolicyReader.read($0, &findings) } ?? .standard
    if let cost = fields["costPerTrouble"] {
      if policy?.costPerTrouble != nil {
        findings.note("costPerTrouble stands in policy, too. Keep this one", at: cost.position)
      }
      policy?.costPerTrouble = PolicyReader.costPerTrouble(cost, &findings)
    }
    let entries = (vendors ?? []).map {
      VendorReader.read($0, journey: journey, costPerTrouble: policy?.costPerTrouble, &findings)
    }
    VendorReader.checkTogether(entries.compactMap(\.self), &findings)
    guard let store, let journey, let currency, let timeZone, let policy else { return nil }
    return Catalog(
      store: store, currency: currency, timeZone: timeZone, journey: journey,
      vendors: entries.compactMap { $0?.vendor }, policy: policy)
  }

  private static func readJourney(_ value: JSONValue, _ findings: inout JSONFindings) -> [Stage]? {
    guard let list = findings.list(value, "journey") else { return nil }
    if list.isEmpty { findings.note("the journey has no stage", at: value.position) }
    var stages: [Stage] = []
    var isComplete = true
    for value in list {
      guard let fields = findings.fields(value, "stage", keys: stageKeys),
        let id = findings.required("id", in: fields).flatMap({ findings.identifier($0, "id") })
      else {
        isComplete = false
        continue
      }
      if stages.contains(where: { $0.id == id }) {
        findings.note("stage \(quoted(id)) twice", at: fields["id"]?.position ?? value.position)
      }
      let name = findings.required("name", in: fields).flatMap { findings.text($0, "name") }
      stages.append(Stage(id: id, name: name))
    }
    return isComplete ? stages : nil
  }

  private static func readCurrency(_ value: JSONValue, _ findings: inout JSONFindings) -> String? {
    guard let code = findings.text(value, "currency") else { return nil }
    if code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) { return code }
    findings.note("currency \(quoted(code)) isn't three capital letters such as USD", at: value.position)
    return nil
  }

  private static func readTimeZone(
    _ value: JSONValue, isTimeZone: (String) -> Bool, _ findings: inout JSONFindings
  ) -> String? {
    guard let name = findings.text(value, "timeZone") else { return nil }
    if isTimeZone(name) { return name }
    findings.note("unknown time zone \(quoted(name)); write one such as Europe/Berlin", at: value.position)
    return nil
  }
}

extension CatalogReader {
  /// Where the bracket stands that closes `vendors` in the text of a catalog that was read; nil when there is none.
  package static func endOfVendors(_ text: [UInt8]) -> Int? {
    var depth = 0
    var isVendors = false
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "]"):
        if depth == 2, isVendors { return index }
        depth -= 1
      case UInt8(ascii: "\""):
        let start = index + 1
        index = start
        while index < text.count, text[index] != UInt8(ascii: "\"") {
          index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        let next =
          index < text.count ? text[(index + 1)...].first { !$0.isBlank && $0 != 0x0A && $0 != 0x0D } : nil
        if depth == 1, next == UInt8(ascii: ":") {
          isVendors = text[start..<index].elementsEqual("vendors".utf8)
        }
      default: break
      }
      index += 1
    }
    return nil
  }
}

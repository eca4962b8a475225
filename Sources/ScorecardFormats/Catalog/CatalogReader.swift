package import ScorecardModel

/// Reads `vendors.json`, as strictly as `vendors.schema.json` says, and what no schema can say.
package enum CatalogReader {
  static let keys = [
    "$schema", "store", "currency", "timeZone", "ledger", "costPerTrouble", "journey", "vendors", "policy",
  ]
  static let stageKeys = ["id", "name"]
  /// What `vendors.json` may say, as a JSON Schema.
  package static var schema: [UInt8] { PackageResources.vendors_schema_json }

  /// Where the value of one of ``keys`` stands in a catalog's text: line and column; nil when it has none.
  package static func place(of key: String, in bytes: [UInt8]) -> (line: Int, column: Int)? {
    let position = (try? JSONReader.read(bytes, fileName: nil))?.root[key]?.position
    return position.map { ($0.line, $0.column) }
  }

  /// - Parameter isTimeZone: whether this is the name of a time zone, such as `Europe/Berlin`.
  /// - Throws: every problem at once, in the order of the file.
  package static func read(
    _ bytes: [UInt8], fileName: String, isTimeZone: (String) -> Bool
  ) throws(OwnerFileProblems) -> Catalog {
    do throws(OwnerFileProblems) {
      return try JSONFindings.read(bytes, fileName: fileName) { root, findings in
        read(root, isTimeZone: isTimeZone, &findings)
      }
    } catch {
      throw OwnerFileProblems(diagnostics: error.diagnostics.map(PlaceReader.withoutSecrets))
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
    let ledger = fields["ledger"].flatMap { PlaceReader.read($0, &findings) }
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
      vendors: entries.compactMap { $0?.vendor }, policy: policy, ledger: ledger)
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

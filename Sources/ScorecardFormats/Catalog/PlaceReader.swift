import ScorecardModel

/// Reads `"ledger"` of `vendors.json`: a server's address, or an object with it and the ledger's name there.
///
/// What stands there may hold a password, so no line of it is shown, and no part of an address that isn't plain.
enum PlaceReader {
  static let keys = ["server", "name"]

  static func read(_ value: JSONValue, _ findings: inout JSONFindings) -> ServerPlace? {
    if value.string != nil { return place(value, name: nil, &findings) }
    guard value.object != nil else {
      findings.note("ledger is \(value.kind), not an address in quotes or an object", at: value.position)
      return nil
    }
    guard let fields = findings.fields(value, "ledger", keys: keys) else { return nil }
    guard let server = findings.required("server", in: fields) else { return nil }
    guard server.string != nil else {
      findings.note("server is \(server.kind), not an address in quotes", at: server.position)
      return nil
    }
    if let name = fields["name"], name.string == nil {
      findings.note("name is \(name.kind), not a text in quotes", at: name.position)
      return nil
    }
    return place(server, name: fields["name"], &findings)
  }

  private static func place(
    _ server: JSONValue, name: JSONValue?, _ findings: inout JSONFindings
  ) -> ServerPlace? {
    let address = server.string ?? ""
    if let name, let text = name.string {
      do { try LedgerName.check(text) } catch {
        findings.note(error.sentence, in: name, at: error.column)
        return nil
      }
    }
    guard ServerPlace.isAddress(address) else {
      findings.note(
        "a server's address begins with postgresql://. For a file beside this one leave \"ledger\" out",
        in: server, at: 1)
      return nil
    }
    do {
      return try ServerPlace(address: address, ledger: name?.string ?? ServerPlace.usualLedger)
    } catch {
      findings.note(error.sentence, in: server, at: error.column)
      return nil
    }
  }

  /// A problem without its line where that may hold a password: where a server's address stands, which is anything with
  /// `://` but a page of the web.
  static func withoutSecrets(_ problem: Diagnostic) -> Diagnostic {
    guard let excerpt = problem.excerpt?.lowercased() else { return problem }
    let pages = excerpt.split(separator: "https://", omittingEmptySubsequences: false)
      .flatMap { $0.split(separator: "http://", omittingEmptySubsequences: false) }
    // Slashes may be escaped.
    guard pages.contains(where: { $0.replacing("\\", with: "").contains("://") }) else { return problem }
    var problem = problem
    problem.excerpt = nil
    return problem
  }
}

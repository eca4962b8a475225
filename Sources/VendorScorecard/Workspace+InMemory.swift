internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

extension Workspace {
  /// A workspace without files: what is recorded in it lasts as long as the value, whatever server the catalog names.
  ///
  /// What writes into the folder of a workspace, such as ``writeReport(_:format:)``, throws
  /// ``WorkspaceError/noFolder``.
  ///
  /// - Throws: ``WorkspaceError/badCatalog(_:)`` with every mistake that `vendors.json` could not have either.
  public convenience init(inMemory catalog: Catalog) throws {
    try Workspace.check(catalog)
    self.init(
      directory: nil, catalog: catalog, calendar: try Workspace.calendar(of: catalog), place: .memory,
      ledger: NamedLedger(
        try SQLiteLedger.inMemory(policy: catalog.policy, currency: catalog.currency), catalog: catalog))
  }

  /// A catalog that was made as a value is held to what the file is held to.
  ///
  /// - Throws: ``WorkspaceError/badCatalog(_:)``; without places, since there is no text.
  /// - Returns: the text of its `vendors.json`.
  @discardableResult
  static func check(_ catalog: Catalog) throws(WorkspaceError) -> [UInt8] {
    let text = Array(JSONText.catalog(catalog).document.utf8)
    do throws(WorkspaceError) { _ = try readCatalog(text) } catch {
      guard case .badCatalog(let problems) = error else { throw error }
      throw .badCatalog(problems.map { Diagnostic(message: $0.message) })
    }
    return text
  }
}

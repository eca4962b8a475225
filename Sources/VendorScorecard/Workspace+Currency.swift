internal import FileSystem
internal import ScorecardFormats
internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

extension Workspace {
  /// That the catalog names another currency than the money on record has; nil when it does not. Blocks on the disk.
  public func currencyProblem() throws -> Diagnostic? {
    guard let recorded = try ledger.read({ try $0.currency() }), recorded != catalog.currency else {
      return nil
    }
    var problem = Diagnostic(
      file: WorkspaceLayout.catalogName, message: CurrencyText.mismatch(catalog.currency, recorded: recorded),
      next: .stateCurrency(catalog.currency))
    if let directory, let bytes = try OrdinaryFile.read(WorkspaceLayout(directory).catalog, for: .reading),
      let place = CatalogReader.place(of: "currency", in: bytes)
    {
      (problem.line, problem.column) = place
    }
    return problem
  }

  /// States that all money on record is in the catalog's currency; no amount changes. Blocks on the disk.
  public func stateCurrency() throws {
    try ledger.write { try $0.state(currency: catalog.currency) }
  }
}

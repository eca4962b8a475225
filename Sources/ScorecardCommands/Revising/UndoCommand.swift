import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct UndoCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Undo the latest change; run it again to undo the one before it.")

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    guard let undoing = try workspace.undo(at: try session.now()) else {
      throw Failure("nothing to undo", .declined, .init("What was done", .history()))
    }
    let change = undoing.change
    let what = UndoCommand.subject(of: undoing, workspace.catalog, common.screen(session))
    try session.done(
      "✓ Undid change \(change.number), \(Escaping.terminal(change.kind.name)): "
        + (what ?? Escaping.terminal(change.summary)))
  }

  /// What was undone, as it was typed; nil = as the change log has it.
  private static func subject(of undoing: UndoResult, _ catalog: Catalog, _ screen: Screen) -> String? {
    func name(_ id: Vendor.ID) -> String { Escaping.terminal(catalog.vendorName(id)) }
    if let incident = undoing.incident {
      return screen.headline(incident, vendor: name(incident.incident.vendor))
    }
    guard undoing.change.kind == .volume, let first = undoing.volumes.first, let last = undoing.volumes.last
    else {
      return nil
    }
    func total(_ volumes: [Volume]) -> Int { volumes.reduce(0) { $0 + $1.orders } }
    let again = undoing.restored.isEmpty ? "" : "; \(NumberText.grouped(total(undoing.restored))) count again"
    let orders = NumberText.count(total(undoing.volumes), "order")
    let whose = first.vendor.map(name) ?? "the whole store"
    return "\(orders) of \(whose), \(period(first.from, last.to))\(again)"
  }

  /// `Nov 2026`, or `21 Nov – 24 Nov 2026`.
  private static func period(_ from: Day, _ to: Day) -> String {
    Month(from: from, to: to).map(DayText.month) ?? DayText.range(from, to - 1, withYear: true)
  }
}

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
    guard let undone = try workspace.undo(at: try session.now()) else {
      throw Failure("nothing to undo", .declined, .init("What was done", .history()))
    }
    let screen = common.screen(session)
    let what = undone.subject(gone: undone.volumes, back: undone.restored, workspace.catalog, screen)
    try session.done("✓ Undid \(what)\n  Redo    \(session.hints[.redo])\n")
  }
}

struct RedoCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Bring back what the last undo took back; run it again for the undo before it.",
    discussion: "Once anything new is recorded, there is nothing to redo.")

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    guard let redone = try workspace.redo(at: try session.now()) else {
      throw Failure(
        "nothing to redo: nothing was undone since the latest change", .declined,
        .init("What was done", .history()))
    }
    let screen = common.screen(session)
    let what = redone.subject(gone: redone.restored, back: [], workspace.catalog, screen)
    try session.done("✓ Brought back \(what)\n  Undo    \(session.hints[.undo])\n")
  }
}

extension UndoResult {
  /// `change 12, recorded: …`, with what it is about as it was typed, or else as the change log has it.
  ///
  /// - Parameters:
  ///   - gone: the volumes that the change is about.
  ///   - back: those that count in their place.
  fileprivate func subject(gone: [Volume], back: [Volume], _ catalog: Catalog, _ screen: Screen) -> String {
    let what = about(gone, back, catalog, screen) ?? Escaping.terminal(change.summary)
    return "change \(change.number), \(Escaping.terminal(ChangeWords.kind(change.kind.name))): \(what)"
  }

  private func about(_ gone: [Volume], _ back: [Volume], _ catalog: Catalog, _ screen: Screen) -> String? {
    func name(_ id: Vendor.ID) -> String { Escaping.terminal(catalog.vendorName(id)) }
    if let incident { return screen.headline(incident, vendor: name(incident.incident.vendor)) }
    guard change.kind == .volume, let first = gone.first, let last = gone.last else { return nil }
    func total(_ volumes: [Volume]) -> Int { volumes.reduce(0) { $0 + $1.orders } }
    let again = back.isEmpty ? "" : "; \(NumberText.grouped(total(back))) count again"
    let orders = NumberText.count(total(gone), "order")
    let whose = first.vendor.map(name) ?? "the whole store"
    return "\(orders) of \(whose), \(UndoResult.period(first.from, last.to))\(again)"
  }

  /// `Nov 2026`, or `21 Nov – 24 Nov 2026`.
  private static func period(_ from: Day, _ to: Day) -> String {
    Month(from: from, to: to).map(DayText.month) ?? DayText.range(from, to - 1, withYear: true)
  }
}

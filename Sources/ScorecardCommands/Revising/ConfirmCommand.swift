import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ConfirmCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Count what a vendor or a monitor reported, because your customers felt it.",
    discussion:
      "`vendorscore incidents --unconfirmed` lists what awaits your confirmation; until then it counts in no score."
  )

  @Argument(help: "Their numbers, such as 214 215.")
  var ids: [String]

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let ids = try ids.map { text throws(Failure) in try AmountParser.incidentID(text) }
    let workspace = try session.open(self)
    let changed = try workspace.confirm(ids, at: try session.now())
    let (confirmed, known) = (changed.recorded, changed.unchanged)
    guard !confirmed.isEmpty else {
      return try session.output.line(
        "✓ " + known.map { "#\($0)" }.joined(separator: ", ")
          + (known.count == 1 ? " already counts" : " already count"))
    }
    let parts = confirmed.count { $0.event != nil }
    var text = "✓ Confirmed \(NumberText.entries(confirmed.count))"
    if parts > 0 {
      text +=
        "; \(parts) of them \(parts == 1 ? "is" : "are") part of an event, which counts once, by its worst severity"
    }
    if !known.isEmpty { text += "; \(known.count) counted before" }
    try session.done(text)
    try session.show(changed.scores, common)
    try session.output.line("  Undo    " + session.hints[.undo])
  }
}

extension Session {
  /// What a change of several incidents did to the scores, a line a vendor.
  func show(_ changes: [ScoreChange], _ options: CommonOptions) throws {
    let screen = options.screen(self)
    for change in changes {
      guard let after = change.after else { continue }
      try output.line(screen.scoreChange(after.vendor.name, before: change.before, after: after))
    }
  }
}

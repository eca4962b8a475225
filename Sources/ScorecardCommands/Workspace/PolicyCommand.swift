import ArgumentParser
import ScorecardModel
import VendorScorecard

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "The scoring policy of a ledger that several people share.",
    subcommands: [AdoptPolicyCommand.self])
}

struct AdoptPolicyCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Make the stored sums those of the policy in \(WorkspaceLayout.catalogName).",
    discussion: """
      On a server everybody scores with the policy of their own \(WorkspaceLayout.catalogName), and the sums stay those of \
      one policy, so that two colleagues' catalogs don't make them anew in turn; with another one scores take longer. Its \
      owner says here which it is. A ledger in a file follows its catalog with the next change.
      """)

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { .writing }

  func run(in session: Session) throws {
    let isNew = try session.open(self).adoptPolicy()
    try session.done(
      isNew
        ? "Made the sums anew with the policy in \(WorkspaceLayout.catalogName)"
        : "Nothing to do: the sums are made with the policy in \(WorkspaceLayout.catalogName)",
      see: "`\(session.hints[.doctor])`")
  }
}

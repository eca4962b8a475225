import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct JourneyCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "journey",
    abstract: "Show the chain of stages, its weakest link, and what a swap would gain.")

  @Option(
    name: .long, help: ArgumentHelp("What putting B in the place of A would gain.", valueName: "A=B"))
  var replace: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The part of A's orders that B would take; by default all.", valueName: "share"))
  var part: String?

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { .reading }

  func run(in session: Session) throws {
    let workspace = try session.open(self)
    let swap = try replace.map { text throws(Failure) in
      try JourneyCommand.swap(text, session.choice(in: workspace))
    }
    let part = try part.map { text throws(Failure) in try JourneyCommand.part(text, of: swap) } ?? 1
    let day = try reading.day(in: workspace, session)
    let (evaluation, replacement) = try workspace.snapshot { snapshot in
      let replacement = try swap.map {
        try snapshot.replacement(of: $0.old, by: $0.new, asOf: day).moving(part)
      }
      return (try snapshot.evaluate(asOf: day), replacement)
    }
    try reading.write(session) {
      .journey(evaluation, replacement: replacement)
    } text: { screen in
      replacement.map { screen.replacement($0, in: evaluation) } ?? screen.journey(evaluation)
    }
  }

  private static func part(_ text: String, of swap: (old: Vendor.ID, new: Vendor.ID)?) throws(Failure)
    -> Double
  {
    guard swap != nil else { throw .usage("--part goes with --replace A=B: whose orders would move?") }
    let part = try AmountParser.share(text, option: "--part")
    guard part > 0 else { throw .usage("--part \"\(text)\": use a part above 0, such as 30%") }
    return part
  }

  private static func swap(_ text: String, _ choice: VendorChoice) throws(Failure) -> (
    old: Vendor.ID, new: Vendor.ID
  ) {
    let names = try AmountParser.pair(text, of: "--replace", "OLD=NEW, such as northwind=parcelo")
    let (old, new) = (try choice.vendor(names.0), try choice.vendor(names.1))
    guard old.id != new.id else { throw .usage("--replace \"\(text)\" names the same vendor twice") }
    guard old.stage == new.stage else {
      throw .usage("\(new.name) is in \(new.stage), \(old.name) in \(old.stage). Swap within a stage")
    }
    return (old.id, new.id)
  }
}

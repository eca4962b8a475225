import ArgumentParser
import ScorecardReport
import VendorScorecard

struct ExportCommand: VendorscoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Take everything out: incidents.csv, volumes.csv and checkins.csv, which `import` reads back.")

  @Argument(help: "Folder to write into.", completion: .directory)
  var directory: String

  @OptionGroup var common: CommonOptions

  func run(in session: Session) throws {
    let workspace = try session.open(common, readOnly: true)
    let result = try workspace.export(to: directory)
    let names = result.files.map(Escaping.terminal).joined(separator: ", ")
    try session.output.line("✓ Wrote \(names)")
    if result.leftOut > 0 {
      let count = NumberText.count(result.leftOut, "incident")
      try session.messages.line(
        "Warning: \(count) left out, since each stands for several, which these files can't say")
    }
  }
}

import ArgumentParser
import ScorecardDashboard
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct ServeCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Show it all in your browser: what to do, every score, and a form to log with.",
    usage: "vendorscore serve [--port NUMBER] [--read-only]",
    discussion: """
      The pages are for browsers on this computer alone. Each link that is printed lets one browser in, once; the next \
      one is printed when it was used. Ctrl-C ends it.
      """)

  @Option(help: ArgumentHelp("0 to 65535; 0 takes one that is free.", valueName: "number"))
  var port = "8710"

  @Flag(name: .customLong("read-only"), help: "Nothing can be changed on the pages.")
  var readOnly = false

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { readOnly ? .reading : .writing }

  func run(in session: Session) throws {
    let number = try AmountParser.count(port, of: "--port", in: 0...65_535)
    // What is wrong with the workspace is said here, and not on a page.
    let store = Escaping.terminal(try session.open(self).catalog.store)
    let (directory, seconds) = (try session.folder(common), session.busySeconds)
    let (isReadOnly, environment, clock, output) = (
      readOnly, session.environment, session.clock, session.output
    )
    let server = Dashboard(
      port: number, isReadOnly: isReadOnly, version: ProgramVersion.current,
      open: { try Workspace.open(directory, readOnly: isReadOnly, busySeconds: seconds) },
      now: { try Clock.moment(in: environment) ?? clock() },
      announce: { link in
        // Nobody reads a closed pipe, and the pages go on.
        try? output.line(
          "\(store): open \(link)\n  It works once, in a browser on this computer. Ctrl-C ends the pages.")
      })
    do { try server.run() } catch let error as Dashboard.PortTaken {
      throw Failure(
        "port \(error.port) is taken by another program. Take another one: --port 0 finds one", .tryAgain)
    }
  }
}

import ArgumentParser
import Glibc
import ScorecardDashboard
import ScorecardModel
import ScorecardPresentation
import Synchronization
import VendorScorecard

struct ServeCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Show it all in your browser: what to do, every score, and a form to log with.",
    usage: "vendorscore serve [--port NUMBER] [--read-only] [--open]",
    discussion: """
      The pages are for browsers on this computer alone. Each link that is printed lets one browser in, once; the next \
      one is printed when it was used. Ctrl-C ends it.
      """)

  @Option(help: ArgumentHelp("0 to 65535; 0 takes one that is free.", valueName: "number"))
  var port = "8710"

  @Flag(name: .customLong("read-only"), help: "Nothing can be changed on the pages.")
  var readOnly = false

  @Flag(name: .customLong("open"), help: "Open the pages in your browser.")
  var opensBrowser = false

  @OptionGroup var common: CommonOptions
  var access: LedgerAccess { readOnly ? .reading : .writing }

  func run(in session: Session) throws {
    let number = try AmountParser.count(port, of: "--port", in: 0...65_535)
    // What is wrong with the workspace is said here, and not on a page.
    let store = Escaping.terminal(try session.open(self).catalog.store)
    let (directory, seconds, author, address) = (
      try session.folder(common), session.busySeconds, try session.author(), session.ledgerAddress
    )
    let (isReadOnly, environment, clock, output) = (
      readOnly, session.environment, session.clock, session.output
    )
    let browser = opensBrowser ? Browser() : nil
    let server = Dashboard(
      port: number, isReadOnly: isReadOnly, version: ProgramVersion.current,
      open: {
        try Workspace.open(
          directory, readOnly: isReadOnly, busySeconds: seconds, author: author, ledgerAddress: address)
      },
      now: { try Clock.moment(in: environment) ?? clock() },
      announce: { link, isFirst in
        let text =
          isFirst
          ? "\(store): open \(link)\n  It works once, in a browser on this computer. Ctrl-C ends the pages."
          : "The next link, for another browser or another time: \(link)"
        // Nobody reads a closed pipe, and the pages go on.
        try? output.line(text)
        browser?.open(link)
      })
    defer { browser?.forget() }
    do { try server.run() } catch let error as Dashboard.PortTaken {
      throw Failure(
        "port \(error.port) is taken by another program. Take another one: --port 0 finds one", .tryAgain)
    }
  }
}

/// The owner's browser, opened once by the system's own `xdg-open`.
///
/// What a program is called with can be read by every user of the machine, so the link goes through a file that is the
/// owner's alone.
private final class Browser: Sendable {
  private enum State {
    case unopened
    case opening(file: String)
    case opened
  }

  private let state = Mutex(State.unopened)

  /// Opens the first link; when the next one is announced that one was used, and the file is removed.
  func open(_ link: String) {
    state.withLock { state in
      switch state {
      case .unopened: state = Browser.file(with: link).map { Browser.start($0) } ?? .opened
      case .opening(let file):
        unlink(file)
        state = .opened
      case .opened: break
      }
    }
  }

  /// Removes the file of a link that nobody opened.
  func forget() {
    state.withLock { state in
      if case .opening(let file) = state { unlink(file) }
      state = .opened
    }
  }

  private static func file(with link: String) -> String? {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/vendorscore-XXXXXX.html".utf8CString)
    // umask leaves it to the owner.
    let file = mkstemps(&template, 5)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let page =
      "<!doctype html><meta http-equiv=\"refresh\" content=\"0;url=\(link)\"><a href=\"\(link)\">Go on</a>\n"
    let count = page.utf8.count
    guard page.withCString({ write(file, $0, count) }) == count else { return nil }
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
  }

  private static func start(_ file: String) -> State {
    // Where there is no such program, the link that is printed is there to be opened.
    guard let shell = popen("xdg-open \(Escaping.shell(file)) >/dev/null 2>&1 &", "w") else {
      unlink(file)
      return .opened
    }
    pclose(shell)
    return .opening(file: file)
  }
}

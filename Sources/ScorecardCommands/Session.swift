import Glibc
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// What a command finds around it: time, environment, terminal and outputs.
struct Session {
  let environment: [String: String]
  let terminal: Terminal
  let output = Output.standard
  let messages = Output.messages

  init() {
    let names = [Clock.variable, Session.busySeconds, "VENDORSCORE_WORKSPACE", "NO_COLOR", "TERM", "COLUMNS"]
    var environment: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    self.environment = environment
    terminal = Terminal(environment: environment)
  }

  /// Name of the variable that shortens the wait for another writer, for tests.
  private static let busySeconds = "VENDORSCORE_BUSY_SECONDS"

  func now() throws(Failure) -> Timestamp { try Clock.now(environment: environment) }

  /// Opens the workspace that a command's option, the environment or the current folder names.
  func open(_ command: some WorkspaceCommand) throws -> Workspace {
    try open(named: command.common.workspace, readOnly: command.access == .reading)
  }

  private func open(named workspace: String?, readOnly: Bool) throws -> Workspace {
    let directory = try folder(named: workspace)
    let seconds = environment[Session.busySeconds].flatMap { Int($0) }
    return try Workspace.open(directory, readOnly: readOnly, busySeconds: seconds ?? 30)
  }

  /// The folder of the workspace, which need not open.
  func folder(_ options: CommonOptions) throws -> String { try folder(named: options.workspace) }

  private func folder(named workspace: String?) throws -> String {
    try Workspace.find(from: currentDirectory(), explicit: workspace, environment: environment)
  }

  /// The catalog at hand, for completions: nil when there is none, since a shell must not be told errors.
  static func nearestCatalog() -> Catalog? {
    (try? Session().open(named: nil, readOnly: true))?.catalog
  }

  func currentDirectory() throws(Failure) -> String {
    guard let path = getcwd(nil, 0) else {
      throw Failure("the current folder is gone. cd to another", .missing)
    }
    defer { free(path) }
    guard let text = String(validatingCString: path) else {
      throw Failure(
        "the path of the current folder is not UTF-8. Rename that folder, or cd to another", .missing)
    }
    return text
  }

  /// Today in the store's time zone.
  func today(in workspace: Workspace) throws(Failure) -> Day { workspace.calendar.day(of: try now()) }

  func dates(in workspace: Workspace) throws(Failure) -> DateParser {
    DateParser(today: try today(in: workspace))
  }
}

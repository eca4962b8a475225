import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// What a command finds around it: time, folder, environment, terminal, keyboard and outputs, all given from outside.
///
/// Only ``process()`` looks at the real ones, so a test runs a command with its own.
struct Session {
  var environment: [String: String]
  var terminal: Terminal
  var keyboard: Keyboard
  var output: Output
  var messages: Output
  /// Reads the time, to the second, unless ``Clock/variable`` stands in for it.
  var clock: @Sendable () -> Timestamp
  /// The IANA name of the zone that a new workspace begins with.
  var timeZone: () -> String
  /// How the commands are called, as this one was.
  var hints = CommandHints()
  /// The folder from which the workspace is looked for.
  var directory: () throws(Failure) -> String

  /// Name of the variable that shortens the wait for another writer, for tests.
  private static let busyVariable = "VENDORSCORE_BUSY_SECONDS"
  /// All that the program reads of its environment.
  static let variables = [
    Clock.variable, busyVariable, authorVariable, Workspace.ledgerVariable, "VENDORSCORE_WORKSPACE",
    "NO_COLOR", "TERM", "COLUMNS",
    "LC_ALL", "LC_MONETARY", "LANG",
  ]

  /// How the owner writes money, by the environment.
  var locale: String? {
    ["LC_ALL", "LC_MONETARY", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  func now() throws(Failure) -> Timestamp { try Clock.moment(in: environment) ?? clock() }

  /// Writes what was done for good.
  ///
  /// - Parameter place: where it can be seen; by default in the history.
  func done(_ text: String, see place: String? = nil) throws(Failure) {
    try output.done(text, see: place ?? "`\(hints[.history()])`")
  }

  /// Asks whoever sits at the terminal.
  ///
  /// - Parameter keepsAnswers: each answer is saved at once; otherwise nothing is before the last one.
  func prompt(keepsAnswers: Bool = false) -> Prompt {
    Prompt(keyboard: keyboard, output: messages, keepsAnswers: keepsAnswers)
  }

  /// How long to wait for another writer.
  var busySeconds: Int {
    environment[Session.busyVariable].flatMap { Int($0) } ?? Workspace.usualBusySeconds
  }

  /// Who makes the changes, where several people log into one file; on a server it is who logs in there.
  static let authorVariable = "VENDORSCORE_AUTHOR"

  /// The address of a server whose ledger goes before the one that the catalog names.
  var ledgerAddress: String? {
    environment[Workspace.ledgerVariable].flatMap { $0.isEmpty ? nil : $0 }
  }

  func author() throws(Failure) -> String? {
    guard let name = environment[Session.authorVariable]?.trimmed, !name.isEmpty else { return nil }
    guard name.utf8.count <= Change.longestAuthor,
      !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw .usage(
        "\(Session.authorVariable) is no name: use at most \(Change.longestAuthor) bytes, without line breaks"
      )
    }
    return name
  }

  /// Opens the workspace that a command's option, the environment or the current folder names.
  ///
  /// - Parameter access: nil = the command's.
  func open(_ command: some WorkspaceCommand, to access: LedgerAccess? = nil) throws -> Workspace {
    try open(named: command.common.workspace, readOnly: access ?? command.access == .reading)
  }

  private func open(named workspace: String?, readOnly: Bool) throws -> Workspace {
    try Workspace.open(
      try folder(named: workspace), readOnly: readOnly, busySeconds: busySeconds,
      author: readOnly ? nil : try author(), ledgerAddress: ledgerAddress)
  }

  /// Opens a workspace whose catalog cannot be read, to record in it.
  func openStandIn(_ options: CommonOptions, naming typed: (Catalog) -> String?) throws -> Workspace {
    try Workspace.openStandIn(
      try folder(options), naming: typed, timeZone: timeZone(), busySeconds: busySeconds,
      author: try author(), ledgerAddress: ledgerAddress)
  }

  /// The folder of the workspace, which need not open.
  func folder(_ options: CommonOptions) throws -> String { try folder(named: options.workspace) }

  private func folder(named workspace: String?) throws -> String {
    try Workspace.find(from: directory(), explicit: workspace, environment: environment)
  }

  /// The nearest catalog, for completions; nil when there is none, since a shell must not be shown errors.
  func nearestCatalog() -> Catalog? { try? Workspace.catalog(in: try folder(named: nil)) }

  /// Today in the store's time zone.
  func today(in workspace: Workspace) throws(Failure) -> Day { workspace.calendar.day(of: try now()) }

  func dates(in workspace: Workspace) throws(Failure) -> DateParser {
    DateParser(today: try today(in: workspace))
  }
}

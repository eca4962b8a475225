internal import ScorecardFormats
internal import ScorecardLedger
internal import ScorecardModel

/// One call of `import`: all of its files go in, or nothing.
final class ImportTransaction {
  /// Ends the ledger's transaction without storing anything.
  struct Refused: Error {}

  private let workspace: Workspace
  private let options: ImportOptions
  private let progress: ((ImportProgress) -> Void)?
  private var files: [FileTransaction] = []
  private var broken: [Diagnostic] = []
  private let context: ImportContext
  /// The format that the owner's rules describe; nil = the files are recognised by their content.
  private let format: ImportFormat?

  init(
    _ workspace: Workspace, _ options: ImportOptions, today: Day, progress: ((ImportProgress) -> Void)?
  ) throws {
    self.workspace = workspace
    self.options = options
    self.progress = progress
    format = try options.rules.map { ImportFormat(try Workspace.readRules($0)) }
    let calendar = workspace.calendar
    var context = ImportContext(catalog: workspace.catalog, latestDay: today) { calendar.day(of: $0) }
    context.map = options.map
    context.source = options.source
    context.vendor = options.vendor
    context.confirmed = options.confirmed
    context.explainedLine = options.explainedLine
    if let text = options.dateFormat, !context.setDateFormat(text) {
      throw WorkspaceError.badDateFormat(text)
    }
    if let text = options.numberFormat, !context.setNumberFormat(text) {
      throw WorkspaceError.badNumberFormat(text)
    }
    self.context = context
  }

  var results: [FileImport] { files.map(\.result) }

  /// A file that cannot be read to its end does not keep the others from being checked.
  func read(_ input: ImportInput, into session: any ImportSession) throws {
    let file = try FileTransaction(input, options, context, into: session)
    files.append(file)
    do {
      try file.read(as: format, progress: progress)
    } catch let diagnostic as Diagnostic {
      broken.append(diagnostic)
    } catch let error as AmbiguousDates {
      throw WorkspaceError.ambiguousDates(
        file: error.file, example: error.example, patterns: error.patterns)
    }
  }

  /// Before the commit: decides whether there will be one, and brings refused rows to disk.
  func finish() throws {
    if !broken.isEmpty { throw WorkspaceError.badFiles(broken) }
    let proposed = proposedVendors
    if !proposed.isEmpty, options.explainedLine == nil {
      throw WorkspaceError.newVendors(
        proposed.map(\.name),
        proposal: options.dryRun || workspace.directory == nil ? nil : try workspace.propose(proposed))
    }
    if !options.skipBad, files.contains(where: { $0.result.refused > 0 }) { throw Refused() }
    for file in files { try file.rejected.sync() }
  }

  /// Two files may write one name in two ways.
  private var proposedVendors: [ProposedVendor] {
    var seen: Set<String> = []
    return files.flatMap(\.proposed).filter { seen.insert(VendorNames.key($0.name)).inserted }
  }

  /// After the commit: puts the files of refused rows in place.
  func stored() throws -> [FileImport] {
    let hasOrders = !options.storesNothing && files.contains { $0.counted != nil }
    let conflicts = hasOrders ? try workspace.ledger.read { try $0.orderConflicts() } : []
    return try files.map { file in
      var result = file.result
      result.orderConflicts = file.conflicts(among: conflicts)
      result.stored = !options.storesNothing
      result.rejectedFile = try file.rejected.publish()
      return result
    }
  }
}

internal import FileSystem
internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

/// What a letter is written as.
public enum LetterFormat: String, CaseIterable, Sendable, Hashable {
  case markdown
  case html

  /// Extension of its file.
  public var fileExtension: String { self == .markdown ? "md" : rawValue }
}

/// The result of writing a letter; paths are relative to the workspace.
public enum LetterWriting: Hashable, Sendable {
  /// - Parameter kept: where the file is now that stood there with other bytes, its owner's words among them.
  case wrote(path: String, kept: String?)
  /// The file there had these bytes already.
  case upToDate(path: String)
}

extension Workspace {
  /// A letter as text.
  public func text(of letter: VendorLetter, _ format: LetterFormat) -> String {
    switch format {
    case .markdown: MarkdownLetter(letter).text
    case .html: HTMLLetter(letter).text
    }
  }

  /// Writes a letter into `letters/`, by its day, vendor and kind. A letter of that name that reads differently, because its
  /// owner worked on it or the record has changed, is kept under another name. Blocks on the disk.
  ///
  /// - Throws: ``FileError``.
  @discardableResult
  public func writeLetter(_ letter: VendorLetter, format: LetterFormat) throws -> LetterWriting {
    let folder = try layout.letters
    let stem = "\(letter.day)-\(letter.vendor.id)-\(letter.kind.rawValue)"
    let name = "\(stem).\(format.fileExtension)"
    let relative = WorkspaceLayout.lettersName + "/"
    let bytes = Array(text(of: letter, format).utf8)
    try Folder.create(folder)
    var kept: String?
    if let existing = try OrdinaryFile.read(folder + "/" + name, for: .rewriting) {
      if existing == bytes { return .upToDate(path: relative + name) }
      let page = EarlierPage(folder: folder, stem: stem, fileExtension: format.fileExtension)
      kept = relative + (try page.keep(existing))
    }
    try AtomicFile.replace(folder + "/" + name, with: bytes)
    return .wrote(path: relative + name, kept: kept)
  }

  /// Notes that a letter went out, as one change: what it is about comes again on the day by which it asks for an answer, and
  /// what it claims is handed in. Blocks on the disk.
  ///
  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``.
  @discardableResult
  public func noteSent(_ letter: VendorLetter, at now: Timestamp) throws -> BulkResult {
    let claims = Dictionary(letter.claims.map { ($0.entry.id, $0) }) { first, _ in first }
    func noted(_ recorded: RecordedIncident) -> Incident {
      var incident = recorded.incident
      incident.details.followUp = letter.answerBy ?? incident.details.followUp
      if let claim = claims[recorded.id] {
        incident.details.claimed = incident.details.claimed ?? claim.amount
        incident.details.claimDone = true
      }
      return incident
    }
    return try changingMany(at: now) { transaction in
      let ids = Set(letter.subjects.map(\.id)).sorted()
      let same = try Set(
        ids.filter { try transaction.incident($0).map { noted($0) == $0.incident } ?? false })
      let revised = try transaction.revise(
        ids.filter { !same.contains($0) }, as: .edited, reason: "letter sent: \(letter.kind.rawValue)",
        at: now
      ) { noted($0) }
      return (revised, same.sorted())
    }
  }
}

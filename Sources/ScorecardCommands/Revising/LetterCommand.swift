import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct LetterCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter",
    abstract: "Write a fair letter to a vendor from the record: a complaint, a claim, or thanks.",
    usage: """
      vendorscore letter VENDOR --complaint [--since DATE]
      vendorscore letter VENDOR --claim [--sent]
      vendorscore letter VENDOR --thanks [--format html]
      """,
    discussion: """
      A complaint tells the last 90 days and asks for an answer within 14; a claim names what can be claimed or is \
      claimed; thanks tell the good of the last year. It goes into \(WorkspaceLayout.lettersName)/.
      """)

  @Argument(help: "The vendor.", completion: .vendors)
  var vendor: String

  @Flag(name: .long, help: "What went wrong, and what you ask.")
  var complaint = false

  @Flag(name: .long, help: "The money that you claim, and for what.")
  var claim = false

  @Flag(name: .long, help: "What went well.")
  var thanks = false

  @Option(
    name: .long, help: ArgumentHelp("From this day on: 2026-09-01, 1 sep, last mon.", valueName: "date"))
  var since: String?

  @Option(
    name: .long, help: "markdown or html.", completion: .list(LetterFormat.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("Write to this file instead; - for standard output.", valueName: "file"),
    completion: .file(), transform: PathParser.typed)
  var file: String?

  @Flag(name: .long, help: "You send it: ask again in 14 days, as a follow-up of its entries.")
  var sent = false

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { sent ? .writing : .reading }

  func run(in session: Session) throws {
    let (kind, format) = (try chosenKind(), try chosenFormat())
    try checkTogether(kind)
    let workspace = try session.open(self)
    let day = try reading.day(in: workspace, session)
    let since = try since.map { text throws(Failure) in try session.dates(in: workspace).day(text) }
    if let since, since > day {
      throw Failure.usage("--since \(since) is after \(day), which leaves nothing. Name an earlier day")
    }
    let vendor = try session.choice(in: workspace).vendor(vendor)
    let letter = try workspace.snapshot { try $0.letter(kind, to: vendor.id, since: since, asOf: day) }
    if reading.json { return try session.output.write(JSONText.letter(letter).document) }
    try write(letter, format, in: workspace, session)
    let unpriced = letter.claims.filter { $0.amount == nil }.map(\.entry.id)
    if let first = unpriced.first {
      try session.messages.line(
        "It claims no amount for \(NumberText.entries(unpriced.count)). "
          + session.hints.closing("Say what it cost", .edit(first, .claimed)) + ", then write it again")
    }
    try session.messages.line(
      "Read it before you send it: the words about what happened are yours, and may name a customer.")
    if sent { try awaitAnswer(to: letter, in: workspace, session) }
  }

  private func chosenKind() throws(Failure) -> VendorLetter.Kind {
    let chosen = [(complaint, VendorLetter.Kind.complaint), (claim, .claim), (thanks, .thanks)].filter(\.0)
    guard chosen.count == 1, let kind = chosen.first?.1 else {
      throw .usage(
        chosen.isEmpty
          ? "what kind of letter? Add --complaint, --claim or --thanks"
          : "a letter has one purpose. Keep one of --complaint, --claim and --thanks")
    }
    return kind
  }

  /// What is said, or else what the file's name says.
  private func chosenFormat() throws(Failure) -> LetterFormat {
    if let format { return try AmountParser.choice(format, option: "format") }
    return file.map { $0.hasSuffix(".html") || $0.hasSuffix(".htm") } ?? false ? .html : .markdown
  }

  private func checkTogether(_ kind: VendorLetter.Kind) throws(Failure) {
    if sent, kind == .thanks { throw .usage("a letter of thanks asks for no answer. Leave --sent out") }
    if sent, reading.json || reading.asOf != nil {
      throw .usage("--sent notes that it goes out today, and --json and --as-of only look. Keep one")
    }
    if reading.json, format != nil || file != nil {
      throw .usage("--json and \(file != nil ? "--output" : "--format") both set the output. Keep one")
    }
  }

  private func write(
    _ letter: VendorLetter, _ format: LetterFormat, in workspace: Workspace, _ session: Session
  ) throws {
    let screen = common.screen(session)
    if file == "-" { return try session.output.write(workspace.text(of: letter, format)) }
    if let file {
      try workspace.write(workspace.text(of: letter, format), to: file)
      return try session.done(
        screen.letterWritten(letter, path: file, kept: nil, changed: true), see: Escaping.terminal(file))
    }
    let text: String
    let directory = try session.directory()
    func shown(_ path: String) -> String { ReportCommand.path(path, in: workspace, from: directory) }
    let path: String
    switch try workspace.writeLetter(letter, format: format) {
    case .wrote(let written, let kept):
      path = shown(written)
      text = screen.letterWritten(letter, path: path, kept: kept.map(shown), changed: true)
    case .upToDate(let written):
      path = shown(written)
      text = screen.letterWritten(letter, path: path, kept: nil, changed: false)
    }
    try session.done(text, see: Escaping.terminal(path))
  }

  private func awaitAnswer(to letter: VendorLetter, in workspace: Workspace, _ session: Session) throws {
    guard let day = letter.answerBy else { return }
    try workspace.noteSent(letter, at: try session.now())
    let text = common.screen(session).letterSent(letter, answerBy: day)
    // Standard output is the letter's alone.
    if file == "-" { try session.messages.line(text) } else { try session.done(text) }
  }
}

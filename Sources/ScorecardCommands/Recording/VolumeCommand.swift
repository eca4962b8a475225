import ArgumentParser
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

struct VolumeCommand: WorkspaceCommand {
  static let configuration = CommandConfiguration(
    commandName: "volume",
    abstract: "Record how many orders went through, so that a bad day is seen against the good ones.",
    usage: """
      vendorscore volume
      vendorscore volume ORDERS [--month sep] [--vendor VENDOR] [--sure]
      """)

  @Argument(help: "Number of orders. Without it, lists what is on record and what is estimated.")
  var orders: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Month: 2026-09, sep, last month. By default this month so far.", valueName: "month"))
  var month: String?

  @Option(name: .long, help: "Only this vendor's orders. By default the whole store's.", completion: .vendors)
  var vendor: String?

  @Flag(name: .long, help: "Save it even if it is ten times the usual, or a tenth.")
  var sure = false

  @OptionGroup var reading: ReadingOptions
  var common: CommonOptions { reading.common }
  var access: LedgerAccess { orders == nil ? .reading : .writing }

  func run(in session: Session) throws {
    guard let orders else { return try list(session) }
    guard !reading.json, reading.asOf == nil else {
      throw Failure.usage("--json and --as-of go with the list. Leave out the number, or leave them out")
    }
    try record(orders, session)
  }

  /// How far back a month is named without its year.
  private static let monthsByName = 6

  private func list(_ session: Session) throws {
    let workspace = try session.open(self)
    let dates = try session.dates(in: workspace)
    if month != nil {
      throw Failure.usage(
        "how many orders in that month?",
        .init("Try", .recordOrders(month: try? dates.month(month ?? ""))))
    }
    let day = try reading.day(in: workspace, session)
    let vendor = try vendor.map { name throws(Failure) in
      try session.choice(in: workspace).vendor(name)
    }
    var (evaluation, orders) = try workspace.snapshot { (try $0.evaluate(asOf: day), try $0.orders()) }
    if let vendor {
      orders.volumes.removeAll { $0.vendor != vendor.id }
      orders.leftOut.removeAll { $0.vendor != vendor.id }
    }
    try reading.write(session) {
      .volumes(orders, in: evaluation)
    } text: { screen in
      screen.volumes(orders, in: evaluation)
    }
  }

  private func record(_ orders: String, _ session: Session) throws {
    let orders = try AmountParser.count(orders, of: "orders", in: 0...Volume.mostOrders)
    let workspace = try session.open(self)
    let today = try session.today(in: workspace).month
    let typed = self.month
    let month = try typed.map { text throws(Failure) in try session.dates(in: workspace).month(text) }
    if let month, month > today {
      throw Failure.usage("\(month) is in the future. This month is \(today)")
    }
    // A name alone looks back, and from so far that the one ahead may be meant.
    if let month, let typed, !typed.contains(where: \.isNumber),
      month.index < today.index - VolumeCommand.monthsByName
    {
      throw Failure.usage(
        "\"\(typed)\" is \(DayText.month(month)), and this month is \(DayText.month(today)). If you mean it, write \(month)"
      )
    }
    let choice = session.choice(in: workspace)
    let vendor = try vendor.map { name throws(Failure) in try choice.vendor(name) }
    let recording = try session.recordOrders(
      orders, month: month, vendor: vendor?.id, isSure: sure, in: workspace)
    try session.done(saved(recording, of: vendor, in: month ?? today))
  }

  private func saved(_ recording: VolumeRecording, of vendor: Vendor?, in month: Month) -> String {
    let total = recording.alreadyRecorded + recording.volume.orders
    let days = DayText.range(month.firstDay, recording.volume.to - 1)
    let period = DayText.month(month) + (recording.isRunning ? " so far, \(days)" : "")
    let whose = Escaping.terminal(vendor?.name ?? "the whole store")
    let was = recording.alreadyRecorded + (recording.replaced?.orders ?? 0)
    let earlier = was > 0 ? " (was \(NumberText.grouped(was)))" : ""
    let saved = "✓ Saved \(NumberText.count(total, "order")) of \(whose) in \(period)\(earlier)"
    guard recording.counted > 0 else { return saved }
    return saved
      + "\n  It stands for the \(NumberText.grouped(recording.counted)) that imports counted on these days"
  }
}

extension Session {
  /// Where somebody can answer, a number far from the usual is a question rather than an error.
  ///
  /// - Throws: ``Failure`` with ``ExitStatus/declined`` for a no.
  func recordOrders(
    _ orders: Int, month: Month?, vendor: Vendor.ID? = nil, isSure: Bool = false, in workspace: Workspace
  ) throws -> VolumeRecording {
    let now = try now()
    func record(isSure: Bool) throws -> VolumeRecording {
      try workspace.recordOrders(orders, month: month, vendor: vendor, isSure: isSure, at: now)
    }
    do { return try record(isSure: isSure) } catch WorkspaceError.unusualOrders(let unusual)
      where terminal.isInteractive
    {
      let prompt = prompt()
      let question = WorkspaceErrorText.unusual(unusual).capitalizedFirst.sentence + " Save it?"
      guard try prompt.confirm(question, enter: false) else {
        try prompt.output.line("Nothing saved.")
        throw Failure("", .declined)
      }
      return try record(isSure: true)
    }
  }
}

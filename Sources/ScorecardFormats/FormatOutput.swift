internal import ScorecardModel

/// What a reader of one format has to know, and where what it finds goes.
struct FormatOutput {
  let fileName: String
  let context: ImportContext
  let sink: ImportSink
  /// First half of the keys.
  let source: String

  init(_ format: String, fileName: String, _ context: ImportContext, _ sink: ImportSink) {
    self.fileName = fileName
    self.context = context
    self.sink = sink
    source = context.source ?? format
  }

  /// - Parameters:
  ///   - countsAtOnce: false for what a vendor or a monitor reports, unless the call says otherwise.
  ///   - original: the row of a table that the incident is of.
  func add(
    _ incident: Incident, countsAtOnce: Bool, line: Int, original: ImportSink.Original = { nil }
  ) throws {
    try sink.row(.incident(incident, confirmed: context.confirmed ?? countsAtOnce, line: line), original)
  }

  /// What the other system says of one thing.
  ///
  /// - Parameters:
  ///   - extent: see ``SourceRecord/extent``.
  ///   - countsAtOnce: of its incidents, as in ``add(_:countsAtOnce:line:original:)``.
  func add(
    id: String, stateAt: Timestamp? = nil, orders: Volume?, incidents: [Incident],
    extent: SourceRecord.Extent = .whole, countsAtOnce: Bool, line: Int,
    original: ImportSink.Original = { nil }
  ) throws {
    let confirmed = context.confirmed ?? countsAtOnce
    var record = SourceRecord(
      key: ImportKey(source: source, id: id), stateAt: stateAt, orders: orders,
      incidents: incidents.map { .init($0, confirmed: confirmed) })
    record.extent = extent
    try sink.row(.record(record, line: line), original)
  }

  /// Counts an element as refused; it cannot be set aside as a row.
  func refuse(_ problem: ElementProblem) throws {
    try refuse(
      Diagnostic(
        file: fileName, line: problem.position.line, column: problem.position.column,
        message: problem.message,
        next: problem.next))
  }

  func refuse(_ diagnostic: Diagnostic) throws {
    try sink.problem(diagnostic, nil)
  }

  func warn(_ message: String, line: Int? = nil) throws {
    try sink.problem(Diagnostic(kind: .warning, file: fileName, line: line, message: message), nil)
  }

  /// The vendor whose own export this is.
  func vendor(named name: String) throws(Diagnostic) -> Vendor.ID {
    if let vendor = context.vendor { return vendor }
    if let vendor = VendorNames(context.catalog).vendor(named: name) { return vendor.id }
    throw Diagnostic(
      file: fileName, message: "no vendor called \(name) in \(WorkspaceLayout.catalogName); add it there",
      next: .nameVendor)
  }

  /// Says what came to nothing.
  ///
  /// - Parameters:
  ///   - records: of the whole file.
  ///   - knowsItsRows: false where nothing says what is expected to pass, so that any share may.
  ///   - advice: what to do where all of it was to be expected.
  /// - Throws: ``Diagnostic`` for a file most of which nobody expected to pass: it is not what it was read as.
  func tell(
    _ passedOver: PassedOver, of records: Int, isList: Bool = false, knowsItsRows: Bool = true,
    advice: String = ""
  ) throws {
    if knowsItsRows, context.explainedLine == nil, passedOver.unexpected * 2 > records,
      let first = passedOver.commonest.first
    {
      let rows =
        "\(passedOver.unexpected) of its \(records) \(isList ? "element" : "row")" + (records == 1 ? "" : "s")
      let reason = first.reason.text.map { "\(first.reason.field) is \(quoted($0))" } ?? first.reason.field
      throw Diagnostic(
        file: fileName, message: "nothing comes of \(rows), most often because of: \(reason)" + advice,
        next: .explainRow(isList ? 1 : 2))
    }
    try sink.passedOver(passedOver)
  }

  /// For readers of lists, whose dates programs write: ISO 8601, unless the call says otherwise.
  var dates: DateReading { context.dateFormat.map { DateReading($0.over([.iso])) } ?? .iso }

  /// The store's day of a moment.
  ///
  /// - Returns: a sentence when it has none, or it lies in the future.
  func day(of moment: Timestamp) throws(FieldProblem) -> Day {
    guard let day = context.dayOf(moment) else {
      throw FieldProblem(sentence: "\(moment) is outside the years 1 to 9999")
    }
    return try check(day)
  }

  func check(_ day: Day) throws(FieldProblem) -> Day {
    if let latest = context.latestDay, day > latest {
      throw FieldProblem(sentence: "\(day) is in the future")
    }
    return day
  }

  /// The key of an incident in the other system.
  func key(_ id: String) throws(FieldProblem) -> ImportKey {
    guard id.utf8.count <= IncidentCSV.longestKey else {
      throw FieldProblem(
        sentence: "a key of \(id.utf8.count) bytes; at most \(IncidentCSV.longestKey) fit")
    }
    return ImportKey(source: source, id: id)
  }
}

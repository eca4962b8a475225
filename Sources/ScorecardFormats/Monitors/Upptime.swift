internal import ScorecardModel

extension ImportFormat {
  /// What Upptime (upptime.js.org) keeps in a repository: its check rows, the commits that hold them, or its summary.
  package static let upptime = ImportFormat(
    name: Upptime.name, title: "Upptime: check rows, git log --format='%cI%x09%s', history/summary.json",
    recognises: { sample in
      Upptime.isChecks(sample) || sample.keys.isSuperset(of: ["dailyMinutesDown", "slug"])
        || UpptimeCommit.isLog(sample)
    },
    read: { file, output in
      let upptime = Upptime(output: output)
      if case .json = file.sample.shape {
        try upptime.readSummary(file.source)
      } else if Upptime.isChecks(file.sample) {
        try upptime.readChecks(file)
      } else {
        try upptime.readLog(file.source)
      }
    })
}

/// Reads the files of an Upptime repository.
///
/// "Degraded" is a slow answer: it neither begins an outage nor ends one.
struct Upptime {
  static let name = "upptime"

  let output: FormatOutput

  static func isChecks(_ sample: FileSample) -> Bool {
    Set(sample.columns.map(Table.fold)).isSuperset(of: [
      "time", "service", "status", "http code", "response ms",
    ])
  }

  func readChecks(_ file: SampledFile) throws {
    var table = try Table(file, fileName: output.fileName)
    let time = try table.required("time")
    let service = try table.required("service")
    let status = try table.required("status")
    let dates = try table.habits(dates: [time], output).dates
    var episodes = OutageDetector()
    episodes.noted = .someChecks
    try table.read(to: output.sink) { row in
      let moment = try row.moment(time, dates, elseOffset: 0)
      let name = row.field(service)
      if name.isEmpty { throw RowProblem(message: "without a service", field: service.index) }
      let state: OutageDetector.State? = try row.parse(status) { bytes throws(FieldProblem) in
        if bytes.equals("up") { return .up }
        if bytes.equals("down") { return .down }
        if bytes.equals("degraded") { return nil }
        throw FieldProblem(bytes, "isn't up, down or degraded")
      }
      if let state { episodes.add(name.text, at: moment, state, line: row.line) }
    }
    try episodes.emit(to: output)
  }

  func readLog(_ source: ByteSource) throws {
    var reader = LineReader(source, fileName: output.fileName)
    var log = UpptimeLog()
    while let line = try reader.read() {
      do { try log.add(line, at: reader.line) } catch {
        try output.refuse(
          Diagnostic(file: output.fileName, line: reader.line, message: "time " + error.message))
      }
    }
    try log.emit(to: output)
  }
}

// MARK: The summary

extension Upptime {
  /// Reads `history/summary.json`: minutes down by day, without the hours of the day.
  func readSummary(_ source: ByteSource) throws {
    var elements = try JSONElements(source, fileName: output.fileName, lists: [])
    let vendors = ServiceVendors(output.context)
    while let element = try elements.next() {
      do { try read(element, vendors) } catch let problem as ElementProblem { try output.refuse(problem) }
    }
  }

  private func read(_ service: JSONValue, _ vendors: ServiceVendors) throws {
    try service.checkObject()
    let name = try service.required("name")
    guard let days = service.member("dailyMinutesDown") else { return }
    guard let days = days.object else {
      throw ElementProblem("dailyMinutesDown is \(days.kind) where an object should be", at: days.position)
    }
    if days.isEmpty { return }
    guard let vendor = vendors.vendor([name, try service.text("slug") ?? name]) else {
      throw ElementProblem(
        ServiceVendors.unknown(quoted(name)), at: service.position, next: .nameVendor)
    }
    for day in days.sorted(by: { $0.key < $1.key }) {
      do { try add(day, of: name, vendor) } catch let problem as ElementProblem { try output.refuse(problem) }
    }
  }

  private func add(_ day: JSONMember, of service: String, _ vendor: Vendor.ID) throws {
    guard let minutes = day.value.number?.value, (0...1440).contains(minutes) else {
      throw ElementProblem("minutes of a day that aren't a number from 0 to 1440", at: day.value.position)
    }
    let seconds = Int64((minutes * 60).rounded())
    if seconds == 0 { return }
    do {
      let date = try output.check(try WrittenDate(text: day.key).day)
      let start = Timestamp(seconds: Int64(date.number) * 86_400)
      let end = Timestamp(seconds: start.seconds + seconds)
      var incident = Incident(
        vendor: vendor, day: date, outcome: .bad(.ofDowntime(seconds: seconds)),
        dimension: .reliability, summary: "\(service) was down, hour unknown".asSummary, resolved: true,
        hoursToResolve: Double(seconds) / 3600, source: try output.key("\(service)@\(date)"))
      incident.details.outage = Outage(startedAt: start, endedAt: end)
      try output.add(incident, countsAtOnce: false, line: day.keyPosition.line)
    } catch let problem as FieldProblem { throw ElementProblem(problem, at: day.keyPosition) }
  }
}

import ScorecardModel

@testable import ScorecardFormats

/// What a row may hold so that the ledger takes it, and where a problem may point.
///
/// The numbers are those of the ledger's `Storable` and of its schema, written down once more.
struct Limits {
  private let context: ImportContext
  private let lines: LineLengths

  init(_ bytes: [UInt8], _ context: ImportContext) {
    self.context = context
    lines = LineLengths(bytes)
  }

  func check(_ reading: Reading) {
    for event in reading.events {
      switch event {
      case .row(let row, let original):
        check(row)
        if let original { promise(original.line == row.line, "a row of another line: \(original.line)") }
      case .problem(let problem, let rejected):
        // A warning may be about the whole file.
        promise(problem.line != nil || problem.kind == .warning, "a problem without a line: \(problem)")
        lines.check(problem)
        if let rejected { promise(lines.hold(rejected.line), "no line \(rejected.line) to set aside") }
      case .unknownVendor, .explanation: break
      }
    }
    checkProposed(reading.events.compactMap { if case .unknownVendor(let it) = $0 { it.name } else { nil } })
    if case .problem(let problem) = reading.stop { lines.check(problem) }
  }

  /// A catalog can have them: no name is another's, too long or of several lines.
  private func checkProposed(_ names: [String]) {
    for name in names {
      promise(Store.names.vendor(named: name) == nil, "a vendor that is known: \(name)")
      promise(
        (1...200).contains(name.unicodeScalars.count), "a name of \(name.unicodeScalars.count) characters")
      let isWrong = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
      promise(!isWrong, "a control character in \(name.debugDescription)")
      promise(!VendorNames.key(name).isEmpty, "a name of nothing: \(name.debugDescription)")
    }
    promise(Set(names.map { VendorNames.key($0) }).count == names.count, "a name twice: \(names)")
  }

  // MARK: Rows

  func check(_ row: ImportedRow) {
    switch row {
    case .incident(let incident, _, let line):
      promise(lines.hold(line), "a row on line \(line)")
      check(incident)
    case .eventIncident(let incident, let event, _, let line):
      promise(lines.hold(line), "a row on line \(line)")
      promise((1...200).contains(event.name.utf8.count), "an event of \(event.name.utf8.count) bytes")
      promise(event.place.line == line, "an event that stands on another line")
      check(incident)
    case .record(let record, let line):
      promise(lines.hold(line), "a record on line \(line)")
      promise(!record.key.id.isEmpty || record.content != nil, "a record that nothing tells from others")
      if let volume = record.orders { check(volume) }
      for told in record.incidents { check(told.incident) }
    case .none(let key, let line):
      promise(lines.hold(line), "a row for nothing on line \(line)")
      promise(!key.id.isEmpty, "a row for nothing that names nothing")
    case .volume(let volume, let line):
      promise(lines.hold(line), "a volume on line \(line)")
      check(volume)
    case .checkIn(let day, let line):
      promise(lines.hold(line), "a check-in on line \(line)")
      check(day)
    case .watched(let window, _):
      promise(window.first <= window.last, "a window that ends before it begins")
      for outage in window.outages {
        promise(lines.hold(outage.line), "an outage on line \(outage.line)")
        check(outage.incident)
      }
    case .unresolved(let list):
      promise(context.catalog.vendor(list.vendor) != nil, "\(list)")
    }
  }

  private func check(_ volume: Volume) {
    promise(volume.from < volume.to && (0...Volume.mostOrders).contains(volume.orders), "\(volume)")
    if let vendor = volume.vendor { promise(context.catalog.vendor(vendor) != nil, "\(volume)") }
    check(volume.from)
  }

  private func check(_ day: Day) {
    promise(Day(number: day.number) == day, "no such day: \(day.number)")
    if let latest = context.latestDay { promise(day <= latest, "\(day) is in the future") }
  }

  private func check(_ incident: Incident) {
    promise(context.catalog.vendor(incident.vendor) != nil, "unknown vendor: \(incident)")
    check(incident.day)
    check(incident.summary, most: Incident.longestText)
    check(incident.channel, most: 1000)
    if let key = incident.source {
      promise(!key.source.isEmpty, "a key without a source")
      check(key.source, most: 1000)
      check(key.id, most: 1000)
    }
    if let minutes = incident.holdMinutes { promise((0...100_000).contains(minutes), "\(minutes) minutes") }
    if let hours = incident.hoursToResolve { promise((0...100_000).contains(hours), "\(hours) hours") }
    if let cost = incident.cost { promise(cost.thousandths.magnitude <= UInt64(Money.limit), "\(cost)") }
    check(incident.details)
  }

  private func check(_ details: IncidentDetails) {
    promise((1...IncidentCount.limit).contains(details.count.thousandths), "\(details.count)")
    if let claimed = details.claimed { promise(claimed > .zero, "claimed \(claimed)") }
    if let recovered = details.recovered { promise(recovered >= .zero, "recovered \(recovered)") }
    if let day = details.claimBy { promise(Day(number: day.number) == day, "claim by \(day.number)") }
    guard let outage = details.outage else { return }
    let years = Int64(Day.earliest.number) * 86_400..<(Int64(Day.latest.number) + 1) * 86_400
    for moment in [outage.startedAt, outage.endedAt ?? outage.startedAt] {
      promise(years.contains(moment.seconds), "an outage outside of the years 1 to 9999: \(outage)")
    }
    promise(outage.endedAt.map { $0 >= outage.startedAt } ?? true, "ended before it began: \(outage)")
  }

  private func check(_ text: String, most: Int) {
    promise(text.utf8.count <= most, "a text of \(text.utf8.count) bytes")
    promise(!text.utf8.contains(0), "a NUL character in \(text.debugDescription)")
  }
}

/// How many characters each line of a text has. LF, CRLF and a lone CR end a line.
struct LineLengths {
  private var lengths = [0]

  init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var isBehindReturn = false
    for byte in bytes.starts(with: mark) ? bytes[3...] : bytes[...] {
      if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && !isBehindReturn {
        lengths.append(0)
      } else if byte & 0xC0 != 0x80, byte != UInt8(ascii: "\n") {
        lengths[lengths.count - 1] += 1
      }
      isBehindReturn = byte == UInt8(ascii: "\r")
    }
  }

  /// 0 is for what the whole file came to.
  func hold(_ line: Int) -> Bool { (0...lengths.count).contains(line) }

  func check(_ problem: Diagnostic) {
    promise(!problem.message.isEmpty, "a problem that says nothing")
    guard let line = problem.line else {
      return promise(problem.column == nil, "a column without a line: \(problem)")
    }
    promise(line >= 1 && line <= lengths.count, "no such line: \(problem)")
    guard let column = problem.column else { return }
    promise((1...lengths[line - 1] + 1).contains(column), "no such column: \(problem)")
  }
}

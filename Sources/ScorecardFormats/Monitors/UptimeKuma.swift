internal import ScorecardModel

extension ImportFormat {
  /// Heartbeats of Uptime Kuma, as its status page's interface answers, or its table.
  package static let uptimeKuma = ImportFormat(
    name: UptimeKuma.name, title: "Uptime Kuma: heartbeats as JSON, or its heartbeat table as CSV",
    recognises: { sample in
      let keys = sample.keys
      if !keys.isDisjoint(with: ["heartbeats", "heartbeatList"]) { return true }
      if keys.isSuperset(of: ["status", "time"]), !keys.isDisjoint(with: UptimeKuma.monitorKeys) {
        return true
      }
      let columns = Set(sample.columns.map(Table.fold))
      return columns.isSuperset(of: ["monitor id", "status", "time", "important"])
    },
    read: { file, output in
      var kuma = UptimeKuma(output: output)
      if case .json = file.sample.shape {
        try kuma.readJSON(file.source)
      } else {
        try kuma.readTable(file)
      }
    })
}

/// Reads heartbeats of Uptime Kuma: louislam/uptime-kuma, `server/model/heartbeat.js`.
///
/// Its times are UTC. "Pending" is a retry and changes nothing. "Maintenance" is announced: it begins no outage, and
/// ends the current one, since what follows is not a failure.
struct UptimeKuma {
  static let name = "uptime-kuma"
  static let monitorKeys = ["monitorID", "monitor_id", "monitorId"]
  /// In a beat that stands for several checks.
  private static let countKeys = ["up", "down", "degraded", "maintenance"]
  private static let nameKeys = ["monitorName", "monitor_name", "name"]

  let output: FormatOutput
  private var episodes = OutageDetector()

  init(output: FormatOutput) { self.output = output }

  mutating func readTable(_ file: SampledFile) throws {
    var table = try Table(file, fileName: output.fileName)
    let (monitor, status, time) = (
      try table.required("monitor_id"), try table.required("status"), try table.required("time")
    )
    let name = table.column("monitor_name", "name")
    let important = table.column("important")
    var hasOnlyChanges = true
    let dates = try table.habits(dates: [time], output).dates
    try table.read(to: output.sink) { row in
      let moment = try row.moment(time, dates, elseOffset: 0)
      let state: OutageDetector.State? = try row.parse(status) { bytes throws(FieldProblem) in
        guard let number = bytes.wholeNumber, (0...3).contains(number) else {
          throw FieldProblem(bytes, "isn't 0 (down), 1 (up), 2 (pending) or 3 (maintenance)")
        }
        return UptimeKuma.state(number)
      }
      let id = row.field(monitor)
      if id.isEmpty { throw RowProblem(message: "without monitor_id", field: monitor.index) }
      let (service, named) = ("monitor " + id.text, row.field(name))
      if !named.isEmpty { episodes.titles[service] = named.text }
      if !row.field(important).equals("1") { hasOnlyChanges = false }
      if let state { episodes.add(service, at: moment, state, line: row.line) }
    }
    // Important beats are those that change the state.
    if hasOnlyChanges { episodes.noted = .changes }
    try episodes.emit(to: output)
  }

  mutating func readJSON(_ source: ByteSource) throws {
    var elements = try JSONElements(
      source, fileName: output.fileName, lists: ["heartbeats", "heartbeatList"],
      ignoring: ["msg", "response"])
    while let element = try elements.next() {
      // The status page's interface answers with lists by monitor.
      if let lists = (element.member("heartbeatList") ?? element.member("heartbeats"))?.object {
        for list in lists {
          let beats = (list.value.array ?? []).filter { !UptimeKuma.isPlaceholder($0) }
          if let aggregated = UptimeKuma.aggregated(beats) {
            try output.refuse(aggregated)
            continue
          }
          for beat in beats { try add(beat, monitor: list.key) }
        }
      } else {
        try add(element, monitor: nil)
      }
    }
    try episodes.emit(to: output)
  }

  private mutating func add(_ beat: JSONValue, monitor: String?) throws {
    do {
      try beat.checkObject()
      if UptimeKuma.countKeys.contains(where: { beat.member($0)?.number != nil }) {
        throw UptimeKuma.aggregated(at: beat.position)
      }
      guard let number = beat.member("status")?.number?.value, [0, 1, 2, 3].contains(number) else {
        let position = beat.member("status")?.position ?? beat.position
        throw ElementProblem("status isn't 0 (down), 1 (up), 2 (pending) or 3 (maintenance)", at: position)
      }
      guard let time = try beat.moment("time", elseOffset: 0) else {
        throw ElementProblem("without time; is the file complete?", at: beat.position)
      }
      let service = try service(beat, monitor: monitor)
      guard let state = UptimeKuma.state(Int(number)) else { return }
      episodes.add(service, at: time, state, line: beat.position.line)
    } catch let problem as ElementProblem { try output.refuse(problem) }
  }

  /// What fills a status page's bar up where there is no data.
  private static func isPlaceholder(_ beat: JSONValue) -> Bool {
    if case .null = beat.content { return true }
    return beat.number?.value == 0
  }

  /// The problem with a list whose beats sum up the checks of an hour or a day: they stand at full hours.
  private static func aggregated(_ beats: [JSONValue]) -> ElementProblem? {
    guard beats.count >= 3, let first = beats.first else { return nil }
    let times = beats.compactMap { try? $0.moment("time", elseOffset: 0) }
    guard times.count == beats.count, times.allSatisfy({ $0.seconds.isMultiple(of: 3600) }) else {
      return nil
    }
    return aggregated(at: first.position)
  }

  private static func aggregated(at position: JSONPosition) -> ElementProblem {
    ElementProblem(
      "beats that sum up an hour or a day, of which nobody knows how long it was down in it; import the monitor's own "
        + "heartbeats", at: position)
  }

  /// Two monitors may have one name.
  private mutating func service(_ beat: JSONValue, monitor: String?) throws(ElementProblem) -> String {
    let ids = UptimeKuma.monitorKeys.lazy.compactMap { beat.member($0) }.compactMap {
      $0.number?.text ?? $0.string
    }
    let id = monitor ?? ids.first { !$0.isEmpty }
    var name: String?
    for key in UptimeKuma.nameKeys where name == nil {
      if let text = try beat.text(key), !text.isEmpty { name = text }
    }
    guard let id else {
      guard let name else {
        throw ElementProblem("without monitorID; which monitor is it of?", at: beat.position)
      }
      return name
    }
    if let name { episodes.titles["monitor " + id] = name }
    return "monitor " + id
  }

  private static func state(_ status: Int) -> OutageDetector.State? {
    switch status {
    case 0: .down
    case 2: nil
    default: .up
    }
  }
}

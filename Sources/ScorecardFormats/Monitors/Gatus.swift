internal import ScorecardModel

extension ImportFormat {
  /// What Gatus answers at `/api/v1/endpoints/statuses`.
  package static let gatus = ImportFormat(
    name: Gatus.name, title: "Gatus: /api/v1/endpoints/statuses",
    recognises: { $0.keys.isSuperset(of: ["name", "key", "results"]) },
    read: { file, output in try Gatus(output: output).read(file.source) })
}

/// Reads the results of Gatus: TwiN/gatus, `config/endpoint/*.go`.
///
/// It keeps few results, but events that reach further back, with the times of the results that began them; both
/// together give an outage the same beginning, however late the file was fetched.
struct Gatus {
  static let name = "gatus"
  /// Where the endpoints are is private, and errors may reveal it.
  private static let ignored: Set<String> = ["conditionResults", "errors", "hostname", "ip"]

  let output: FormatOutput

  func read(_ source: ByteSource) throws {
    var elements = try JSONElements(
      source, fileName: output.fileName, lists: [], ignoring: Gatus.ignored)
    var episodes = OutageDetector()
    var names: [String: [String]] = [:]
    while let element = try elements.next() {
      do {
        try element.checkObject()
        let (name, group) = (try element.required("name"), try element.text("group") ?? "")
        let service = group.isEmpty ? name : group + "/" + name
        names[service] = [name, group]
        try add(element, service, to: &episodes)
      } catch { try output.refuse(error) }
    }
    try episodes.emit(to: output) { names[$0] ?? [] }
  }

  private func add(_ element: JSONValue, _ service: String, to episodes: inout OutageDetector)
    throws(ElementProblem)
  {
    var checks: [(time: Timestamp, state: OutageDetector.State, line: Int, isEvent: Bool)] = []
    for result in try element.list("results") {
      guard case .bool(let isUp)? = result.member("success")?.content else {
        throw ElementProblem("a result whose success isn't true or false", at: result.position)
      }
      guard let time = try result.moment("timestamp") else {
        throw ElementProblem("a result without a timestamp; is the file complete?", at: result.position)
      }
      checks.append((time, isUp ? .up : .down, result.position.line, false))
    }
    for event in try element.list("events") {
      let type = try event.text("type")
      guard type == "HEALTHY" || type == "UNHEALTHY", let time = try event.moment("timestamp") else {
        continue
      }
      checks.append((time, type == "HEALTHY" ? .up : .down, event.position.line, true))
    }
    // All or nothing, so that a problem leaves no half of an endpoint.
    for check in checks {
      episodes.add(service, at: check.time, check.state, line: check.line, isChange: check.isEvent)
    }
  }
}

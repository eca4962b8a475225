package import ScorecardModel

/// The column `event` of a file of incidents: the id of the event's first one that is in the file.
package struct EventCells {
  private struct Event {
    var first: Int64
    var id: String
    var count = 1
  }

  private var events: [Int64: Event] = [:]

  /// - Parameters:
  ///   - incidents: those of the file, in any order.
  ///   - id: what their column `id` says.
  package init(_ incidents: some Sequence<RecordedIncident>, id: (RecordedIncident) -> String) {
    for recorded in incidents {
      guard let number = recorded.event else { continue }
      guard var event = events[number] else {
        events[number] = Event(first: recorded.id, id: id(recorded))
        continue
      }
      event.count += 1
      if recorded.id < event.first { (event.first, event.id) = (recorded.id, id(recorded)) }
      events[number] = event
    }
  }

  /// Empty for what is no part of an event. Those of one without an id share a name, if there are several.
  package func cell(of recorded: RecordedIncident) -> String {
    guard let event = recorded.event.flatMap({ events[$0] }) else { return "" }
    if !event.id.isEmpty { return event.id }
    return event.count > 1 ? "#\(event.first)" : ""
  }
}

/// Which rows of an import come next, by the keys that they are known by.
public struct ExpectedRows: Sendable {
  private(set) var incidents: [KeyHash] = []
  private(set) var records: [KeyHash] = []

  public init() {}

  public mutating func add(_ incident: StorableIncident) { incidents.append(incident.key) }

  public mutating func add(_ record: StorableRecord) {
    for incident in record.incidents { incidents.append(incident.incident.key) }
    records.append(record.key)
    if let former = record.formerKey { records.append(former) }
  }
}

import ScorecardModel

/// One change in the making, inside one transaction: it writes states, keeps the sums in step and, at the end,
/// enters itself into the change log.
final class LedgerWriter {
  let store: any LedgerStore
  let number: Int64
  let at: Timestamp
  private(set) var names: IDRegistry
  private var rollup: Rollup
  private let head: LedgerHead
  private var lastIncident: Int64
  /// The largest number of a source's record.
  var lastRecord: Int64
  private var firstNew: Int64?
  private let currency: String?
  private let author: String?
  /// Whether any state that it wrote has an amount that was not there before.
  private var bringsMoney = false
  private var digest: Int64 = 0
  var orderCounting = OrderCounting()
  /// A change that is taken to stand, since this one makes it stand again.
  var assumed: Int64?
  /// Changes that were asked about, and whether they stand: the log stays as it is until the end.
  private var standing: [Int64: Bool] = [:]
  private var unsettled = UnsettledEvents()
  /// Events whose share is out of the sums for now, since incidents of theirs change.
  private var open: Set<Int64> = []

  init(
    _ store: any LedgerStore, policy: ScoringPolicy, currency: String?, author: String?, at now: Timestamp
  ) throws {
    self.currency = currency
    self.author = author
    // Of the policy before, or of another process that has another catalog.
    if try store.evidenceKey() != policy.evidenceKey {
      try Rollup.rebuild(store, policy: policy)
    }
    self.store = store
    at = now
    head = try store.head()
    number = head.number &+ 1
    // Its number would be that of a change which was cut off.
    guard head.newestOnRecord < number else { throw DamagedRow(table: "change", number: number) }
    names = try store.names()
    rollup = Rollup(policy: policy)
    lastIncident = head.lastIncident
    lastRecord = head.lastRecord
  }

  /// Incidents that the ledger holds, in any state.
  var incidentCount: Int64 { lastIncident }

  // MARK: Incidents

  @discardableResult
  func insert(
    _ incident: Incident, key: KeyHash?, standing: Standing = .inForce, imported: Bool
  ) throws -> IncidentRow {
    let row = IncidentRow(
      id: lastIncident &+ 1, revision: 1, change: number, recordedAt: at, standing: standing,
      vendor: try vendorNumber(incident.vendor),
      source: try incident.source.map { try sourceNumber($0.source) },
      incident: incident, key: key, imported: imported)
    let checksum = row.checksum
    try store.insert(row, checksum: checksum)
    bringsMoney = bringsMoney || incident.amounts != Amounts()
    lastIncident += 1
    if firstNew == nil { firstNew = row.id }
    note(checksum)
    if standing.isInForce { try rollup.add(incident, vendor: row.vendor, in: store) }
    if incident.hasDetails { unsettled.note(row) }
    return row
  }

  /// Replaces the state of an incident; the schema keeps the earlier one. It is a part of the same event until the
  /// events are settled.
  @discardableResult
  func replace(
    _ old: IncidentRow, with incident: Incident, standing: Standing, imported: Bool
  ) throws -> IncidentRow {
    if let event = old.event { try takeOut(event) }
    let row = try write(incident, standing: standing, imported: imported, event: old.event, over: old)
    if old.event == nil {
      if old.standing.isInForce { try rollup.remove(old.incident, vendor: old.vendor, in: store) }
      if row.standing.isInForce { try rollup.add(row.incident, vendor: row.vendor, in: store) }
    }
    unsettled.note(row, replacing: old)
    return row
  }

  private func write(
    _ incident: Incident, standing: Standing, imported: Bool, event: Int64?, over old: IncidentRow
  ) throws -> IncidentRow {
    var row = old
    row.revision &+= 1
    row.change = number
    row.standing = standing.current
    row.event = event
    row.imported = imported
    var incident = incident
    incident.source = old.incident.source
    let saysTheSame = incident == old.incident
    if !saysTheSame {
      row.incident = incident
      row.vendor = try vendorNumber(incident.vendor)
      let amounts = incident.amounts
      bringsMoney = bringsMoney || (amounts != Amounts() && amounts != old.incident.amounts)
    }
    let checksum = row.checksum
    try store.update(row, checksum: checksum, saysTheSame: saysTheSame)
    note(checksum)
    return row
  }

  /// - Throws: ``LedgerError/noIncident(_:)``, ``LedgerError/retracted(_:)``.
  func incidentOnRecord(_ id: Int64) throws -> IncidentRow {
    guard let row = try incident(id) else { throw LedgerError.noIncident(id) }
    guard !row.standing.isHidden else { throw LedgerError.retracted(id) }
    return row
  }

  /// - Throws: ``LedgerError``, when an incident may not name the one that it does as the same event.
  func checkLink(
    of incident: Incident, id: Int64? = nil, before: Incident? = nil, mayBeHidden: Bool = false
  ) throws {
    try EventLinks.check(incident, of: id, before: before, mayBeHidden: mayBeHidden) { other in
      try self.incident(other).map { ($0.incident.vendor, $0.standing) }
    }
  }

  func incident(_ id: Int64) throws -> IncidentRow? { try store.incident(id) }

  /// The incident that an import knows by this key.
  func incident(key: KeyHash) throws -> IncidentRow? { try store.incident(key: key) }

  /// Its sums change at the end; where a look is a trip, they come with the next answer.
  func expectMonth(of incident: Incident) {
    guard let vendor = names.vendors.number(of: incident.vendor) else { return }
    store.expect(cellsOf: EvidenceMonth(vendor: vendor, month: incident.day.month))
  }

  /// The incident in force with the same vendor, day and text; without a text, of the same kind.
  func duplicate(of incident: Incident) throws -> Int64? {
    guard names.vendors.number(of: incident.vendor) != nil else { return nil }
    let sameDay = IncidentFilter(vendors: [incident.vendor], from: incident.day, through: incident.day)
    let text = comparable(incident.summary)
    var found: Int64?
    try store.forEachIncident(sameDay, newestFirst: false) { row in
      guard comparable(row.incident.summary) == text else { return true }
      if !text.isEmpty || row.incident.kind == incident.kind { found = row.id }
      return found == nil
    }
    return found
  }

  // MARK: Volumes and check-ins

  /// Appends a state of a volume; nil orders take it out of force.
  func append(_ range: Volume, orders: Int?) throws {
    let vendor = try range.vendor.map(vendorNumber)
    let state = VolumeRow(
      change: number, vendor: vendor, from: Int64(range.from.number), to: Int64(range.to.number),
      orders: orders.map(Int64.init))
    let checksum = state.checksum
    try store.append(state, checksum: checksum)
    note(checksum)
  }

  func append(checkIn day: Day, voided: Bool) throws {
    let state = CheckInRow(change: number, day: Int64(day.number), voided: voided)
    let checksum = state.checksum
    try store.append(state, checksum: checksum)
    note(checksum)
  }

  // MARK: Names and checksums

  /// The vendor's number; a new one gets the next.
  func vendorNumber(_ vendor: Vendor.ID) throws -> Int64 {
    // Asked for twice a row of an import, where a key path would cost 3 % of its time.
    if let number = names.vendors.number(of: vendor) { return number }
    return try add(vendor, to: .vendors)
  }

  func sourceNumber(_ source: String) throws -> Int64 {
    if let number = names.sources.number(of: source) { return number }
    return try add(source, to: .sources)
  }

  private func add(_ name: String, to list: IDRegistry.List) throws -> Int64 {
    let number = names.add(name, to: list)
    try store.append(name, number: number, to: list)
    return number
  }

  /// Whether a change is in force, or taken to be.
  func stands(_ change: Int64) throws -> Bool {
    if change == assumed { return true }
    if let known = standing[change] { return known }
    let stands = try store.stands(change)
    standing[change] = stands
    return stands
  }

  /// Makes a state that was stored a part of this change.
  func note(_ checksum: Int64) { digest &+= checksum }

  // MARK: The end

  /// Gives each incident that this change may have touched the number of its event, and each such event its share of
  /// the sums.
  private func settleEvents() throws {
    let touched = EventLinks.events(try unsettled.nodes(store)).filter { event in
      event.nodes.contains { $0.event != event.number || $0.event.map(open.contains) ?? false }
    }
    // What an event was is to be read before any incident bears another number.
    for event in touched {
      for old in Set(event.nodes.compactMap(\.event)) { try takeOut(old) }
      for node in event.changed where node.event == nil {
        let row = try stored(node.id)
        if row.standing.isInForce { try rollup.remove(row.incident, vendor: row.vendor, in: store) }
      }
    }
    let changes = touched.flatMap { event in event.changed.map { (id: $0.id, event: event.number) } }
    for change in changes.sorted(by: { $0.id < $1.id }) {
      let old = try stored(change.id)
      let row = try write(
        old.incident, standing: old.standing, imported: old.imported, event: change.event, over: old)
      if row.event == nil, row.standing.isInForce {
        try rollup.add(row.incident, vendor: row.vendor, in: store)
      }
    }
    for number in touched.compactMap(\.number).sorted() {
      guard let (share, vendor) = try Rollup.share(ofEvent: number, policy: rollup.policy, in: store)
      else {
        continue
      }
      try rollup.add(share, vendor: vendor, in: store)
    }
    unsettled = UnsettledEvents()
    open = []
  }

  /// Takes what an event brings out of the sums, once in a change and before any of its incidents changes.
  private func takeOut(_ event: Int64) throws {
    guard open.insert(event).inserted,
      let (share, vendor) = try Rollup.share(ofEvent: event, policy: rollup.policy, in: store)
    else { return }
    try rollup.remove(share, vendor: vendor, in: store)
  }

  private func stored(_ id: Int64) throws -> IncidentRow {
    guard let row = try incident(id) else { throw DamagedRow(table: "incident", number: id) }
    return row
  }

  /// Settles the events, and writes the sums and the log's entry.
  func finish(_ kind: Change.Kind, summary: String, reason: String = "") throws {
    try settleEvents()
    try rollup.flush(to: store)
    try orderCounting.flush(to: store)
    let change = Change(number: number, kind: kind, summary: summary, at: at)
    // What an undo or a redo brings back has the currency that it had.
    if bringsMoney, change.undoes == nil { try settleCurrency() }
    var row = ChangeRow(
      number: number, action: kind.name, summary: summary, reason: reason, at: at, author: author,
      undoes: change.undoes,
      incidents: firstNew.map { $0...lastIncident }, digest: digest, chain: 0)
    row.chain = row.chained(to: head.chain)
    try store.append(row)
  }
}

extension LedgerWriter {
  /// Amounts are sums of one currency: that of the first is kept, and another one's are not added to it.
  fileprivate func settleCurrency() throws {
    guard let currency else { return }
    let recorded = try store.currency()
    if let recorded, recorded != currency {
      throw LedgerError.otherCurrency(currency, recorded: recorded)
    }
    if recorded == nil { try store.state(currency: currency) }
  }
}

/// The money of an incident.
private struct Amounts: Equatable {
  var cost: Money?
  var claimed: Money?
  var recovered: Money?
}

extension Incident {
  fileprivate var amounts: Amounts {
    hasDetails
      ? Amounts(cost: cost, claimed: details.claimed, recovered: details.recovered) : Amounts(cost: cost)
  }
}

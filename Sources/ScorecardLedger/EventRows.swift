package import ScorecardModel

/// Where rows of an import go that name their event.
package protocol EventRowTaker: AnyObject {
  associatedtype Row

  /// What is on record under another system's key, of this import too.
  func incident(with key: ImportKey) throws -> RecordedIncident?
  /// What is on record of a row, once it was added too.
  func incident(of row: Row) throws -> RecordedIncident?
  func add(_ row: Row, _ link: ImportLink) throws
  /// Refuses a row whose event's name nothing else bears.
  func refuse(_ row: Row) throws
}

/// Rows of one file that name the event that they are parts of, held until all that they may name is known.
///
/// A name is the key of the first incident of the event, on record or in the file; rows that share one that is no key
/// of anything are an event of their own. Whatever the order of the rows, and however often they come, the events are
/// the same.
package struct EventRows<Row> {
  private struct Held {
    var row: Row
    /// With an empty id when it has none of its own.
    var key: ImportKey
    var vendor: Vendor.ID
    var event: ImportKey
  }

  /// Rows that share a name.
  private struct Group: Hashable {
    var vendor: Vendor.ID
    var event: ImportKey
  }

  private var held: [Held] = []

  package init() {}

  package var isEmpty: Bool { held.isEmpty }

  /// - Parameters:
  ///   - key: the row's own.
  ///   - event: the key that it names.
  package mutating func hold(_ row: Row, key: ImportKey, vendor: Vendor.ID, event: ImportKey) {
    held.append(Held(row: row, key: key, vendor: vendor, event: event))
  }

  /// Adds every row that is held.
  package func add<Taker: EventRowTaker>(to taker: Taker) throws where Taker.Row == Row {
    var run = Run(held: held, taker: taker)
    try run.sort()
    try run.addReady()
    try run.addGroups()
    try run.addRings()
  }

  private struct Run<Taker: EventRowTaker> where Taker.Row == Row {
    let held: [Held]
    let taker: Taker
    private var isDone: [Bool]
    private var ready: [(index: Int, link: ImportLink)] = []
    /// Rows that name the key of one that is held too.
    private var waiting: [ImportKey: [Int]] = [:]
    private var groups: [Group: [Int]] = [:]

    init(held: [Held], taker: Taker) {
      (self.held, self.taker) = (held, taker)
      isDone = Array(repeating: false, count: held.count)
    }

    mutating func sort() throws {
      let own = Set(held.lazy.map(\.key).filter { !$0.id.isEmpty })
      var known: [ImportKey: Int64?] = [:]
      for (index, row) in held.enumerated() {
        let number: Int64?
        if let found = known[row.event] {
          number = found
        } else {
          number = try taker.incident(with: row.event)?.id
          known[row.event] = .some(number)
        }
        if row.event == row.key {
          ready.append((index, .first))
        } else if let number {
          ready.append((index, .with(number)))
        } else if own.contains(row.event) {
          waiting[row.event, default: []].append(index)
        } else {
          groups[Group(vendor: row.vendor, event: row.event), default: []].append(index)
        }
      }
    }

    private mutating func add(_ index: Int, _ link: ImportLink) throws {
      isDone[index] = true
      let row = held[index]
      try taker.add(row.row, link)
      guard !row.key.id.isEmpty, let followers = waiting.removeValue(forKey: row.key) else { return }
      guard let number = try taker.incident(with: row.key)?.id else {
        for follower in followers { try refuse(follower) }
        return
      }
      ready += followers.map { ($0, .with(number)) }
    }

    private mutating func refuse(_ index: Int) throws {
      if isDone[index] { return }
      isDone[index] = true
      try taker.refuse(held[index].row)
    }

    mutating func addReady() throws {
      // It grows meanwhile.
      var next = 0
      while next < ready.count {
        let (index, link) = ready[next]
        next += 1
        if !isDone[index] { try add(index, link) }
      }
      ready = []
    }

    mutating func addGroups() throws {
      for members in groups.values.sorted(by: { $0[0] < $1[0] }) {
        let known = try members.map { try taker.incident(of: held[$0].row) }
        if members.count == 1, known[0]?.event == nil {
          try refuse(members[0])
          continue
        }
        // What an earlier import, or its owner, has linked already.
        var first = known.lazy.compactMap(\.self).first {
          $0.event != nil && $0.incident.details.sameAs != nil
        }?
        .incident.details.sameAs
        for index in members {
          try add(index, first.map { .with($0) } ?? .first)
          if first == nil { first = try taker.incident(of: held[index].row)?.id }
        }
      }
      try addReady()
    }

    /// Those left name each other in rings, or hang on one; a ring holds together without one of its links.
    mutating func addRings() throws {
      let places = Dictionary(
        held.indices.map { (held[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
      for index in held.indices where !isDone[index] {
        var seen: Set<Int> = []
        var next = index
        while seen.insert(next).inserted { next = places[held[next].event] ?? next }
        try add(next, .first)
        try addReady()
      }
    }
  }
}

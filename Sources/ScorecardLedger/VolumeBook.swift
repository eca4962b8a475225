import ScorecardModel

/// The volumes in force: of one vendor (or of the whole store) no two overlap.
struct VolumeBook {
  enum Placement {
    case new
    case same
    case replaced(Volume)
  }

  /// The days and vendor of a volume.
  struct Range: Hashable {
    var vendor: Vendor.ID?
    var from: Day
    var to: Day

    init(of volume: Volume) { (vendor, from, to) = (volume.vendor, volume.from, volume.to) }
  }

  /// Ascending by `from` for each vendor; nil is the whole store.
  private var ranges: [Vendor.ID?: [Volume]] = [:]
  /// Put in force since the book was opened.
  private var placed: Set<Volume> = []

  init(_ volumes: some Sequence<Volume>) {
    ranges = Dictionary(grouping: volumes, by: \.vendor).mapValues { $0.sorted { $0.from < $1.from } }
  }

  /// By (vendor, from), the whole store first.
  var all: [Volume] {
    let vendors = ranges.keys.sorted { a, b in
      guard let a, let b else { return a == nil && b != nil }
      return a < b
    }
    return vendors.flatMap { ranges[$0] ?? [] }
  }

  /// Puts a volume in force; one with the same days and vendor gives way.
  ///
  /// - Throws: ``LedgerError/overlap(_:)`` when it shares some days, but not all, with another.
  mutating func place(_ volume: Volume) throws(LedgerError) -> Placement {
    var list = ranges.removeValue(forKey: volume.vendor) ?? []
    defer { ranges[volume.vendor] = list }
    let index = VolumeBook.firstEnding(after: volume.from, in: list)
    guard index < list.count, list[index].from < volume.to else {
      list.insert(volume, at: index)
      placed.insert(volume)
      return .new
    }
    let other = list[index]
    guard other.from == volume.from, other.to == volume.to else { throw .overlap(other) }
    guard other.orders != volume.orders else { return .same }
    list[index] = volume
    placed.insert(volume)
    return .replaced(other)
  }

  /// Why a row of an import could not be stored, for a book that was opened with it.
  func refusal(of error: LedgerError) -> Unstorable? {
    guard case .overlap(let other) = error else { return error.refusal }
    return .overlap(other, inThisImport: placed.contains(other))
  }

  /// Takes the volume with these days and vendor out of force.
  mutating func remove(_ volume: Volume) {
    ranges[volume.vendor]?.removeAll { $0.from == volume.from && $0.to == volume.to }
  }

  /// Disjoint ranges that ascend by `from` ascend by `to`.
  private static func firstEnding(after day: Day, in list: [Volume]) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].to <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

import ScorecardModel

/// The packed evidence cells of one vendor in one month, ascending by (day, dimension).
///
/// A cell is a varint of `gap << 6 | mask`, where the gap is to the position after the last cell (position =
/// number of dimensions × day of the month + dimension) and the mask tells which of goods, half-bads, severe, harm, harm² and repeated
/// half-bads follow the logs, all as varints. About 9 bytes a cell instead of 72.
enum CellCoding {
  static func encode(_ cells: [EvidenceCell], month: Month) throws -> [UInt8] {
    let first = month.firstDay
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count * 12)
    var next = 0
    for cell in cells {
      let position = (cell.day - first) * Dimension.count + cell.dimension.index
      let sums = cell.sums
      let rest = [
        sums.goods, sums.halfBads, sums.severe, sums.harm, sums.harmSquared, sums.repeatedHalfBads,
      ]
      guard sums.incidentCount > 0, rest.allSatisfy({ $0 >= 0 }) else { throw DamagedCells() }
      var mask = 0
      for (bit, value) in rest.enumerated() where value != 0 { mask |= 1 << bit }
      append(UInt64((position - next) << 6 | mask), to: &bytes)
      append(UInt64(sums.incidentCount), to: &bytes)
      for value in rest where value != 0 { append(UInt64(value), to: &bytes) }
      next = position + 1
    }
    return bytes
  }

  /// Appends the cells that `bytes` holds.
  static func decode(
    _ bytes: UnsafeRawBufferPointer, month: Month, into cells: inout [EvidenceCell]
  ) throws(DamagedCells) {
    let first = month.firstDay
    var reader = Reader(bytes: bytes)
    var position: UInt64 = 0
    let dimensions = UInt64(Dimension.count)
    while !reader.isAtEnd {
      let head = try reader.next()
      guard head >> 6 < 31 * dimensions else { throw DamagedCells() }
      position += head >> 6
      var sums = EvidenceSums()
      sums.incidentCount = try reader.nextSum()
      if head & 1 != 0 { sums.goods = try reader.nextSum() }
      if head & 2 != 0 { sums.halfBads = try reader.nextSum() }
      if head & 4 != 0 { sums.severe = try reader.nextSum() }
      if head & 8 != 0 { sums.harm = try reader.nextSum() }
      if head & 16 != 0 { sums.harmSquared = try reader.nextSum() }
      if head & 32 != 0 { sums.repeatedHalfBads = try reader.nextSum() }
      let (day, index) = position.quotientAndRemainder(dividingBy: dimensions)
      guard day < 31, let dimension = Dimension.at(index: Int(index)) else { throw DamagedCells() }
      cells.append(EvidenceCell(day: first + Int(day), dimension: dimension, sums: sums))
      position += 1
    }
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    @inline(__always)
    mutating func next() throws(DamagedCells) -> UInt64 {
      guard offset < bytes.count else { throw DamagedCells() }
      let byte = bytes[offset]
      offset += 1
      return byte < 0x80 ? UInt64(byte) : try rest(of: UInt64(byte & 0x7F))
    }

    private mutating func rest(of low: UInt64) throws(DamagedCells) -> UInt64 {
      var value = low
      var shift: UInt64 = 7
      while offset < bytes.count, shift < 63 {
        let byte = bytes[offset]
        offset += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      throw DamagedCells()
    }

    mutating func nextSum() throws(DamagedCells) -> Int64 { Int64(try next()) }
  }
}

/// Packed cells that cannot be read.
package struct DamagedCells: Error {
  package init() {}
}

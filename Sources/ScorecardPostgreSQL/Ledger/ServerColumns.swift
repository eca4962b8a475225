import ScorecardLedger

/// A row of an answer, as ledgers read rows.
struct ServerColumns: RowColumns {
  private let row: ServerRow

  init(_ row: ServerRow) { self.row = row }

  func integer(_ column: Int32) throws -> Int64 { try row.value(Int(column), as: WholeNumber.self).value }

  func optionalInteger(_ column: Int32) throws -> Int64? {
    try row.optional(Int(column), as: WholeNumber.self)?.value
  }

  func optionalDouble(_ column: Int32) throws -> Double? { try row.optional(Int(column)) }
  func text(_ column: Int32) throws -> String { try row.value(Int(column)) }
  func optionalText(_ column: Int32) throws -> String? { try row.optional(Int(column)) }
  func bytes(_ column: Int32) throws -> [UInt8] { try row.value(Int(column)) }
}

/// A number of whatever width, or a truth value as 0 or 1.
private struct WholeNumber: ServerDecodable {
  let value: Int64

  static func reads(_ type: UInt32) -> Bool {
    Int64.reads(type) || Int32.reads(type) || Int16.reads(type) || Bool.reads(type)
  }

  init?(serverBytes bytes: UnsafeRawBufferPointer) {
    let found: Int64? =
      switch bytes.count {
      case 8: Int64(serverBytes: bytes)
      case 4: Int32(serverBytes: bytes).map(Int64.init)
      case 2: Int16(serverBytes: bytes).map(Int64.init)
      default: Bool(serverBytes: bytes).map { $0 ? 1 : 0 }
      }
    guard let found else { return nil }
    value = found
  }
}

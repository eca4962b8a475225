import GRDB
import ScorecardModel

/// Vendors and sources by their numbers in the file; rows hold numbers, so a name is stored once.
struct Names {
  private(set) var vendors: [Int64: Vendor.ID] = [:]
  private(set) var sources: [Int64: String] = [:]
  private var vendorNumbers: [Vendor.ID: Int64] = [:]
  private var sourceNumbers: [String: Int64] = [:]

  init(_ database: Database) throws {
    let vendorRows = try RawStatement(database, "SELECT number, id FROM vendor NOT INDEXED")
    while try vendorRows.next() { learn(vendor: vendorRows.text(1), number: vendorRows.integer(0)) }
    let sourceRows = try RawStatement(database, "SELECT number, name FROM source NOT INDEXED")
    while try sourceRows.next() { learn(source: sourceRows.text(1), number: sourceRows.integer(0)) }
  }

  func number(ofVendor id: Vendor.ID) -> Int64? { vendorNumbers[id] }
  func number(ofSource name: String) -> Int64? { sourceNumbers[name] }

  /// The vendor's number; a new vendor gets the next one.
  mutating func number(ofVendor id: Vendor.ID, addingTo database: Database) throws -> Int64 {
    if let number = vendorNumbers[id] { return number }
    let number = Int64(vendors.count + 1)
    let insert = try RawStatement(database, "INSERT INTO vendor (number, id) VALUES (?, ?)")
    insert.bind(number, at: 1)
    insert.bind(id, at: 2)
    try insert.run()
    learn(vendor: id, number: number)
    return number
  }

  /// The source's number; a new source gets the next one.
  mutating func number(ofSource name: String, addingTo database: Database) throws -> Int64 {
    if let number = sourceNumbers[name] { return number }
    let number = Int64(sources.count + 1)
    let insert = try RawStatement(database, "INSERT INTO source (number, name) VALUES (?, ?)")
    insert.bind(number, at: 1)
    insert.bind(name, at: 2)
    try insert.run()
    learn(source: name, number: number)
    return number
  }

  private mutating func learn(vendor id: Vendor.ID, number: Int64) {
    vendors[number] = id
    vendorNumbers[id] = number
  }

  private mutating func learn(source name: String, number: Int64) {
    sources[number] = name
    sourceNumbers[name] = number
  }
}

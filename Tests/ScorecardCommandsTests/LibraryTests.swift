import Foundation
import Testing
import VendorScorecard

/// Who uses the library gets what the program prints.
@Suite struct LibraryTests {
  @Test func `an evaluation encodes as scores --json`() throws {
    let desk = try Desk()
    try desk.fine("log", "northwind", "bad", "Lost", "-s", "5", "-d", "reliability", "--cost", "31.50")
    try desk.fine("log", "parcelo", "good", "Quick")
    try desk.fine("volume", "300", "--month", "2026-08")
    let workspace = try Workspace.open(desk.path, readOnly: true)
    let encoded = try JSONEncoder().encode(try workspace.evaluate(asOf: try Day("2026-09-22")))
    let object = try #require(try JSONSerialization.jsonObject(with: encoded) as? NSDictionary)
    #expect(object == (try desk.json("scores") as? NSDictionary))
    let incidents = try JSONEncoder().encode(try workspace.incidents())
    #expect(
      try JSONSerialization.jsonObject(with: incidents) as? NSArray == (desk.json("incidents") as? NSArray))
  }
}

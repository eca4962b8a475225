import Foundation
import VendorScorecard

let catalog = Catalog(
  store: "Kettle Shop", journey: [Stage(id: "shipping", name: "Shipping")],
  vendors: [
    Vendor(id: "northwind", name: "Northwind Freight", stage: "shipping"),
    Vendor(id: "parcelo", name: "Parcelo", stage: "shipping", role: .candidate),
  ])
let shop = try Workspace(inMemory: catalog)
let now = Timestamp(try Date("2026-09-22T10:00:00Z", strategy: .iso8601))
let lost = Incident(vendor: "northwind", day: try Day("2026-09-21"), outcome: .bad(.worst), summary: "Lost")
try shop.record(lost, at: now)
let scores = try shop.evaluate(asOf: try Day("2026-09-22"))
for card in scores.scorecards {
  print(card.vendor.name, Int(card.score.rounded()), card.advice.shown, scores.reason(for: card))
}

// The end of the quick start, which the README shows.

// The same in a folder, from asynchronous code: what blocks on the disk runs on a thread of its own.
let folder = FileManager.default.temporaryDirectory.appending(path: "library-client-\(UUID())").path
try Workspace.create(at: folder, catalog: catalog)
defer { try? FileManager.default.removeItem(atPath: folder) }
let workspace = try await Workspace.asynchronously { try Workspace.open(folder) }
let today = Day(Date(now), in: .gmt)
let report = try await workspace.asynchronously { workspace in
  for (day, text) in [(today - 3, "Told us of the delay"), (today - 1, "Here in a day")] {
    try workspace.record(Incident(vendor: "parcelo", day: day, outcome: .good, summary: text), at: now)
  }
  try workspace.recordOrders(40, at: now)
  return try workspace.evaluate(asOf: today)
}

// What a use case answers encodes as the JSON that its command prints.
if let card = report.scorecard("parcelo") {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  print(String(decoding: try encoder.encode(card), as: UTF8.self))
}

import Foundation
import ScorecardModel
import Testing
import VendorScorecard

/// A folder with a catalog, the interchange files, and the answers of an independent program.
struct ExpectedFolder {
  let url: URL

  /// Imports the folder's files into a fresh workspace, through every layer.
  func workspace() throws -> Workspace {
    let folder = FileManager.default.temporaryDirectory.appending(path: "expected-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: url.appending(path: "vendors.json"), to: folder.appending(path: "vendors.json"))
    let workspace = try Workspace.open(folder.path, readOnly: false)
    let files = ["incidents.csv", "volumes.csv", "checkins.csv"].map { url.appending(path: $0).path }
      .filter { FileManager.default.fileExists(atPath: $0) }
    let imports = try workspace.importFiles(
      files, options: ImportOptions(), at: Timestamp(seconds: 4_000_000_000))
    for file in imports {
      try #require(file.refused == 0 && file.stored, "\(file.file): \(file.diagnostics)")
    }
    return workspace
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func object(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: url.appending(path: name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}

/// Holds computed values against expected ones that are rounded to six decimals.
struct Agreement {
  private(set) var compared = 0
  private(set) var differences: [String] = []

  mutating func number(_ name: String, _ value: Double?, _ expected: Any?) {
    compared += 1
    switch (value, expected as? Double) {
    case (nil, nil): return
    case (let value?, let expected?) where abs(value - expected) <= max(2e-6, 1e-5 * abs(expected)): return
    default: differences.append("\(name): \(value as Any), expected \(expected ?? "none")")
    }
  }

  mutating func equal<T: Equatable>(_ name: String, _ value: T, _ expected: T) {
    compared += 1
    if value != expected { differences.append("\(name): \(value), expected \(expected)") }
  }

  mutating func scorecards(_ evaluation: Evaluation, _ expected: [String: Any]) throws {
    equal("vendors", Set(evaluation.scorecards.map(\.vendor.id)), Set(expected.keys))
    for card in evaluation.scorecards {
      let e = try #require(expected[card.vendor.id] as? [String: Any])
      try scorecard(card, e)
    }
  }

  private mutating func scorecard(_ card: Scorecard, _ e: [String: Any]) throws {
    let id = card.vendor.id
    equal("\(id) unit", card.exposure.unit.rawValue, e["unit"] as? String)
    equal("\(id) role", card.role.rawValue, e["role"] as? String)
    equal("\(id) advice", card.advice.shown.rawValue, e["advice"] as? String)
    equal("\(id) better", card.advice.better, e["better"] as? String)
    let numbers = [
      ("E", card.exposure.amount), ("S", card.harm.sum), ("Q", card.harm.sumOfSquares), ("M", card.harm.mean),
      ("A", card.harm.shape), ("B", card.harm.rate), ("ZR", card.evidence), ("phi", card.service.factor),
      ("X", card.service.quality), ("P", card.service.good), ("T", card.service.contacts),
      ("trouble", card.trouble.mean), ("BT", card.trouble.rate), ("score", card.score), ("low", card.low),
      ("high", card.high), ("seen", card.seen), ("pBest", card.bestProbability),
      ("gained", card.points.gained), ("worseBF", card.worsening.bayesFactor),
      ("worseAfter", Double(card.worsening.badDaysSince)),
    ]
    for (name, value) in numbers { number("\(id) \(name)", value, e[name]) }
    number("\(id) typical", card.typical, (e["unknown"] as? [Any])?.first)
    let dimensions = try #require(e["dims"] as? [String: Any])
    for dimension in Dimension.service {
      number("\(id) \(dimension)", card.service.dimensions[dimension], dimensions[dimension.rawValue])
    }
    lost(card, try #require(e["lost"] as? [String: Any]))
    let switching = e["switch"] as? [String: Any]
    number("\(id) switch p", card.switching?.probability, switching?["p"])
    number("\(id) switch gain", card.switching?.gain, switching?["gain"])
    number("\(id) switch volume", card.switching?.monthlyVolume, switching?["volume"])
    equal("\(id) alternative", card.switching?.alternative, switching?["alternative"] as? String)
  }

  mutating func lost(_ card: Scorecard, _ e: [String: Any]) {
    number("\(card.vendor.id) lost unknown", card.points.unknown, e["unknown"])
    for dimension in Dimension.allCases {
      number(
        "\(card.vendor.id) lost \(dimension)", card.points.dimensions[dimension], e[dimension.rawValue])
    }
  }

  /// Points and what each incident does, by the other system's key.
  mutating func explanation(_ explanation: Explanation, _ e: [String: Any]) throws {
    let card = explanation.scorecard
    lost(card, try #require(e["lost"] as? [String: Any]))
    number("\(card.vendor.id) gained", card.points.gained, e["gained"])
    let influence = try #require(e["influence"] as? [String: Any])
    // What does nothing need not be listed.
    var left = influence.filter { ($0.value as? Double) != 0 }
    for found in explanation.influences {
      let id = try #require(found.incident.incident.source?.id)
      left[id] = nil
      number("\(card.vendor.id) \(id)", found.points, influence[id])
    }
    equal("\(card.vendor.id) incidents without influence", left.keys.sorted(), [])
  }

  mutating func journey(_ journey: JourneyScore, _ e: [String: Any]) throws {
    let counted = journey.stages.filter(\.counted)
    equal("counted stages", counted.map(\.stage.id), e["counted"] as? [String] ?? [])
    number("journey mean", journey.reliability?.mean, e["mean"])
    equal("weakest", journey.weakest, e["weakest"] as? String)
    if journey.reliability != nil {
      number("journey low", journey.reliability?.low, e["low"])
      number("journey high", journey.reliability?.high, e["high"])
    }
    let stages = e["stages"] as? [String: Any] ?? [:]
    for stage in counted { number("stage \(stage.stage.id)", stage.reliability, stages[stage.stage.id]) }
    let vendors = e["vendors"] as? [String: [String: Any]] ?? [:]
    let primaries = counted.flatMap(\.primaries)
    equal("primaries", Set(primaries.map(\.id)), Set(vendors.keys))
    for primary in primaries {
      number("\(primary.id) p", primary.reliability, vendors[primary.id]?["p"])
      number("\(primary.id) importance", primary.importance, vendors[primary.id]?["importance"])
      number("\(primary.id) loss", primary.loss, vendors[primary.id]?["loss"])
    }
  }
}

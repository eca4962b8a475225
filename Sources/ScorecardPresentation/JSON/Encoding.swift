public import ScorecardModel

// What a use case answers encodes as the JSON that its command prints with `--json`; the keys are documented there and
// stay. It says less than the values hold (a scorecard names its vendor, and leaves the vendor's contact to the
// catalog), so it cannot be decoded to an equal value, and nothing here pretends to.

extension Evaluation: Encodable {
  /// As `scores --json`; ``journey`` has an encoding of its own.
  public func encode(to encoder: any Encoder) throws { try JSONText.scores(self).encode(to: encoder) }
}

extension Scorecard: Encodable {
  /// As an element of `vendors` in `scores --json`, without `estimated`, which is the evaluation's.
  public func encode(to encoder: any Encoder) throws { try JSONText.scorecard(self).encode(to: encoder) }
}

extension JourneyScore: Encodable {
  /// As `journey --json`, without the day, which is the evaluation's.
  public func encode(to encoder: any Encoder) throws {
    try JSONText.object(JSONText.members(self)).encode(to: encoder)
  }
}

extension QuarterReport: Encodable {
  /// As `report --json`.
  public func encode(to encoder: any Encoder) throws { try JSONText.report(self).encode(to: encoder) }
}

extension OutageReport: Encodable {
  /// As `outages VENDOR --json`.
  public func encode(to encoder: any Encoder) throws { try JSONText.outages(self).encode(to: encoder) }
}

extension AcrossReport: Encodable {
  /// As `across --json`.
  public func encode(to encoder: any Encoder) throws { try JSONText.across(self).encode(to: encoder) }
}

extension RecordedIncident: Encodable {
  /// As an element of `incidents --json`.
  public func encode(to encoder: any Encoder) throws { try JSONText.incident(self).encode(to: encoder) }
}

extension Catalog: Encodable {
  /// As `vendors.json` has it, without what is as usual.
  public func encode(to encoder: any Encoder) throws { try JSONText.catalog(self).encode(to: encoder) }
}

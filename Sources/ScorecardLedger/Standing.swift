package import ScorecardModel

/// Whether a state counts; the raw values are part of the ledger's format.
package enum Standing: Int64 {
  case inForce = 0
  /// Hidden by its owner; an import leaves it alone.
  case retracted = 1
  /// Hidden because the change that brought it was undone; importing it again brings it back.
  case voided = 2
  /// Told by a vendor or a monitor, and in no sum until its owner confirms it.
  case unconfirmed = 3
  /// In force. Schema 1 wrote it where another outage of the event counted for it, and its checksum says so; no new
  /// state has it.
  case linked = 4

  package var isHidden: Bool { self == .retracted || self == .voided }
  package var isInForce: Bool { self == .inForce || self == .linked }

  /// As a new state has it.
  package var current: Standing { self == .linked ? .inForce : self }

  /// For conditions in SQL.
  package static let isInForceSQL = "standing IN (0, 4)"

  /// How readers see it.
  package var shown: IncidentStanding {
    switch self {
    case .inForce, .linked: .counted
    case .retracted, .voided: .retracted
    case .unconfirmed: .unconfirmed
    }
  }

  /// Those that readers see as this.
  package static func shown(as standing: IncidentStanding) -> [Standing] {
    switch standing {
    case .counted: [.inForce, .linked]
    case .retracted: [.retracted, .voided]
    case .unconfirmed: [.unconfirmed]
    }
  }
}

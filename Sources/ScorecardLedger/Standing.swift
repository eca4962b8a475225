import ScorecardModel

/// Whether a state counts; the raw values are part of the ledger's format.
enum Standing: Int64 {
  case inForce = 0
  /// Hidden by its owner; an import leaves it alone.
  case retracted = 1
  /// Hidden because the change that brought it was undone; importing it again brings it back.
  case withdrawn = 2
  /// Told by a vendor or a monitor, and in no sum until its owner confirms it.
  case unconfirmed = 3
  /// In force, but another incident of the same outage counts for it.
  case linked = 4

  var isHidden: Bool { self == .retracted || self == .withdrawn }

  /// Without what its group of outages makes of it.
  var unlinked: Standing { self == .linked ? .inForce : self }

  /// How readers see it.
  var shown: IncidentStanding {
    switch self {
    case .inForce: .counted
    case .retracted, .withdrawn: .retracted
    case .unconfirmed: .unconfirmed
    case .linked: .linked
    }
  }

  /// Those that readers see as this.
  static func shown(as standing: IncidentStanding) -> [Standing] {
    switch standing {
    case .counted: [.inForce]
    case .retracted: [.retracted, .withdrawn]
    case .unconfirmed: [.unconfirmed]
    case .linked: [.linked]
    }
  }
}

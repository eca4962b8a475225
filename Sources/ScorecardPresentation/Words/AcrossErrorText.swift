import ScorecardModel

/// Why several shops cannot be looked at together, in a sentence.
enum AcrossErrorText {
  static func sentence(_ error: WorkspaceError) -> String {
    switch error {
    case .sameShop(let one, let other):
      one == other
        ? "\(one) is named twice. Name it once"
        : "\(one) and \(other) are one shop: the same folder, or copies of one ledger. Name one of them"
    case .otherPolicy(let one, let other):
      "\(one) and \(other) score by different policies, and their scores can't be compared. Write the same "
        + "\"policy\" in both \(WorkspaceLayout.catalogName), or leave it out of both"
    case .noSharedCarrier(let apart): noSharedCarrier(apart)
    case .shopLedger(let folder, let error): "\(folder): \(LedgerErrorText.sentence(error))"
    default: "looking across shops takes at least two: folders, or ledgers on a server"
    }
  }

  private static func noSharedCarrier(_ apart: WorkspaceError.Apart?) -> String {
    let lead = "no two of these shops have a carrier in common"
    guard let apart else {
      return lead
        + ". Where two vendors are the same company, write the same \"carrier\" beside their ids in both "
        + "\(WorkspaceLayout.catalogName), such as \"carrier\": \"dhl\""
    }
    return lead + " in one stage: \(apart.carrier) is in \(NameList.and(apart.stages)). Give the stage the "
      + "same id in their \(WorkspaceLayout.catalogName)"
  }
}

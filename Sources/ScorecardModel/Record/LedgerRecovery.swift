/// The way back when a ledger's file is damaged or gone.
public enum LedgerRecovery: Hashable, Sendable {
  /// All that is on record can be read, so the file can be rebuilt from it.
  case rebuild
  /// The newest good backup, and the shortest name that it is found by.
  case backup(Backup, name: String)
  /// On a server: all that is on record can be read, so a backup of it can go into a new ledger there.
  case newLedger
  /// No good backup is known.
  case unknown

  /// What to do about it; nil where there is no way back.
  public var next: NextStep? {
    switch self {
    case .rebuild: .repair
    case .backup(_, let name): .restore(name)
    case .newLedger: .backUp
    case .unknown: nil
    }
  }
}

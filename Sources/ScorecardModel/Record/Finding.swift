/// Something that a checkup of a workspace noticed.
public enum Finding: Hashable, Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// Data is wrong, or scores are.
    case problem
    /// Worth knowing; nothing is broken.
    case notice
  }

  // MARK: Problems
  /// Something in the ledger's file is not as it was written.
  case damage(LedgerDamage, LedgerRecovery)
  /// The ledger is empty, though there is a report that was made from one; that report's file.
  case ledgerLost(report: String, LedgerRecovery)
  /// A ledger's file with so many changes lies beside a catalog whose ledger is on a server: nothing of it counts.
  case ledgerUnused(changes: Int, ServerPlace)
  /// The ledger lacks changes that a backup has; the backup's name and the entries in it.
  case otherLedger(backup: String, incidentCount: Int)
  /// On record, but not in the catalog; the vendor there whose id is most like it.
  case uncataloguedVendor(Vendor.ID, closest: Vendor?)
  /// Entries dated after today; the first one's number.
  case futureEntries(count: Int, first: Int64, today: Day)

  // MARK: Notices
  /// The catalog's policy is not the one that the stored sums were made by.
  case policyChanged
  /// The same of sums on a server, which stay as they are until an owner says otherwise.
  case otherPolicy(ServerPlace)
  /// The newest change was made at a later moment than this computer's clock says.
  case clockBehind(lastChange: Timestamp, now: Timestamp)
  /// Other users of the computer can open the ledger.
  case openToOthers
  case readOnlyFolder(String)
  case evidence(EvidenceWarning)
  case stageWithoutPrimary(Stage)
  /// Nothing on record for half a year.
  case quietVendors([QuietVendor])
  /// The newest backup; its name.
  case unreadableBackup(String)
  /// The ledger's file was rebuilt from the record; under which name the damaged one is kept, and the tables that
  /// someone had added to it.
  case rebuilt(keptAs: String, additions: [String])

  public var kind: Kind {
    switch self {
    case .damage, .ledgerLost, .ledgerUnused, .otherLedger, .uncataloguedVendor, .futureEntries: .problem
    case .policyChanged, .otherPolicy, .clockBehind, .openToOthers, .readOnlyFolder, .evidence,
      .stageWithoutPrimary, .quietVendors, .unreadableBackup, .rebuilt:
      .notice
    }
  }

  /// What may be done about it with this program; nil when it takes something else, or nothing.
  public var next: NextStep? {
    switch self {
    case .damage(_, let recovery), .ledgerLost(_, let recovery): recovery.next
    case .ledgerUnused: .exportRecord()
    case .otherLedger: .backups()
    case .futureEntries(_, let first, _): .edit(first, .day)
    case .evidence(.primariesWithoutOrders): .recordOrders()
    case .quietVendors(let vendors): .log(about: vendors.count == 1 ? vendors[0].vendor.id : nil)
    case .unreadableBackup: .backUp
    case .otherPolicy: .adoptPolicy
    case .uncataloguedVendor, .policyChanged, .clockBehind, .openToOthers, .readOnlyFolder, .evidence,
      .stageWithoutPrimary, .rebuilt:
      nil
    }
  }
}

/// A vendor with nothing on record for a long time.
public struct QuietVendor: Hashable, Sendable {
  public var vendor: Vendor
  /// The last day with evidence; nil = there was none.
  public var lastDay: Day?

  public init(vendor: Vendor, lastDay: Day?) {
    self.vendor = vendor
    self.lastDay = lastDay
  }
}

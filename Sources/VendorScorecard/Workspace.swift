internal import Dispatch
internal import ScorecardLedger
public import ScorecardModel

/// One open folder: the owner's catalog, the ledger, and the use cases that work on both.
///
/// Takes the time from its callers; nothing in here reads the clock. What reads or writes the ledger blocks the thread
/// that calls it: on the disk, and up to the `busySeconds` that it was opened with while another process writes. From
/// asynchronous code go through ``asynchronously(_:)-(_)``.
public final class Workspace: Sendable {
  /// Absolute path, without a slash at the end; nil for one in memory.
  public let directory: String?
  public let catalog: Catalog
  public let calendar: StoreCalendar
  /// Where its ledger is.
  public let place: LedgerPlace
  let ledger: any Ledger
  /// The files as they were when it was opened; nil for one in memory.
  let opened: OpenedFiles?
  let memory = ReadMemory()
  /// For ``asynchronously(_:)-(_)``.
  let queue = DispatchQueue(label: "vendorscore.workspace")

  init(
    directory: String?, catalog: Catalog, calendar: StoreCalendar, place: LedgerPlace, ledger: any Ledger,
    opened: OpenedFiles? = nil
  ) {
    self.place = place
    self.opened = opened
    self.directory = directory
    self.catalog = catalog
    self.calendar = calendar
    self.ledger = ledger
  }

  /// What is where in its folder.
  ///
  /// - Throws: ``WorkspaceError/noFolder`` for one in memory.
  public var layout: WorkspaceLayout {
    get throws(WorkspaceError) {
      guard let directory else { throw .noFolder }
      return WorkspaceLayout(directory)
    }
  }

  // MARK: Names

  /// The vendor with this id, name or alias.
  ///
  /// - Throws: ``WorkspaceError/unknownVendor(typed:closest:)``.
  public func vendor(named typed: String) throws(WorkspaceError) -> Vendor {
    switch VendorNames(catalog).find(typed) {
    case .exact(let vendor): return vendor
    case .close(let vendors):
      throw .unknownVendor(typed: typed, closest: Array(vendors.prefix(VendorNames.mostClosest)))
    case .none: throw .unknownVendor(typed: typed, closest: [])
    }
  }

  /// The stage with this id or name.
  ///
  /// - Throws: ``WorkspaceError/unknownStage(typed:journey:)``.
  public func stage(named typed: String) throws(WorkspaceError) -> Stage {
    try Workspace.stage(named: typed, in: catalog)
  }

  func known(_ id: Vendor.ID) throws(WorkspaceError) -> Vendor {
    try Workspace.known(id, in: catalog)
  }
}

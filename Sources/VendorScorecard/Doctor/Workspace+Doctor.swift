internal import FileSystem
internal import ScorecardLedger
public import ScorecardModel

extension Workspace {
  /// Days without evidence after which a vendor's score says little about today.
  private static let quietDays = 180

  /// Looks for damage, contradictions and gaps; changes nothing. Blocks on the disk.
  ///
  /// The catalog is strict, so what ``open(_:readOnly:busySeconds:author:ledgerAddress:)`` took has no mistakes of form left.
  /// - Parameters:
  ///   - now: read after the rows, which takes a while.
  ///   - full: whether to read every row and count the sums again, which takes seconds for a million.
  /// - Returns: problems first, then notices; empty when all is well.
  public func doctor(at now: @autoclosure () throws -> Timestamp, full: Bool = true) throws -> [Finding] {
    let damage = try ledgerFindings(full ? .full : .quick)
    let findings: [Finding]
    do { findings = try damage + otherFindings(at: now()) } catch let error as LedgerError {
      // As much as can be read of a damaged one.
      guard damage.contains(where: { $0.kind == .problem }) else { throw error }
      return damage
    }
    return findings.filter { $0.kind == .problem } + findings.filter { $0.kind == .notice }
  }

  private func otherFindings(at now: Timestamp) throws -> [Finding] {
    let today = calendar.day(of: now)
    // Looks at the ledger's file by itself, which must not be read meanwhile.
    let backups = directory == nil ? [] : try backupFindings()
    return try snapshot { snapshot in
      try uncataloguedVendorFindings(snapshot) + futureFindings(after: today, snapshot)
        + clockFindings(at: now, snapshot) + folderFindings(snapshot, backups) + emptyStages(on: today)
        + snapshot.evaluate(asOf: today).warnings.map(Finding.evidence)
        + quietVendors(snapshot.evidence(), today: today)
    }
  }

  /// None of a workspace in memory.
  private func folderFindings(_ snapshot: Snapshot, _ backups: [Finding]) throws -> [Finding] {
    guard let directory else { return [] }
    let own = try care.findings(changes: snapshot.changes(limit: 1).first?.number ?? 0)
    let isLost = own.contains { if case .ledgerLost = $0 { true } else { false } }
    let folder: [Finding] =
      Access.toWrite.problem(at: directory) == nil ? [] : [.readOnlyFolder(directory)]
    return (isLost ? [] : backups) + own + folder
  }

  /// Makes the ledger's file anew from the record, if anything else in it is damaged: sums, indexes, triggers. Needs no
  /// ledger that opens. Blocks on the disk.
  ///
  /// - Parameters:
  ///   - directory: the workspace.
  ///   - ledgerAddress: as of ``open(_:readOnly:busySeconds:author:ledgerAddress:)``.
  /// - Returns: what was done, and the name under which the damaged file is kept; nil when nothing was to be done.
  /// - Throws: ``LedgerError``, such as damaged when that is in the record; the ledger stays as it was.
  ///   ``WorkspaceError/notRepairable(_:)`` on a server.
  public static func repair(
    in directory: String, at now: Timestamp, ledgerAddress: String? = nil
  ) throws -> Finding? {
    try LedgerPlace.of(folder: directory, address: ledgerAddress).care(in: WorkspaceLayout(directory))
      .repair(by: policy(in: directory), keepingOldAs: asideName(in: directory, at: now))
  }

  /// The way back after an error that says that a ledger is damaged or gone: rebuilding it, if all that is on record can
  /// be read, or the newest good backup. Blocks on the disk.
  ///
  /// - Returns: nil after an error that says nothing of the kind.
  public static func recovery(after error: any Error) -> LedgerRecovery? {
    let path: String
    switch error {
    case LedgerError.damaged(let place, _), LedgerError.missing(let place), LedgerError.foreign(let place):
      path = place
    default: return nil
    }
    // A ledger on a server describes itself otherwise, and it is not said where its backups are.
    guard path.hasPrefix("/") else { return nil }
    let directory = Folder.of(path)
    guard path == WorkspaceLayout(directory).ledger else { return .unknown }
    return BackupStore().isRecordWhole(path) ? .rebuild : backupToRestore(in: directory)
  }

  /// The newest good backup as the way back.
  static func backupToRestore(in directory: String) -> LedgerRecovery {
    newestGoodBackup(in: directory).map { .backup($0, name: shortName(of: $0, in: directory)) } ?? .unknown
  }

  private var backupToRestore: LedgerRecovery {
    directory.map { Workspace.backupToRestore(in: $0) } ?? .unknown
  }

  /// Makes the stored sums those of the catalog's policy, for all who share the ledger. One in a file does so by itself with
  /// its next change; on a server the tables' owner may. Blocks on the disk or the server.
  ///
  /// - Returns: false when they are already.
  /// - Throws: ``LedgerError``.
  public func adoptPolicy() throws -> Bool { try ledger.adoptPolicy() }

  private func ledgerFindings(_ depth: CheckupDepth) throws -> [Finding] {
    let problems = try ledger.checkup(depth: depth)
    let isWhole = problems.allSatisfy { $0.damage == .otherPolicy || $0.repairable }
    let recovery = isWhole ? (try? care)?.renewal ?? .rebuild : backupToRestore
    var other = Finding.policyChanged
    if case .server(let place) = place { other = .otherPolicy(place) }
    return problems.map { $0.damage == .otherPolicy ? other : .damage($0.damage, recovery) }
  }

  private func uncataloguedVendorFindings(_ snapshot: Snapshot) throws -> [Finding] {
    let stray = try snapshot.reader.vendorsOnRecord().subtracting(catalog.vendors.map(\.id)).sorted()
    return stray.map { .uncataloguedVendor($0, closest: VendorNames(catalog).closest($0, limit: 1).first) }
  }

  private func futureFindings(after today: Day, _ snapshot: Snapshot) throws -> [Finding] {
    let ahead = try snapshot.incidents(IncidentFilter(from: today + 1))
    return ahead.first.map { [.futureEntries(count: ahead.count, first: $0.id, today: today)] } ?? []
  }

  /// Whether this computer's clock has been put back since the last change.
  private func clockFindings(at now: Timestamp, _ snapshot: Snapshot) throws -> [Finding] {
    guard let last = try snapshot.changes(limit: 1).first, last.at > now else { return [] }
    return [.clockBehind(lastChange: last.at, now: now)]
  }

  private func emptyStages(on today: Day) -> [Finding] {
    let roles = catalog.roles
    let carried = Set(
      catalog.vendors.indices.filter { roles.role(of: $0, on: today) == .primary }
        .map { catalog.vendors[$0].stage })
    return catalog.journey.filter { !carried.contains($0.id) }.map(Finding.stageWithoutPrimary)
  }

  private func quietVendors(_ evidence: Evidence, today: Day) -> [Finding] {
    let roles = catalog.roles
    let quiet = catalog.vendors.indices.compactMap { place -> QuietVendor? in
      let (vendor, role) = (catalog.vendors[place], roles.role(of: place, on: today))
      if role == .former { return nil }
      let last = lastEvidence(of: vendor, role, evidence)
      // Silence begins where something could have been said: not before the record, nor before the vendor.
      let began = max(evidence.firstDay ?? today, roles.firstSince(of: place) ?? .earliest)
      if today - (last ?? began) < Self.quietDays { return nil }
      return QuietVendor(vendor: vendor, lastDay: last)
    }
    return quiet.isEmpty ? [] : [.quietVendors(quiet)]
  }

  private func lastEvidence(of vendor: Vendor, _ role: Role, _ evidence: Evidence) -> Day? {
    let stated = role == .primary ? evidence.checkIns.last : nil
    let carried = evidence.volumes
      .filter { $0.vendor == vendor.id || $0.vendor == nil && role == .primary }.map { $0.to - 1 }
      .max()
    return [evidence.cells[vendor.id]?.last?.day, stated, carried].compactMap { $0 }.max()
  }
}

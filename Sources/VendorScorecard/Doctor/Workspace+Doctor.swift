internal import FileSystem
internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardPresentation

/// Something that `doctor` noticed.
public struct Finding: Hashable, Sendable {
  public enum Kind: String, Sendable, Hashable {
    /// Data is wrong, or scores are.
    case problem
    /// Worth knowing; nothing is broken.
    case notice
  }

  public var kind: Kind
  public var message: String
  /// What to do about it.
  public var next: String

  public init(_ kind: Kind, _ message: String, next: String) {
    self.kind = kind
    self.message = message
    self.next = next
  }
}

extension Workspace {
  /// Days without evidence after which a vendor's score says little about today.
  private static let quietDays = 180

  /// Looks for damage, contradictions and gaps; changes nothing. Blocks on the disk.
  ///
  /// The catalog is strict, so what ``open(_:readOnly:busySeconds:)`` took has no mistakes of form left.
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
        + snapshot.evaluate(asOf: today).warnings.map(finding)
        + quietVendors(snapshot.evidence(), today: today)
    }
  }

  /// None of a workspace in memory.
  private func folderFindings(_ snapshot: Snapshot, _ backups: [Finding]) throws -> [Finding] {
    guard let directory else { return [] }
    let lost = try lostLedger(snapshot)
    return (lost.isEmpty ? backups : lost) + permissionFindings(directory)
  }

  /// Makes the ledger's file anew from the record, if anything else in it is damaged: sums, indexes, triggers. Needs no
  /// ledger that opens. Blocks on the disk.
  ///
  /// - Parameter directory: the workspace.
  /// - Returns: what was done, and the name under which the damaged file is kept; nil when nothing was to be done.
  /// - Throws: ``LedgerError``, such as damaged when that is in the record; the ledger stays as it was.
  public static func repair(in directory: String, at now: Timestamp) throws -> Finding? {
    let copies = BackupStore(policy: policy(in: directory))
    guard
      let replacedFile = try copies.repair(
        WorkspaceLayout(directory).ledger, keepingOldAs: asideName(in: directory, at: now))
    else { return nil }
    let added = (try? copies.additions(in: replacedFile)) ?? []
    let only = added.isEmpty ? "" : " Only there is what someone added to it: \(NameList.and(added))."
    return Finding(
      .notice, "the ledger was made anew; all that was on record is in it",
      next:
        "the damaged file is kept as \(Folder.name(of: replacedFile)).\(only) Delete it when you like")
  }

  /// Whether ``repair(in:at:)`` would keep all that is on record. Blocks on the disk.
  public static func isRecordWhole(in directory: String) -> Bool {
    BackupStore().isRecordWhole(WorkspaceLayout(directory).ledger)
  }

  private func ledgerFindings(_ depth: CheckupDepth) throws -> [Finding] {
    let problems = try ledger.checkup(depth: depth)
    let isWhole = problems.allSatisfy { $0 == .otherPolicy || $0.repairable }
    let next =
      isWhole
      ? "nothing on record is lost: `vendorscore doctor --repair` makes the rest anew from it"
      : recoveryHint()
        ?? "no backup of it is known; copy \(WorkspaceLayout.ledgerName) elsewhere before you try anything"
    return problems.map {
      if $0 == .otherPolicy {
        return Finding(
          .notice, "the policy in \(WorkspaceLayout.catalogName) is a new one; scores follow it already",
          next: "nothing: the next change on record brings the stored sums up to date")
      }
      return Finding(.problem, $0.message, next: next)
    }
  }

  /// Reports are made from a ledger; where they are and it holds nothing, the ledger has been lost.
  private func lostLedger(_ snapshot: Snapshot) throws -> [Finding] {
    guard try snapshot.changes(limit: 1).isEmpty,
      let report = try? Folder.names(in: layout.reports)
        .last(where: { Quarter($0.prefix(7)) != nil })
    else { return [] }
    return [
      Finding(
        .problem,
        "there was no ledger: \(WorkspaceLayout.ledgerName) is empty, though \(WorkspaceLayout.reportsName)/\(report) was "
          + "made from one",
        next: recoveryHint()
          ?? "put your own copy of \(WorkspaceLayout.ledgerName) in its place, or import what you have exported"
      )
    ]
  }

  private func uncataloguedVendorFindings(_ snapshot: Snapshot) throws -> [Finding] {
    let stray = try snapshot.reader.vendorsOnRecord().subtracting(catalog.vendors.map(\.id)).sorted()
    return stray.map { id in
      let closest = VendorNames(catalog).closest(id, limit: 1).first
      return Finding(
        .problem, "\"\(id)\" is on record, but not in \(WorkspaceLayout.catalogName); it is in no score",
        next: "add it there, also if you left it"
          + (closest.map { ", or give \($0.name) its old id again" } ?? ""))
    }
  }

  private func futureFindings(after today: Day, _ snapshot: Snapshot) throws -> [Finding] {
    let ahead = try snapshot.incidents(IncidentFilter(from: today + 1))
    guard let first = ahead.first else { return [] }
    let many = ahead.count == 1 ? "#\(first.id) is" : "\(ahead.count) incidents, #\(first.id) first, are"
    return [
      Finding(
        .problem, "\(many) dated after today, \(DayText.short(today))",
        next: "check this computer's clock, or correct the date: `vendorscore edit \(first.id) --on DATE`")
    ]
  }

  /// Whether this computer's clock has been put back since the last change.
  private func clockFindings(at now: Timestamp, _ snapshot: Snapshot) throws -> [Finding] {
    guard let last = try snapshot.changes(limit: 1).first, last.at > now else { return [] }
    return [
      Finding(
        .notice,
        "the newest change is of \(DayText.moment(last.at)), and this computer's clock says \(DayText.moment(now))",
        next: "set the clock right; the order on record does not hang on it")
    ]
  }

  private func permissionFindings(_ directory: String) -> [Finding] {
    var findings: [Finding] = []
    let ledger = try? FileStatus.of(WorkspaceLayout(directory).ledger, followingLinks: true)
    if let ledger, ledger.isOpenToOthers {
      findings.append(
        Finding(
          .notice, "other users of this computer can open \(WorkspaceLayout.ledgerName)",
          next: "chmod 600 \(WorkspaceLayout.ledgerName)"))
    }
    if Access.toWrite.problem(at: directory) != nil {
      findings.append(
        Finding(.notice, "nothing can be written here; reading works", next: "see who owns \(directory)"))
    }
    return findings
  }

  private func finding(_ warning: EvidenceWarning) -> Finding {
    let next =
      switch warning {
      case .primariesWithoutOrders: "record its orders: `vendorscore volume ORDERS --month YYYY-MM`"
      case .formerWithoutPeriod: "give its role, since and until in \(WorkspaceLayout.catalogName)"
      case .uncataloguedVendors: "add it to \(WorkspaceLayout.catalogName), also if you left it"
      }
    return Finding(.notice, EvidenceText.sentence(warning, in: catalog), next: next)
  }

  private func emptyStages(on today: Day) -> [Finding] {
    let roles = catalog.roles
    let carried = Set(
      catalog.vendors.indices.filter { roles.role(of: $0, on: today) == .primary }
        .map { catalog.vendors[$0].stage })
    return catalog.journey.filter { !carried.contains($0.id) }.map {
      Finding(
        .notice, "\($0.name) has no primary vendor, so the journey leaves it out",
        next: "name who carries it in \(WorkspaceLayout.catalogName)")
    }
  }

  private func quietVendors(_ evidence: Evidence, today: Day) -> [Finding] {
    let roles = catalog.roles
    let quiet = catalog.vendors.indices.compactMap { place -> (id: Vendor.ID, name: String)? in
      let (vendor, role) = (catalog.vendors[place], roles.role(of: place, on: today))
      if role == .former { return nil }
      let last = lastEvidence(of: vendor, role, evidence)
      if let last, today - last < Self.quietDays { return nil }
      let since = last.map { " (the last is of \(DayText.short($0)))" } ?? ""
      return (vendor.id, vendor.name + since)
    }
    guard let first = quiet.first else { return [] }
    let names = NameList.and(quiet.map(\.name))
    let who = quiet.count == 1 ? first.id : "VENDOR"
    return [
      Finding(
        .notice, "nothing on record for half a year about \(names)",
        next: "log the next experience, good or bad: `vendorscore log \(who)`")
    ]
  }

  private func lastEvidence(of vendor: Vendor, _ role: Role, _ evidence: Evidence) -> Day? {
    let stated = role == .primary ? evidence.checkIns.last : nil
    let carried = evidence.volumes
      .filter { $0.vendor == vendor.id || $0.vendor == nil && role == .primary }.map { $0.to - 1 }
      .max()
    return [evidence.cells[vendor.id]?.last?.day, stated, carried].compactMap { $0 }.max()
  }
}

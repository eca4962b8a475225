package import ScorecardModel

/// Everything that a ledger was told, in the order of a record and with the checksums that it was stored with.
package protocol RecordSource: AnyObject {
  func names() throws -> IDRegistry
  func currency() throws -> String?
  /// The mark of a version that kept no records of other systems' things, tied to the log by the chain's value at that
  /// change; 0 = there is none.
  /// - Throws: ``DamagedRow`` where it isn't tied.
  func checkedCountedUntil() throws -> Int64
  /// How many of each there are, states with their earlier ones.
  func counts() throws -> RecordCounts
  /// By (id, revision).
  func forEachState(_ body: (IncidentRow, _ checksum: Int64) throws -> Void) throws
  /// By (id, revision).
  func forEachRecordState(_ body: (SourceRecordRow, _ checksum: Int64) throws -> Void) throws
  func forEachVolume(_ body: (VolumeRow, _ checksum: Int64) throws -> Void) throws
  func forEachCheckIn(_ body: (CheckInRow, _ checksum: Int64) throws -> Void) throws
  func forEachChange(_ body: (ChangeRow) throws -> Void) throws
}

package struct RecordCounts: Hashable, Sendable {
  package var incidents = 0
  package var sourceRecords = 0
  package var volumes = 0
  package var checkIns = 0
  package var changes = 0

  package init() {}
}

import ScorecardModel
import Synchronization
import VendorScorecard

/// The open workspace, opened again when its files were replaced: by an editor, a command or a restore.
final class Shelf: Sendable {
  private let current: Mutex<Workspace?>
  private let open: @Sendable () throws -> Workspace

  /// - Parameter open: blocks on the disk.
  init(_ open: @escaping @Sendable () throws -> Workspace) {
    self.open = open
    current = Mutex(nil)
  }

  /// Does what reads or writes on a thread of its own, with the workspace as its files are now.
  func use<Value: Sendable>(_ work: @escaping @Sendable (Workspace) throws -> Value) async throws -> Value {
    let workspace = try await Workspace.asynchronously { try self.workspace() }
    return try await workspace.asynchronously(work)
  }

  private func workspace() throws -> Workspace {
    try current.withLock { current in
      if let current, current.isUpToDate { return current }
      let opened = try open()
      current = opened
      return opened
    }
  }
}

import Dispatch
import Synchronization
import Testing
import VendorScorecard

/// What blocks, from asynchronous code.
@Suite struct AsynchronousTests {
  private func workspace() throws -> Workspace {
    try Workspace(
      inMemory: Catalog(
        store: "S", journey: [Stage(id: "shipping")],
        vendors: [Vendor(id: "parcelo", name: "Parcelo", stage: "shipping")]))
  }

  @Test func `calls are done in their order, off the caller's thread`() async throws {
    let workspace = try workspace()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          _ = try await workspace.asynchronously { workspace in
            try workspace.record(
              Incident(vendor: "parcelo", day: try Day("2026-09-01"), outcome: .good, summary: "\(number)"),
              at: .noon("2026-09-01"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await workspace.asynchronously { try $0.incidents().count } == 20)
    #expect(try await workspace.asynchronously { try $0.incidents().map(\.id).sorted() } == Array(1...20))
  }

  @Test func `a call that blocks holds up no task`() async throws {
    let workspace = try workspace()
    let gate = DispatchSemaphore(value: 0)
    // More than there are threads of Swift's own; the last lets the others go on.
    let blocked = (0..<64).map { _ in Task { try await Workspace.asynchronously { gate.wait() } } }
    try await workspace.asynchronously { _ in for _ in 0..<64 { gate.signal() } }
    for task in blocked { try await task.value }
  }

  @Test func `what fails says why`() async throws {
    let workspace = try workspace()
    await #expect(throws: LedgerError.noIncident(7)) {
      try await workspace.asynchronously { try $0.incident(7) }
    }
    await #expect(throws: WorkspaceError.self) {
      try await Workspace.asynchronously { try Workspace.open("/no/such/folder") }
    }
  }

  @Test func `what was cancelled before it began is not done`() async throws {
    let workspace = try workspace()
    let done = Atomic(false)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await workspace.asynchronously { _ in done.store(true, ordering: .relaxed) }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    let isDone = done.load(ordering: .relaxed)
    #expect(!isDone)
  }
}

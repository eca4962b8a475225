private import Dispatch

// Everything that a workspace does blocks the thread that calls it: on the disk, and for as long as another process
// writes. From a task of Swift's own threads, of which there are as many as cores, call it through these.

extension Workspace {
  /// Does what blocks on a thread of its own, such as opening a workspace.
  ///
  /// - Throws: what `work` throws; `CancellationError` when the task is cancelled before it begins.
  @discardableResult
  public static func asynchronously<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await run(on: .global(), work)
  }

  /// Does what blocks with this workspace on a thread of its own, one after another in the order of the calls:
  /// `try await workspace.asynchronously { try $0.evaluate(asOf: day) }`.
  ///
  /// - Throws: what `work` throws; `CancellationError` when the task is cancelled before it begins. What has begun ends.
  @discardableResult
  public func asynchronously<Value: Sendable>(
    _ work: @escaping @Sendable (Workspace) throws -> Value
  ) async throws -> Value {
    try await Workspace.run(on: queue) { try work(self) }
  }

  private static func run<Value: Sendable>(
    on queue: DispatchQueue, _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try Task.checkCancellation()
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: work)) }
    }
  }
}

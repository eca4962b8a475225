private import Dispatch
private import Synchronization

/// Makes items on a thread of its own while the caller works on the earlier ones: a file is read and parsed beside
/// the ledger's writing.
enum ReadAhead {
  /// Items that change hands at once, and batches that may wait: enough to hide the hand-over, few enough that
  /// memory does not grow with the file.
  private static let batch = 256
  private static let waiting = 8

  /// - Parameters:
  ///   - produce: calls its argument with each item, on the other thread.
  ///   - consume: takes the items in their order, on the caller's thread.
  /// - Returns: what `produce` returns, after its last item was consumed. When either throws, the other one ends
  ///   too, and the error is thrown here; nothing runs on afterwards.
  static func run<Item: Sendable, Value: Sendable>(
    _ produce: @escaping @Sendable (_ emit: @escaping (Item) throws -> Void) throws -> Value,
    consume: (Item) throws -> Void
  ) throws -> Value {
    let channel = Channel<Item, Value>(waiting: waiting)
    DispatchQueue(label: "read-ahead").async {
      var items: [Item] = []
      let result = Result {
        let value = try produce { item in
          items.append(item)
          guard items.count == batch else { return }
          try channel.send(items)
          items = []
          items.reserveCapacity(batch)
        }
        try channel.send(items)
        return value
      }
      // What came before a failure is still consumed, as it would be without a second thread.
      if case .failure = result { try? channel.send(items) }
      channel.end(result)
    }
    do {
      while let items = channel.receive() {
        for item in items { try consume(item) }
      }
    } catch {
      channel.cancel()
      throw error
    }
    return try channel.result()
  }
}

/// A bounded queue of batches between two threads.
private final class Channel<Item: Sendable, Value: Sendable>: Sendable {
  private struct State {
    var batches: [[Item]] = []
    var result: Result<Value, any Error>?
    var isCancelled = false
  }

  private struct Cancelled: Error {}

  private let state = Mutex(State())
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  init(waiting: Int) {
    for _ in 0..<waiting { free.signal() }
  }

  func send(_ items: [Item]) throws {
    free.wait()
    try state.withLock { state in
      if state.isCancelled { throw Cancelled() }
      state.batches.append(items)
    }
    filled.signal()
  }

  func end(_ result: Result<Value, any Error>) {
    state.withLock { $0.result = result }
    filled.signal()
  }

  /// nil at the end.
  func receive() -> [Item]? {
    filled.wait()
    guard let items = state.withLock({ $0.batches.isEmpty ? nil : $0.batches.removeFirst() }) else {
      return nil
    }
    free.signal()
    return items
  }

  /// Lets the producer run into its next hand-over, and waits for it to stop.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.batches = []
    }
    while state.withLock({ $0.result == nil }) {
      free.signal()
      filled.wait()
    }
  }

  func result() throws -> Value {
    guard let result = state.withLock({ $0.result }) else { throw Cancelled() }
    return try result.get()
  }
}

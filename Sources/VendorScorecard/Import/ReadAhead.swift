internal import Dispatch
internal import Synchronization

/// Makes items on a thread of its own while the caller works on the earlier ones: a file is read and parsed beside
/// the ledger's writing.
enum ReadAhead {
  /// Items that change hands at once, and batches that may wait: enough to hide the hand-over, few enough that
  /// memory does not grow with the file.
  static let usualBatch = 256
  private static let waiting = 8

  /// - Parameters:
  ///   - produce: calls its argument with each item, on the other thread.
  ///   - batch: how many change hands at once.
  ///   - prepare: is shown those that change hands together, before those that changed hands before them are taken; none
  ///     at the end.
  ///   - consume: takes the items in their order, on the caller's thread.
  /// - Returns: what `produce` returns, after its last item was consumed. When either throws, the other one ends
  ///   too, and the error is thrown here; nothing runs on afterwards.
  static func run<Item: Sendable, Value: Sendable>(
    _ produce: @escaping @Sendable (_ emit: @escaping (Item) throws -> Void) throws -> Value,
    batch: Int = usualBatch, prepare: (([Item]) throws -> Void)? = nil, consume: (Item) throws -> Void
  ) throws -> Value {
    let channel = Channel<Item, Value>(waiting: waiting)
    let isWanted = Atomic(true)
    DispatchQueue(label: "read-ahead").async {
      var items: [Item] = []
      let result = Result {
        try produce { item in
          items.append(item)
          guard items.count == batch else { return }
          guard isWanted.load(ordering: .relaxed) else { throw Unwanted() }
          channel.send(.items(items))
          items = []
          items.reserveCapacity(batch)
        }
      }
      // What came before a failure is still consumed, as it would be without a second thread.
      channel.send(.items(items))
      channel.send(.end(result))
    }
    var failure: (any Error)?
    var next: [Item] = []
    while true {
      switch channel.receive() {
      case .end(let result):
        if let failure { throw failure }
        try prepare?([])
        for item in next { try consume(item) }
        return try result.get()
      case .items(let items) where failure == nil:
        do {
          var taken = items
          if let prepare {
            try prepare(items)
            swap(&taken, &next)
          }
          for item in taken { try consume(item) }
        } catch {
          failure = error
          isWanted.store(false, ordering: .relaxed)
        }
      case .items: break
      }
    }
  }

  private struct Unwanted: Error {}
}

private enum Batch<Item: Sendable, Value: Sendable>: Sendable {
  case items([Item])
  case end(Result<Value, any Error>)
}

/// A bounded queue of batches from one thread to one other.
private final class Channel<Item: Sendable, Value: Sendable>: Sendable {
  /// Only one of the threads has a slot at any time. The semaphores see to that, so nobody ever waits for the lock:
  /// the thread sanitizer knows semaphores, but not a `Mutex` that is waited for, and would report a race.
  private final class Slot: Sendable {
    let batch = Mutex(Batch<Item, Value>.items([]))
  }

  private let slots: [Slot]
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let sent = Atomic(0)
  private let received = Atomic(0)

  init(waiting: Int) {
    slots = (0..<waiting).map { _ in Slot() }
    for _ in slots { free.signal() }
  }

  func send(_ batch: Batch<Item, Value>) {
    free.wait()
    next(sent).batch.withLock { $0 = batch }
    filled.signal()
  }

  func receive() -> Batch<Item, Value> {
    filled.wait()
    let batch = next(received).batch.withLock { batch in
      defer { batch = .items([]) }
      return batch
    }
    free.signal()
    return batch
  }

  private func next(_ count: borrowing Atomic<Int>) -> Slot {
    slots[count.wrappingAdd(1, ordering: .relaxed).oldValue % slots.count]
  }
}

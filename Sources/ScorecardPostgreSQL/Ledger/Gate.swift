#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lets one thread through at a time, for as long as it takes.
///
/// A `Mutex` would want what passes to be handed over between threads, which a ledger's answers are not. Unchecked, since a
/// pointer is never `Sendable`; what it points to is made for several threads.
final class Gate: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func pass<T>(_ body: () throws -> T) rethrows -> T {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Pause {
  /// Holds the thread up.
  static func take(milliseconds: Int) {
    var time = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
    _ = nanosleep(&time, nil)
  }
}

import ScorecardModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ServerConnection {
  /// Logs in, or says why not.
  ///
  /// Step by step, and not by the one call that libpq has for all of it: only between the first step and the next can its
  /// messages be made verbose, so that they tell SQLSTATE. What the steps can't do is to leave an address that doesn't
  /// answer for the host's next one. So when half of the time is over, libpq's own call begins anew.
  func logIn(_ settings: ConnectionSettings) throws(ServerFailure) {
    _ = library.setErrorVerbosity(handle, LibPQ.Verbosity.verbose)
    // Unasked for, libpq would write what a server says to standard error.
    _ = library.setNoticeProcessor(handle, { _, _ in }, nil)
    let patience = settings.timeout == 0 || settings.isSocket ? settings.timeout : (settings.timeout + 1) / 2
    switch takeSteps(within: patience) {
    case .loggedIn: return
    case .refused: break
    case .timedOut:
      if settings.isSocket { throw .unreachable("no answer within \(settings.timeout) s") }
      library.reset(handle)
      if isThere { return }
    }
    let wantsPassword = library.connectionNeedsPassword(handle) != 0
    throw LoginMessage(library.message(of: handle)).failure(wantsPassword: wantsPassword, filter: filter)
  }

  private enum Login {
    case loggedIn
    case refused
    case timedOut
  }

  private func takeSteps(within seconds: Int) -> Login {
    if library.status(handle) == LibPQ.ConnectionStatus.bad { return .refused }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var wanted = LibPQ.Polling.writing
    while true {
      guard wait(for: wanted, until: seconds == 0 ? nil : deadline) else { return .timedOut }
      wanted = library.connectPoll(handle)
      if wanted == LibPQ.Polling.ok { return .loggedIn }
      if wanted == LibPQ.Polling.failed { return .refused }
    }
  }

  /// - Returns: whether the connection is ready, not too late.
  private func wait(for step: Int32, until deadline: ContinuousClock.Instant?) -> Bool {
    let events = step == LibPQ.Polling.reading ? POLLIN : POLLOUT
    while true {
      // Another one for each address.
      var socket = pollfd(fd: library.socket(handle), events: Int16(events), revents: 0)
      let left = deadline.map { ContinuousClock.now.duration(to: $0) / .milliseconds(1) }
      let ready = poll(&socket, 1, left.map { Int32(max(0, $0.rounded(.up))) } ?? -1)
      if ready > 0 { return true }
      if ready == 0 { return false }
      // What is wrong with the socket itself libpq finds out.
      if errno != EINTR { return true }
    }
  }
}

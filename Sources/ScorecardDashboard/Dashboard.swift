import Dispatch
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import ScorecardModel
import Synchronization
package import VendorScorecard

/// The pages on which an owner sees what to do and logs what happened, for browsers of this machine alone.
package struct Dashboard: Sendable {
  /// 0 = one that is free.
  package var port: Int
  /// Nothing can be changed on the pages.
  package var isReadOnly: Bool
  package var version: String
  /// Opens the workspace; blocks on the disk.
  package var open: @Sendable () throws -> Workspace
  package var now: @Sendable () throws -> Timestamp
  /// Is given a link that lets one browser in: when the server listens, and whenever the last one was used.
  package var announce: @Sendable (_ link: String, _ isFirst: Bool) -> Void

  package init(
    port: Int, isReadOnly: Bool, version: String, open: @escaping @Sendable () throws -> Workspace,
    now: @escaping @Sendable () throws -> Timestamp,
    announce: @escaping @Sendable (_ link: String, _ isFirst: Bool) -> Void
  ) {
    self.port = port
    self.isReadOnly = isReadOnly
    self.version = version
    self.open = open
    self.now = now
    self.announce = announce
  }

  /// The port cannot be had.
  package struct PortTaken: Error {
    package let port: Int
  }

  private static let mostConnections = 256
  /// Without a byte for as long, a connection is closed.
  private static let idleSeconds: Int64 = 5

  /// Serves until the process is asked to end (SIGINT, SIGTERM) and what was begun is answered. Blocks.
  ///
  /// - Throws: ``PortTaken``; what the system says otherwise.
  package func run() throws {
    let outcome = Mutex<Result<Void, any Error>>(.success(()))
    let isDone = DispatchSemaphore(value: 0)
    Task {
      do { try await serve() } catch { outcome.withLock { $0 = .failure(error) } }
      isDone.signal()
    }
    isDone.wait()
    try outcome.withLock { $0 }.get()
  }

  private func serve() async throws {
    let (secrets, port) = (Secrets(), Port())
    let pages = try Pages.embedded()
    let tell: @Sendable (Bool) -> Void = { [announce] isFirst in
      announce("http://127.0.0.1:\(port.number)\(Doors.start)?token=\(secrets.launchToken)", isFirst)
    }
    let site = Site(dashboard: self, secrets: secrets, pages: pages)
    let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: Doors(secrets: secrets, port: port, pages: pages, announce: { tell(false) }))
    site.addRoutes(to: router)
    let application = Application(
      router: router,
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(Dashboard.idleSeconds),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))),
      configuration: .init(
        address: .hostname("127.0.0.1", port: self.port),
        availableConnectionsDelegate: MaximumAvailableConnections(
          Dashboard.mostConnections, logger: Logger.silent)),
      onServerRunning: { channel in
        port.set(channel.localAddress?.port ?? 0)
        tell(true)
      }, logger: Logger.silent)
    do { try await application.runService() } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw PortTaken(port: self.port)
    }
  }
}

extension Logger {
  /// What the server would say is said by the pages, and by the command.
  fileprivate static var silent: Logger { Logger(label: "vendorscore") { _ in SwiftLogNoOpLogHandler() } }
}

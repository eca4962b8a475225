internal import FileSystem
internal import ScorecardFormats
public import ScorecardModel

/// Where a ledger is.
public enum LedgerPlace: Hashable, Sendable {
  /// Gone with the value that holds it.
  case memory
  /// In a file, by its path.
  case file(String)
  case server(ServerPlace)
}

extension LedgerPlace {
  /// Where the ledger of a folder is: on the server that the catalog names, or in a file beside it.
  ///
  /// - Parameter address: of a server that goes before the catalog's, as ``Workspace/ledgerVariable`` has it; the ledger's
  ///   name is the catalog's. nil = what the catalog says.
  /// - Throws: ``WorkspaceError/badAddress(_:)``.
  static func of(
    _ catalog: Catalog, in layout: WorkspaceLayout, address: String?
  ) throws(WorkspaceError) -> LedgerPlace {
    if let address {
      let name = catalog.ledger?.ledger ?? ServerPlace.usualLedger
      return .server(try ServerPlace(address, ledger: name, from: Workspace.ledgerVariable))
    }
    return catalog.ledger.map(LedgerPlace.server) ?? .file(layout.ledger)
  }

  /// The same where the catalog can't be read, as far as that can be told: what is recorded must not go elsewhere than to
  /// where the mended catalog will look for it.
  ///
  /// - Parameters:
  ///   - text: the catalog's.
  ///   - copy: the newest copy of it that can be read.
  /// - Throws: `problem` where it can't be told.
  static func of(
    unreadable text: [UInt8], copy: Catalog?, in layout: WorkspaceLayout, address: String?,
    problem: WorkspaceError
  ) throws(WorkspaceError) -> LedgerPlace {
    let text = String(decoding: text, as: UTF8.self)
    let known = copy?.ledger
    let saysSo = text.contains("\"ledger\"")
    guard saysSo == (known != nil), known.map({ text.contains("\"\($0.address)\"") }) ?? true else {
      throw problem
    }
    let catalog = Catalog(store: "", journey: [], vendors: [], ledger: known)
    return try of(catalog, in: layout, address: address)
  }

  /// Where the ledger of a folder is, whose catalog need not be read but for that.
  ///
  /// - Throws: ``WorkspaceError/badCatalog(_:)`` where it can't be told, ``WorkspaceError/badAddress(_:)``,
  ///   ``FileError``.
  static func of(folder: String, address: String?) throws -> LedgerPlace {
    let layout = WorkspaceLayout(folder)
    guard let text = try OrdinaryFile.read(layout.catalog, for: .reading) else { return .file(layout.ledger) }
    let catalog: Catalog
    do throws(WorkspaceError) { catalog = try Workspace.readCatalog(text) } catch {
      return try of(
        unreadable: text, copy: try Workspace.copyOfCatalog(in: layout), in: layout, address: address,
        problem: error)
    }
    return try of(catalog, in: layout, address: address)
  }

  /// - Throws: ``WorkspaceError/noFolder`` in memory.
  func care(in layout: WorkspaceLayout) throws(WorkspaceError) -> any LedgerCare {
    switch self {
    case .memory: throw .noFolder
    case .file: FileCare(layout: layout)
    case .server(let place): ServerCare(place: place, layout: layout)
    }
  }
}

extension Workspace {
  /// Name of the variable with the address of a server that goes before the one in the catalog.
  public static let ledgerVariable = "VENDORSCORE_LEDGER"

  /// What differs between ledgers in files and on servers.
  var care: any LedgerCare {
    get throws(WorkspaceError) { try place.care(in: layout) }
  }
}

extension ServerPlace {
  /// A ledger on a server.
  ///
  /// - Parameters:
  ///   - address: `postgresql://[user@][host[:port][,…]][/database][?setting=value&…]`, without a password.
  ///   - ledger: the ledger's name there: 1...200 characters.
  ///   - source: what holds the address, for messages, such as an option.
  /// - Throws: ``WorkspaceError/badAddress(_:)``, with the column of what is wrong.
  public init(
    _ address: String, ledger: String = ServerPlace.usualLedger, from source: String? = nil
  ) throws(WorkspaceError) {
    guard ServerPlace.isAddress(address) else {
      let message = "a server's address begins with postgresql://. Without one the ledger is a file"
      throw .badAddress(Diagnostic(file: source, message: message))
    }
    do {
      try self.init(address: address, ledger: ledger)
    } catch {
      throw .badAddress(
        error.isAboutName
          ? Diagnostic(message: error.sentence)
          : Diagnostic(file: source, column: error.column, message: error.sentence))
    }
  }
}

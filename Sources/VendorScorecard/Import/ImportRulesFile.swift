internal import FileSystem
internal import ScorecardFormats
internal import ScorecardModel
internal import ScorecardPresentation

/// What a rules file is for.
public struct RulesSummary: Hashable, Sendable {
  public var name: String
  public var title: String
  public var incidentRules: Int
  public var countsOrders: Bool
}

/// A kind of file that `import` knows.
public struct KnownFormat: Hashable, Sendable {
  public var name: String
  public var title: String
}

extension Workspace {
  /// Every kind of file that is recognised by its content, the program's own last.
  public static var importFormats: [KnownFormat] {
    ImportFormat.all.map { KnownFormat(name: $0.name, title: $0.title) } + [
      KnownFormat(name: RecordFormat.name, title: RecordReader.title)
    ]
  }

  /// Reads a rules file strictly. Blocks on the disk.
  ///
  /// - Throws: ``WorkspaceError/noFile(path:)``, ``WorkspaceError/badRules(_:)``.
  public static func checkRules(_ path: String) throws -> RulesSummary {
    let rules = try readRules(path)
    return RulesSummary(
      name: rules.name, title: rules.title, incidentRules: rules.incidentCount,
      countsOrders: rules.countsOrders)
  }

  static func readRules(_ path: String) throws -> ImportRules {
    guard let bytes = try OrdinaryFile.read(path, for: .reading) else {
      throw WorkspaceError.noFile(path: path)
    }
    do {
      return try RulesReader.read(bytes, fileName: path)
    } catch {
      throw WorkspaceError.badRules(error.diagnostics)
    }
  }

  /// Writes the catalog with more vendors beside the catalog, which stays as it is.
  ///
  /// - Returns: the name of the file.
  func propose(_ vendors: [ProposedVendor]) throws -> String {
    let layout = try layout
    guard let bytes = try OrdinaryFile.read(layout.catalog, for: .reading) else {
      throw WorkspaceError.noCatalog(from: layout.folder, named: true)
    }
    let text = CatalogProposal.text(bytes, catalog: catalog, adding: vendors)
    try AtomicFile.replace(layout.proposedCatalog, with: text)
    return WorkspaceLayout.proposedCatalogName
  }
}

/// A catalog with vendors added, in the owner's own text.
enum CatalogProposal {
  static func text(_ text: [UInt8], catalog: Catalog, adding vendors: [ProposedVendor]) -> [UInt8] {
    let names = catalog.vendors.flatMap { [$0.id, $0.name] + $0.aliases } + vendors.map(\.name)
    var ids = FreeIDs(taken: names)
    return CatalogEditor.text(
      text, of: catalog,
      applying: vendors.map { vendor in
        .addVendor(Vendor(id: ids.take(for: vendor.name), name: vendor.name, stage: vendor.stage))
      })
  }
}

/// Ids for new vendors. To whoever reads a catalog an id is a name too: none may be another vendor's.
struct FreeIDs {
  private var taken: Set<String>
  /// By the beginning of ids, the next number to try: many names can have one beginning, or no letters of an id at all.
  private var next: [String: Int] = [:]
  /// How many ids were looked at, for tests.
  private(set) var tried = 0

  /// - Parameter names: that vendors have or will have.
  init(taken names: [String]) { taken = Set(names.map { VendorNames.key($0) }) }

  /// Lower-case letters, digits and hyphens, at most 64, unlike any name but its own.
  mutating func take(for name: String) -> String {
    let own = VendorNames.key(name)
    taken.remove(own)
    defer { taken.insert(own) }
    let slug = String(VendorNames.slug(name).prefix(56))
    let base = slug.isEmpty ? "vendor" : slug
    var number = next[base] ?? 1
    while true {
      let id = number == 1 ? base : "\(base)-\(number)"
      number += 1
      tried += 1
      if taken.insert(VendorNames.key(id)).inserted {
        next[base] = number
        return id
      }
    }
  }
}

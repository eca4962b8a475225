/// Every name that the vendors of a catalog answer to: ids, names and aliases.
public struct VendorNames: Sendable {
  /// How many are named where none is meant for sure.
  public static let mostClosest = 3

  /// What a typed name stands for.
  public enum Match: Hashable, Sendable {
    /// A vendor's id, name or alias, whatever its case, spaces, hyphens and invisible characters.
    case exact(Vendor)
    /// Vendors that may be meant, the likeliest first; never empty.
    case close([Vendor])
    case none
  }

  private let vendors: [Vendor]
  private let exact: [String: Int]
  private let spellings: [[Spelling]]

  /// - Note: where two vendors answer to the same name, the first of the catalog is found;
  ///   a catalog that was read from a file has no such names.
  public init(_ catalog: Catalog) {
    vendors = catalog.vendors
    let names = vendors.map { [$0.id, $0.name] + $0.aliases }
    spellings = names.map { $0.map(Spelling.init) }
    let keys = names.enumerated().flatMap { index, names in
      names.map { (VendorNames.key($0), index) }
    }
    exact = Dictionary(keys, uniquingKeysWith: { first, _ in first })
  }

  /// The name as it is compared: two names with the same key are the same name.
  public static func key(_ name: some StringProtocol) -> String { NameFolding.key(name) }

  /// Its words of lower-case letters and digits with hyphens between them, as in an id; may be empty.
  package static func slug(_ name: String) -> String {
    let words = key(name).utf8.split { !(0x61...0x7A).contains($0) && !(0x30...0x39).contains($0) }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
  }

  /// An id for a stage of this name.
  package static func stageID(_ name: String) -> String {
    let id = String(slug(name).prefix(64))
    return id.isEmpty ? "stage" : id
  }

  /// The vendor that has exactly this id, name or alias.
  public func vendor(named typed: some StringProtocol) -> Vendor? {
    exact[VendorNames.key(typed)].map { vendors[$0] }
  }

  /// What `typed` stands for.
  public func find(_ typed: String) -> Match {
    if let vendor = vendor(named: typed) { return .exact(vendor) }
    let close = closest(typed, limit: .max)
    return close.isEmpty ? .none : .close(close)
  }

  /// The only vendor with an id, name or alias that begins like this; nil when there are several, or one letter was typed.
  ///
  /// For somebody who types and sees at once who was meant: what a program or a file says has to be exact.
  public func vendor(beginning typed: String) -> Vendor? {
    let key = VendorNames.key(typed)
    guard key.count >= 2 else { return nil }
    let found = Set(exact.lazy.filter { $0.key.hasPrefix(key) }.map(\.value))
    return found.count == 1 ? found.first.map { vendors[$0] } : nil
  }

  /// At most `limit` vendors that may be meant by `typed`, the likeliest first, then in catalog order.
  public func closest(_ typed: String, limit: Int = VendorNames.mostClosest) -> [Vendor] {
    guard typed.utf8.count <= Spelling.longest else { return [] }
    let typed = Spelling(typed)
    guard !typed.letters.isEmpty else { return [] }
    let ranked = spellings.enumerated().compactMap { index, spellings in
      spellings.compactMap { typed.likeness(to: $0) }.min().map { (likeness: $0, index: index) }
    }
    let sorted = ranked.sorted { a, b in
      a.likeness == b.likeness ? a.index < b.index : a.likeness < b.likeness
    }
    return sorted.prefix(max(0, limit)).map { vendors[$0.index] }
  }
}

/// A name taken apart for comparing.
private struct Spelling: Sendable {
  /// Bytes; longer texts are not names, and comparing them would only take time.
  static let longest = 400

  let words: [[Unicode.Scalar]]
  let letters: [Unicode.Scalar]

  init(_ name: String) {
    words = NameFolding.words(name)
    letters = words.flatMap { $0 }
  }

  /// How a typed text may resemble a name, the most trustworthy first.
  enum Likeness: Hashable, Comparable {
    case sameButAccents
    case beginning
    case wordBeginnings
    case typos(Int)
    case missingVowels
  }

  func likeness(to name: Spelling) -> Likeness? {
    if letters == name.letters { return .sameButAccents }
    if name.letters.starts(with: letters) { return .beginning }
    if words.allSatisfy({ typed in name.words.contains { $0.starts(with: typed) } }) {
      return .wordBeginnings
    }
    let limit = typosAllowed(length: letters.count)
    let distances = name.parts(of: words.count).compactMap { editDistance(letters, $0, limit: limit) }
    if let distance = distances.min() { return .typos(distance) }
    let skeleton = Spelling.consonants(letters)
    let matches = name.parts(of: words.count).contains { Spelling.consonants($0) == skeleton }
    return skeleton.count >= 3 && matches ? .missingVowels : nil
  }

  /// The whole name, and every run of `count` of its words.
  private func parts(of count: Int) -> [[Unicode.Scalar]] {
    guard count < words.count else { return [letters] }
    let runs = (0...words.count - count).map { words[$0..<$0 + count].flatMap { $0 } }
    return [letters] + runs
  }

  private static func consonants(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
    letters.filter { !"aeiouy".unicodeScalars.contains($0) }
  }
}

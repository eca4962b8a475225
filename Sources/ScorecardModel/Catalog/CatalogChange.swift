/// One change of a catalog that keeps all the rest as it is.
public enum CatalogChange: Hashable, Sendable {
  /// - Parameter index: its place on the journey.
  case addStage(Stage, at: Int)
  case addVendor(Vendor)
  /// Gives a vendor another id, name, aliases, carrier or periods; what else it has stays.
  case changeVendor(Vendor.ID, to: Vendor)
  case removeVendor(Vendor.ID)
}

/// Why a catalog is not changed as it was asked for.
public enum CatalogRefusal: Error, Hashable, Sendable {
  /// A vendor has this id, name or alias already.
  case nameTaken(String, by: Vendor)
  case stageTaken(Stage)
  case emptyName
  /// A name longer than the catalog takes, or with a control character.
  case badName(String)
  /// No id can be this: lower-case letters, digits and hyphens, at most 64.
  case badID(String)
  case sameVendor(Vendor)
  /// Two vendors of one stage were asked for.
  case otherStage(Vendor, Vendor)
  /// It is no primary on the day, so nobody can take its place.
  case notPrimary(Vendor, Role, Day)
  /// It carries orders on the day already, and whose place it should take carries none.
  case hasLeft(Vendor, Day?)
  /// The catalog says what it will be after the day.
  case planned(Vendor, from: Day)
  /// Its role begins on the day or later: it would never have had it.
  case notBegun(Vendor, since: Day)
  /// Only a primary carries a share.
  case shareWithoutOrders(Role)
  /// It has that name already.
  case nothingToRename(Vendor)
  /// Both have orders of their own on record, for days that overlap and are not the same: their sum is not known.
  case ordersOverlap(Vendor, Vendor, Volume)
  /// The text of the catalog cannot be changed by itself.
  case tooUnusual
}

extension Catalog {
  /// The catalog after a change.
  public func applying(_ change: CatalogChange) -> Catalog {
    var catalog = self
    switch change {
    case .addStage(let stage, let index):
      catalog.journey.insert(stage, at: min(max(0, index), journey.count))
    case .addVendor(let vendor): catalog.vendors.append(vendor)
    case .changeVendor(let id, let vendor):
      catalog.vendors = vendors.map { $0.id == id ? vendor : $0 }
    case .removeVendor(let id): catalog.vendors.removeAll { $0.id == id }
    }
    return catalog
  }

  public func applying(_ changes: [CatalogChange]) -> Catalog {
    changes.reduce(self) { $0.applying($1) }
  }

  /// Stages that nobody carries the orders of on some day from a day on, with the first of these.
  public func uncoveredStages(from day: Day) -> [(stage: Stage, from: Day)] {
    let roles = roles
    return journey.compactMap { stage in
      let members = vendors.indices.filter { vendors[$0].stage == stage.id }
      let ends = members.flatMap { roles.primaryDays(of: $0).compactMap(\.to) }.filter { $0 > day }
      let first = ([day] + ends.sorted()).first { day in
        !members.contains { roles.role(of: $0, on: day) == .primary }
      }
      return first.map { (stage, $0) }
    }
  }
}

// MARK: Roles

extension Catalog {
  /// One vendor takes another's place, and its part of the orders.
  ///
  /// - Parameters:
  ///   - day: the first on which the new one carries them.
  ///   - share: of the new one from then on; nil = what the old one carried, with what the new one carries already.
  public func switching(
    _ old: Vendor, to new: Vendor, on day: Day, share: Double? = nil
  ) throws(CatalogRefusal) -> [CatalogChange] {
    if old.id == new.id { throw .sameVendor(old) }
    if old.stage != new.stage { throw .otherStage(old, new) }
    guard let (oldPlace, newPlace) = places(old, new) else { return [] }
    let role = roles.role(of: oldPlace, on: day)
    guard role == .primary else { throw .notPrimary(old, role, day) }
    let ended = try ending(old, at: oldPlace, on: day)
    let part = share ?? self.share(of: newPlace, takingOver: oldPlace, on: day)
    let begun = try beginning(new, at: newPlace, on: day, share: part)
    let changes = [(old, ended), (new, begun)].filter { $0.0 != $0.1 }
    return changes.map { .changeVendor($0.0.id, to: $0.1) }
  }

  /// A vendor is used no longer.
  ///
  /// - Parameter day: the first on which it is not.
  public func retiring(_ vendor: Vendor, on day: Day) throws(CatalogRefusal) -> [CatalogChange] {
    guard let place = vendors.firstIndex(where: { $0.id == vendor.id }) else { return [] }
    if roles.role(of: place, on: day) == .former { throw .hasLeft(vendor, roles.leftOn(place, asOf: day)) }
    return [.changeVendor(vendor.id, to: try ending(vendor, at: place, on: day))]
  }

  private func places(_ old: Vendor, _ new: Vendor) -> (Int, Int)? {
    guard let first = vendors.firstIndex(where: { $0.id == old.id }),
      let second = vendors.firstIndex(where: { $0.id == new.id })
    else { return nil }
    return (first, second)
  }

  private func ending(_ vendor: Vendor, at place: Int, on day: Day) throws(CatalogRefusal) -> Vendor {
    try refusePlans(of: vendor, after: day)
    var vendor = vendor
    guard let index = vendor.periods.indices.last else { return vendor }
    let since = vendor.periods[index].since ?? .earliest
    guard since < day else { throw .notBegun(vendor, since: since) }
    vendor.periods[index].until = day
    return vendor
  }

  private func beginning(
    _ vendor: Vendor, at place: Int, on day: Day, share: Double?
  ) throws(CatalogRefusal) -> Vendor {
    try refusePlans(of: vendor, after: day)
    var vendor = vendor
    let present = roles.period(of: place, on: day)
    if let present, present.role == .primary, present.share == share, present.until == nil { return vendor }
    guard let index = vendor.periods.indices.last else { return vendor }
    var last = vendor.periods[index]
    let next = RolePeriod(role: .primary, since: day, share: share)
    if last.since == day {
      vendor.periods[index] = next
    } else if vendor.periods.count == 1, last.role == .candidate, last.since == nil, last.until == nil {
      // On trial is what a vendor is before its first period anyway.
      vendor.periods = [next]
    } else {
      if let until = last.until, until > day { last.until = nil }
      vendor.periods[index] = last
      vendor.periods.append(next)
      vendor.listsPeriods = true
    }
    return vendor
  }

  private func refusePlans(of vendor: Vendor, after day: Day) throws(CatalogRefusal) {
    if let planned = vendor.periods.compactMap(\.since).first(where: { $0 > day }) {
      throw .planned(vendor, from: planned)
    }
  }

  /// What the new one carries from then on: nil = an equal part of what the others leave, as either of them has now.
  private func share(of new: Int, takingOver old: Int, on day: Day) -> Double? {
    let roles = roles
    let named = roles.period(of: old, on: day)?.share
    guard let present = roles.period(of: new, on: day), present.role == .primary else { return named }
    guard let own = present.share else { return nil }
    let sum = own + (named ?? roles.share(of: old, on: day))
    return min(1, (sum * 1e9).rounded() / 1e9)
  }
}

// MARK: Names

extension Catalog {
  /// A vendor that nobody has the name of.
  public func adding(_ vendor: Vendor) throws(CatalogRefusal) -> [CatalogChange] {
    if let role = vendor.periods.first?.role, role != .primary, vendor.periods.first?.share != nil {
      throw .shareWithoutOrders(role)
    }
    for name in [vendor.name] + vendor.aliases { try refuse(name, unless: nil) }
    if let other = VendorNames(self).vendor(named: vendor.id) { throw .nameTaken(vendor.id, by: other) }
    return [.addVendor(vendor)]
  }

  /// A stage that is not on the journey yet.
  ///
  /// - Parameter index: its place; nil = at the end.
  public func adding(_ stage: Stage, at index: Int? = nil) throws(CatalogRefusal) -> [CatalogChange] {
    if !Catalog.isName(stage.name) { throw stage.name.trimmed.isEmpty ? .emptyName : .badName(stage.name) }
    let keys = [stage.id, stage.name].map { VendorNames.key($0) }
    let other = journey.first {
      keys.contains(VendorNames.key($0.id)) || keys.contains(VendorNames.key($0.name))
    }
    if let other { throw .stageTaken(other) }
    if !Catalog.isID(stage.id) { throw .badID(stage.id) }
    return [.addStage(stage, at: index ?? journey.count)]
  }

  /// Another name, and the one before as an alias: files and habits still have it. The same for the id, under which
  /// entries are on record.
  ///
  /// - Parameters:
  ///   - id: nil = as it was.
  ///   - carrier: what it is in every shop; nil = as it was.
  public func renaming(
    _ vendor: Vendor, to name: String, id: Vendor.ID? = nil, carrier: String? = nil
  ) throws(CatalogRefusal) -> [CatalogChange] {
    try refuse(name, unless: vendor)
    let (id, carrier) = (id ?? vendor.id, carrier ?? vendor.carrier)
    if name == vendor.name, id == vendor.id, carrier == vendor.carrier { throw .nothingToRename(vendor) }
    if !Catalog.isID(id) { throw .badID(id) }
    if let other = VendorNames(self).vendor(named: id), other.id != vendor.id {
      throw .nameTaken(id, by: other)
    }
    var renamed = vendor
    (renamed.name, renamed.id, renamed.carrier) = (name, id, carrier)
    // A name that only differs in its spelling is known anyway; an id on record is looked for to the letter.
    renamed.aliases.removeAll { VendorNames.key($0) == VendorNames.key(name) && $0 != vendor.id }
    if VendorNames.key(vendor.name) != VendorNames.key(name) { renamed.know(as: vendor.name) }
    if id != vendor.id { renamed.know(as: vendor.id) }
    return [.changeVendor(vendor.id, to: renamed)]
  }

  /// One vendor was two in the catalog: what the first answers to and has on record is the second's.
  public func merging(_ vendor: Vendor, into other: Vendor) throws(CatalogRefusal) -> [CatalogChange] {
    if vendor.id == other.id { throw .sameVendor(vendor) }
    if vendor.stage != other.stage { throw .otherStage(vendor, other) }
    var merged = other
    for name in [vendor.id, vendor.name] + vendor.aliases { merged.know(as: name) }
    return [.removeVendor(vendor.id), .changeVendor(other.id, to: merged)]
  }

  private func refuse(_ name: String, unless vendor: Vendor?) throws(CatalogRefusal) {
    if name.trimmed.isEmpty { throw .emptyName }
    if !Catalog.isName(name) { throw .badName(name) }
    if let other = VendorNames(self).vendor(named: name), other.id != vendor?.id {
      throw .nameTaken(name, by: other)
    }
  }

  package static func isName(_ name: String) -> Bool {
    name.unicodeScalars.count <= 200 && !name.trimmed.isEmpty
      && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  static func isID(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

extension Vendor {
  /// Answers to a name from now on, to the letter.
  fileprivate mutating func know(as alias: String) {
    if alias != id, alias != name, !aliases.contains(alias) { aliases.append(alias) }
  }
}

package import ScorecardModel

/// Writes changes into the text of a `vendors.json`: what they do not concern stays byte for byte, and what is new is
/// written as its neighbours are.
package enum CatalogEditor {
  /// - Parameters:
  ///   - text: what was read as `catalog`.
  ///   - changes: each of the catalog as those before it leave it.
  package static func text(
    _ text: [UInt8], of catalog: Catalog, applying changes: [CatalogChange]
  ) -> [UInt8] {
    var edit = JSONTextEdit(text)
    var catalog = catalog
    for change in changes {
      edit.apply(change, to: catalog)
      catalog = catalog.applying(change)
    }
    return edit.bytes
  }
}

extension JSONTextEdit {
  fileprivate mutating func apply(_ change: CatalogChange, to catalog: Catalog) {
    switch change {
    case .addStage(let stage, let index):
      insert(at: index < catalog.journey.count ? max(0, index) : nil, of: [.key("journey")]) {
        $0.object([("id", JSONStyle.text(stage.id)), ("name", JSONStyle.text(stage.name))])
      }
    case .addVendor(let vendor):
      insert(of: [.key("vendors")]) { CatalogEditor.object(of: vendor, $0) }
    case .changeVendor(let id, let vendor):
      guard let place = catalog.vendors.firstIndex(where: { $0.id == id }) else { return }
      rewrite(catalog.vendors[place], as: vendor, at: [.key("vendors"), .index(place)])
    case .removeVendor(let id):
      guard let place = catalog.vendors.firstIndex(where: { $0.id == id }) else { return }
      removeElement(place, of: [.key("vendors")])
    }
  }

  private mutating func rewrite(_ old: Vendor, as new: Vendor, at path: [Step]) {
    for (key, before, after) in [("id", old.id, new.id), ("name", old.name, new.name)] where before != after {
      set(key, of: path, order: VendorReader.keys) { _ in JSONStyle.text(after) }
    }
    if old.aliases != new.aliases { changeAliases(old.aliases, to: new.aliases, at: path) }
    if old.carrier != new.carrier {
      if let carrier = new.carrier {
        set("carrier", of: path, order: VendorReader.keys) { _ in JSONStyle.text(carrier) }
      } else {
        remove("carrier", of: path)
      }
    }
    if old.periods != new.periods || old.listsPeriods != new.listsPeriods {
      changePeriods(of: old, to: new, at: path)
    }
  }

  private mutating func changeAliases(_ old: [String], to new: [String], at path: [Step]) {
    let list = path + [.key("aliases")]
    guard value(list) != nil else {
      return set("aliases", of: path, order: VendorReader.keys) { style in
        CatalogEditor.list(new.map(JSONStyle.text), style)
      }
    }
    var kept = old
    for index in old.indices.reversed() where !new.contains(old[index]) {
      kept.remove(at: index)
      removeElement(index, of: list)
    }
    guard new.starts(with: kept) else {
      return set("aliases", of: path, order: VendorReader.keys) { style in
        CatalogEditor.list(new.map(JSONStyle.text), style)
      }
    }
    let added = new.dropFirst(kept.count)
    if kept.isEmpty, !added.isEmpty {
      return set("aliases", of: path, order: VendorReader.keys) { style in
        CatalogEditor.list(added.map(JSONStyle.text), style)
      }
    }
    for alias in added { insert(of: list) { _ in JSONStyle.text(alias) } }
  }

  private mutating func changePeriods(of old: Vendor, to new: Vendor, at path: [Step]) {
    let list = path + [.key("periods")]
    switch (old.listsPeriods, new.listsPeriods) {
    case (false, false):
      guard let before = old.periods.first, let after = new.periods.first else { return }
      rewrite(before, as: after, at: path, order: VendorReader.keys)
    case (true, true):
      for (index, (before, after)) in zip(old.periods, new.periods).enumerated() {
        rewrite(before, as: after, at: list + [.index(index)], order: PeriodReader.keys)
      }
      for index in old.periods.indices.dropFirst(new.periods.count).reversed() {
        removeElement(index, of: list)
      }
      for period in new.periods.dropFirst(old.periods.count) {
        insert(of: list) { CatalogEditor.object(of: period, $0) }
      }
    default:
      for key in PeriodReader.keys { remove(key, of: path) }
      set("periods", of: path, order: ["id", "name", "stage", "periods"]) { style in
        style.list(new.periods.map { CatalogEditor.object(of: $0, style.inLine) })
      }
    }
  }

  private mutating func rewrite(
    _ old: RolePeriod, as new: RolePeriod, at path: [Step], order: [String]
  ) {
    let before = CatalogEditor.members(of: old)
    for (key, after) in CatalogEditor.members(of: new)
    where after != before.first(where: { $0.key == key })?.value {
      set(key, of: path, order: order) { _ in after }
    }
    let kept = CatalogEditor.members(of: new).map(\.key)
    for (key, _) in before where !kept.contains(key) { remove(key, of: path) }
  }
}

extension CatalogEditor {
  /// The text of a vendor's object, with what a catalog cannot do without and what is not as usual.
  fileprivate static func object(of vendor: Vendor, _ style: JSONStyle) -> String {
    var all = [
      ("id", JSONStyle.text(vendor.id)), ("name", JSONStyle.text(vendor.name)),
      ("stage", JSONStyle.text(vendor.stage)),
    ]
    if vendor.listsPeriods {
      all.append(("periods", style.list(vendor.periods.map { object(of: $0, style.inLine) })))
    } else if let period = vendor.periods.first {
      all += members(of: period)
    }
    if !vendor.aliases.isEmpty { all.append(("aliases", list(vendor.aliases.map(JSONStyle.text), style))) }
    if let company = vendor.company { all.append(("company", JSONStyle.text(company))) }
    if let carrier = vendor.carrier { all.append(("carrier", JSONStyle.text(carrier))) }
    return style.object(all.map { (key: $0.0, value: $0.1) })
  }

  fileprivate static func object(of period: RolePeriod, _ style: JSONStyle) -> String {
    style.object(members(of: period))
  }

  /// In the order of the reader's keys.
  fileprivate static func members(of period: RolePeriod) -> [(key: String, value: String)] {
    var members = [(key: "role", value: JSONStyle.text(period.role.rawValue))]
    if let since = period.since { members.append(("since", JSONStyle.text(since.description))) }
    if let until = period.until { members.append(("until", JSONStyle.text(until.description))) }
    if let share = period.share.flatMap(DecimalText.exact) { members.append(("share", share)) }
    return members
  }

  /// Short texts, side by side however the object is written.
  fileprivate static func list(_ elements: [String], _ style: JSONStyle) -> String {
    "[" + elements.joined(separator: style.comma) + "]"
  }
}

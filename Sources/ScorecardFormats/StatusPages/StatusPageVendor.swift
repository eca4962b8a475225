internal import ScorecardModel

/// Finds the vendor that a status page is of.
struct StatusPageVendor {
  let context: ImportContext

  /// The vendor named in the call; else the one whose `statusPage` has the page's host; else one of that name.
  ///
  /// - Parameters:
  ///   - url: the page's address.
  ///   - names: what the page calls itself, the likeliest first.
  func find(url: String?, names: [String]) -> Vendor.ID? {
    context.vendor ?? owner(url: url, names: names)
  }

  /// Whose page it surely is: the vendor of the call only if the catalog says so, too; nil when its `statusPage` is
  /// another one.
  func keeper(url: String?, names: [String]) -> Vendor.ID? {
    guard let id = owner(url: url, names: names), context.vendor ?? id == id else { return nil }
    let page = context.catalog.vendor(id)?.statusPage.flatMap(StatusPageVendor.host)
    return page == nil || page == url.flatMap(StatusPageVendor.host) ? id : nil
  }

  private func owner(url: String?, names: [String]) -> Vendor.ID? {
    if let host = url.flatMap(StatusPageVendor.host) {
      let same = context.catalog.vendors.filter { $0.statusPage.flatMap(StatusPageVendor.host) == host }
      if same.count == 1 { return same.first?.id }
    }
    let known = VendorNames(context.catalog)
    return names.lazy.compactMap { known.vendor(named: $0)?.id }.first
  }

  /// - Throws: what to do, when none is found.
  func require(url: String?, names: [String], fileName: String) throws(Diagnostic) -> Vendor.ID {
    if let vendor = find(url: url, names: names) { return vendor }
    let page = [names.first, url].compactMap { $0.map { quoted($0) } }.joined(separator: ", ")
    let what = page.isEmpty ? "the file names no page" : "no vendor has this status page (\(page))"
    throw Diagnostic(
      file: fileName, message: what + "; give the vendor its statusPage in \(WorkspaceLayout.catalogName)",
      next: .nameVendor)
  }

  /// `status.example.com` of `https://www.Status.example.com:443/x`.
  static func host(_ url: String) -> String? {
    var rest = url.utf8[...]
    for scheme in ["https://", "http://"] where url.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.utf8.count)
    }
    let end = rest.firstIndex {
      [UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0)
    }
    var host = String(decoding: rest[..<(end ?? rest.endIndex)], as: UTF8.self).lowercased()
    if host.hasPrefix("www.") { host.removeFirst(4) }
    return host.isEmpty ? nil : host
  }
}

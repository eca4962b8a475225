package import ScorecardModel

/// Everything that goes on at a status page, as its summary lists it: what is on record as open and isn't in it has ended.
package struct UnresolvedList: Hashable, Sendable {
  package var vendor: Vendor.ID
  /// First half of the keys of its incidents.
  package var source: String
  /// The other half, of those that are listed.
  package var ids: Set<String>
  /// Whether it would list announced work, too.
  package var holdsMaintenance: Bool
  /// When the page last changed; nil when it does not say.
  package var asOf: Timestamp?

  package init(
    vendor: Vendor.ID, source: String, ids: Set<String>, holdsMaintenance: Bool, asOf: Timestamp?
  ) {
    (self.vendor, self.source, self.ids) = (vendor, source, ids)
    (self.holdsMaintenance, self.asOf) = (holdsMaintenance, asOf)
  }
}

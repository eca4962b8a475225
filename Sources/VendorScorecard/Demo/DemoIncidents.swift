/// A made-up year of a store that sells garden sheds; each vendor's rows, without the vendor.
enum DemoIncidents {
  static let columns =
    "date,outcome,severity,dimension,resolved,hold_minutes,hours_to_resolve,cost,channel,mitigated,"
    + "attribution,kind,summary"

  /// Rows by vendor id.
  static let rows: [(vendor: String, rows: String)] = [
    ("northwind", northwind), ("parcelo", parcelo), ("swiftpost", swiftpost), ("cartly", cartly),
    ("stackbase", stackbase), ("picnook", picnook), ("payhive", payhive), ("coinbridge", coinbridge),
    ("brightvan", brightvan),
  ]
}

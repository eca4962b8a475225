import ScorecardModel

/// An address of these pages.
enum Link {
  static func vendor(_ id: Vendor.ID) -> String { "/vendors/" + Form.encoded(id) }
  static func stage(_ id: Stage.ID) -> String { "/stages/" + Form.encoded(id) }
  static func entry(_ id: Int64) -> String { "/record/\(id)" }

  static func log(vendor: Vendor.ID? = nil, what: String? = nil) -> String {
    address("/log", [("vendor", vendor), ("what", what)])
  }

  /// An address with those parameters that have a value.
  static func address(_ path: String, _ parameters: [(String, String?)]) -> String {
    let query = parameters.compactMap { name, value in value.map { "\(name)=" + Form.encoded($0) } }
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }
}

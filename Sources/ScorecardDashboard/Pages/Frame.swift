import ScorecardModel
import ScorecardPresentation

/// What stands around every page.
struct Frame: Encodable {
  struct Place: Encodable {
    let title: String
    let address: String
    let isHere: Bool
  }

  let title: String
  let store: String
  let places: [Place]
  /// How fresh what is shown is; nil where nothing is read that would tell.
  let facts: String?
  /// The day that is shown, where another one may be asked for.
  let asOf: String?
  let today: String
  /// The day in words, when it is another one than today.
  let past: String?
  let lastBackup: String?
  let version: String
  /// Whether the page shows no forms.
  let isReadOnly: Bool
  /// Whether none does.
  let isForReading: Bool
  /// A word for each form on the page.
  let token: String

  /// The day that is shown, for an address that stays with it; nil when that is today.
  var pastDay: String? { past == nil ? nil : asOf }
}

/// The pages that the navigation names, in its order.
enum Section: String, CaseIterable {
  case home = "Home"
  case todo = "To do"
  case vendors = "Vendors"
  case journey = "Journey"
  case record = "Record"
  case reports = "Reports"
  case data = "Data"

  var address: String { self == .home ? "/" : "/" + rawValue.lowercased().filter { $0 != " " } }
}

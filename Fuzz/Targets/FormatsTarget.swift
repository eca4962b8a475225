import ScorecardModel

@testable import ScorecardImport

/// Files of every kind that the program knows, told by their first bytes.
enum FormatsTarget {
  static func run(_ bytes: [UInt8]) {
    _ = Reading.checked(bytes, as: nil, Store.context(vendor: "hosty"))
    _ = Reading.checked(bytes, as: nil, Store.context())
  }
}

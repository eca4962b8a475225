import ScorecardModel

@testable import ScorecardFormats

/// Files of every kind that the program knows, told by their first bytes.
enum FormatsTarget {
  static func run(_ bytes: [UInt8]) {
    for vendor in chosen(["hosty", nil], for: bytes) {
      _ = Reading.checked(bytes, as: nil, Store.context(vendor: vendor))
    }
  }
}

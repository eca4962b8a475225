import ScorecardModel

@testable import ScorecardFormats

/// Feeds of status pages.
enum AtomTarget {
  static func run(_ bytes: [UInt8]) {
    let context = Store.context(vendor: "hosty")
    let reading = Reading.checked(bytes, as: .statuspage, context)
    checkFound(Reading(bytes, as: .statuspage, Store.context()), reading)
    // Comments may stand behind the root, and a feed that lacks them is whole.
    let end = ListsTarget.endOfText(bytes)
    if reading.stop == nil, bytes[..<end].reversed().starts(with: "</feed>".utf8.reversed()) {
      reading.checkCut(bytes, before: end, as: .statuspage, context)
      for cut in chosen(cuts(of: bytes, before: end), for: bytes) {
        promise(Reading(Array(bytes[..<cut]), as: .statuspage, context).events.isEmpty, "rows of a cut feed")
      }
    }
  }

  /// The vendor that a feed names changes nothing but the vendor.
  private static func checkFound(_ found: Reading, _ given: Reading) {
    guard found.stop == nil else { return }
    promise(
      found.events.count == given.events.count && given.stop == nil, "found\n\(found)\n, given\n\(given)")
  }
}

import ScorecardModel
import Testing

struct VendorNamesTests {
  let names = VendorNames(
    Catalog(
      store: "Sheds", journey: [Stage(id: "shipping", name: "Shipping")],
      vendors: [
        Vendor(id: "northwind", name: "Northwind Freight", stage: "shipping", aliases: ["NWF"]),
        Vendor(id: "dhl", name: "DHL Parcel", stage: "shipping"),
        Vendor(id: "parcelo", name: "Parcelo", stage: "shipping"),
        Vendor(id: "cafe-express", name: "Café Express", stage: "shipping", aliases: ["Strauß & Søn"]),
        Vendor(id: "swiftpost", name: "Swiftpost", stage: "shipping"),
        Vendor(id: "swift-cargo", name: "Swift Cargo", stage: "shipping"),
      ]))

  func ids(_ match: VendorNames.Match) -> [String] {
    switch match {
    case .exact(let vendor): ["=", vendor.id]
    case .close(let vendors): vendors.map(\.id)
    case .none: []
    }
  }

  @Test(arguments: [
    "northwind", "NORTHWIND", "Northwind Freight", "northwind-freight", " Northwind   freight ",
    "northwind_freight", "nwf", "North\u{200B}wind", "\u{FEFF}northwind", "Northwind\u{2011}Freight",
    "Northwind\u{A0}Freight",
  ])
  func `an id, name or alias is found whatever its case, gaps and invisible characters`(typed: String) {
    #expect(ids(names.find(typed)) == ["=", "northwind"])
  }

  @Test(arguments: [
    "Café Express", "Cafe\u{301} Express", "CAFÉ EXPRESS", "STRAUSS & SØN", "STRAUẞ & SØN", "strauß & søn",
    "ＳＴＲＡＵＳＳ\u{3000}＆ ＳØＮ",
  ])
  func `composed and decomposed letters are the same`(typed: String) {
    #expect(ids(names.find(typed)) == ["=", "cafe-express"])
  }

  @Test(arguments: [
    ("northwnd", ["northwind"]), ("nrthwnd", ["northwind"]), ("prcl", ["dhl", "parcelo"]),
    ("nfw", ["northwind"]), ("dhll", ["dhl"]), ("freight", ["northwind"]),
    ("north", ["northwind"]), ("cafe exprss", ["cafe-express"]), ("Strauss & Son", ["cafe-express"]),
    ("swift", ["swiftpost", "swift-cargo"]), ("swiftcargo", ["swift-cargo"]), ("cargo", ["swift-cargo"]),
    ("parcel", ["parcelo", "dhl"]), ("p", ["parcelo", "dhl"]), ("nortwhind", ["northwind"]),
    ("dhl prcl", ["dhl"]),
  ])
  func `a slip finds the vendor that is meant, the likeliest first`(
    typed: String, expected: [String]
  ) {
    #expect(ids(names.find(typed)) == expected)
  }

  @Test(
    arguments: [
      ("north", "northwind"), ("par", "parcelo"), ("DHL P", "dhl"), ("p", nil), ("swift", nil), ("", nil),
      ("xyz", nil),
    ] as [(String, String?)])
  func `a beginning that only one has stands for it`(typed: String, id: String?) {
    #expect(names.vendor(beginning: typed)?.id == id)
  }

  @Test(arguments: [
    ("İstanbul Kargo", "istanbul kargo"), ("ISTANBUL KARGO", "İstanbul Kargo"), ("ıstanbul", "İSTANBUL"),
    ("I\u{307}stanbul", "istanbul"), ("Ａ１ Ｐｏｓｔ", "a1 post"), ("ﬁrst＿class", "FIRST CLASS"), ("ΟΔΟΣ", "οδος"),
    ("e\u{307}ko", "ėKO"),
  ])
  func `letters of other scripts and widths are the same in any case`(one: String, other: String) {
    #expect(VendorNames.key(one) == VendorNames.key(other))
  }

  @Test func `other letters stay others`() {
    #expect(VendorNames.key("eko") != VendorNames.key("ėko"))
    #expect(VendorNames.key("stras") != VendorNames.key("straß"))
  }

  @Test(arguments: ["", "  ", "\u{200B}", "-", "zzz", "acme freight lines of ohio", "📦", "dx"])
  func `what is near no vendor finds none`(typed: String) {
    #expect(names.find(typed) == .none)
  }

  @Test func `a name of a megabyte is no name`() {
    #expect(names.find(String(repeating: "north", count: 200_000)) == .none)
  }

  @Test func `the closest are as many as asked for`() {
    #expect(names.closest("swift", limit: 1).map(\.id) == ["swiftpost"])
    #expect(names.closest("swift", limit: 0).isEmpty)
  }

  @Test(arguments: [
    ("compre", "compare"), ("SCORES", "scores"), ("scroes", "scores"), ("swichingCost", "switchingCost"),
    ("exp", "export"), ("explan", "explain"),
  ])
  func `a mistyped word finds the one that is meant`(word: String, expected: String) {
    let words = ["export", "explain", "compare", "scores", "switchingCost"]
    #expect(closestMatch(word, among: words) == expected)
  }

  @Test(arguments: ["", "x", "frobnicate", "ex"])
  func `another word finds none`(word: String) {
    #expect(closestMatch(word, among: ["export", "explain", "compare"]) == nil)
  }
}

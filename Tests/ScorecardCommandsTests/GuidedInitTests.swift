import Foundation
import Testing

@testable import ScorecardCommands

/// `init` with somebody at the keyboard, and without.
@Suite struct GuidedInitTests {
  private let desk: Desk

  init() throws { desk = try Desk(catalog: nil, columns: 80) }

  private func catalog() throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: desk.path("vendors.json"))), as: UTF8.self)
  }

  private let nobody = "who is it? Several with commas (Enter: nobody yet) "

  @Test func `what is answered stands in the catalog, and nothing else`() throws {
    let talk = try desk.talk(
      "init",
      dialogue: [
        ("]: ", "Kettle Shop"), ("Currency [USD]: ", "eur"), ("Time zone [Europe/Lisbon]: ", ""),
        ("Hosting: " + nobody, ""), ("Cart: " + nobody, "Shopmaker"),
        ("Cart: who is plan B? (Enter: nobody) ", ""),
        ("Payments: " + nobody, "Shopmaker"), ("Payments: who is plan B? (Enter: nobody) ", "Coinbridge"),
        ("Shipping: " + nobody, "Parcelo, Northwind"), ("Shipping: who is plan B? (Enter: nobody) ", ""),
        ("Such as Parcelo 50, Northwind 50 (Enter: equally) ", "Parcelo 60, north 40%"),
        ("Another step of the journey, such as Packaging? (Enter: no) ", ""),
        ("Roughly how many orders went through in Aug 2026? (Enter: not now) ", "1,200"),
        ("Create it? [Y/n] ", ""),
      ])
    #expect(talk.status == .fine)
    #expect(talk.messages.contains("  Shipping: Parcelo 60 %, Northwind 40 %\n"))
    #expect(
      try catalog() == """
        {
          "$schema": "vendors.schema.json",
          "store": "Kettle Shop",
          "currency": "EUR",
          "timeZone": "Europe/Lisbon",
          "journey": [
            { "id": "hosting", "name": "Hosting" },
            { "id": "cart", "name": "Cart" },
            { "id": "payments", "name": "Payments" },
            { "id": "shipping", "name": "Shipping" }
          ],
          "vendors": [
            { "id": "shopmaker-cart", "name": "Shopmaker (Cart)", "stage": "cart", "role": "primary", "company": "Shopmaker" },
            { "id": "shopmaker-payments", "name": "Shopmaker (Payments)", "stage": "payments", "role": "primary", "company": "Shopmaker" },
            { "id": "coinbridge", "name": "Coinbridge", "stage": "payments", "role": "fallback" },
            { "id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "primary", "share": 0.6 },
            { "id": "northwind", "name": "Northwind", "stage": "shipping", "role": "primary", "share": 0.4 }
          ]
        }

        """)
    let volume = try #require(try desk.json("volume") as? [String: Any])
    #expect("\(volume)".contains("1200"))
    #expect(FileManager.default.fileExists(atPath: desk.path("vendors.schema.json")))
    #expect(try desk.fine("vendors", "check").output.hasPrefix("✓"))
  }

  @Test func `parts that stand behind the names are the parts`() throws {
    let talk = try desk.talk(
      "init",
      dialogue: [
        ("]: ", "Shop"), ("Currency [USD]: ", ""), ("Time zone [Europe/Lisbon]: ", "new york"),
        ("Hosting: " + nobody, ""), ("Cart: " + nobody, ""), ("Payments: " + nobody, ""),
        ("Shipping: " + nobody, "UPS 60%, DHL 50%"), ("Shipping: " + nobody, "UPS 60%, DHL"),
        ("Shipping: " + nobody, "UPS 60%, Royal Mail 40%"), ("Shipping: who is plan B? (Enter: nobody) ", ""),
        ("(Enter: equally) ", "<"), ("Shipping: who is plan B? (Enter: nobody) ", ""),
        ("(Enter: equally) ", "60, 40"), ("(Enter: no) ", ""), ("(Enter: not now) ", ""),
        ("Create it? [Y/n] ", "y"),
      ])
    #expect(talk.status == .fine)
    #expect(talk.messages.contains("the parts have to be of all and come to 100 %"))
    #expect(talk.messages.contains("  Shop, USD, America/New_York\n"))
    #expect(talk.messages.contains("  Shipping: UPS 60 %, Royal Mail 40 %\n"))
    #expect(
      try catalog().contains(#""name": "Royal Mail", "stage": "shipping", "role": "primary", "share": 0.4"#))
  }

  @Test func `a step back asks again, and a new step of the journey is asked for`() throws {
    let talk = try desk.talk(
      "init",
      dialogue: [
        ("]: ", "<"), ("]: ", "Shop"), ("Currency [USD]: ", "dollars"), ("Currency [USD]: ", ""),
        ("Time zone [Europe/Lisbon]: ", "Mars"), ("Time zone [Europe/Lisbon]: ", "<"),
        ("Currency [USD]: ", ""), ("Time zone [Europe/Lisbon]: ", ""), ("Hosting: " + nobody, ""),
        ("Cart: " + nobody, ""), ("Payments: " + nobody, ""), ("Shipping: " + nobody, "A, B, a"),
        ("Shipping: " + nobody, "A, B"), ("Shipping: who is plan B? (Enter: nobody) ", "B"),
        ("Shipping: who is plan B? (Enter: nobody) ", ""), ("(Enter: equally) ", "A 60, B 50"),
        ("(Enter: equally) ", "<"), ("Shipping: who is plan B? (Enter: nobody) ", ""),
        ("(Enter: equally) ", "60, 40"), ("(Enter: no) ", "Packaging"), ("Packaging: " + nobody, "Boxy"),
        ("Packaging: who is plan B? (Enter: nobody) ", ""), ("(Enter: no) ", "shipping"),
        ("(Enter: no) ", ""),
        ("(Enter: not now) ", "many"), ("(Enter: not now) ", ""), ("Create it? [Y/n] ", "y"),
      ])
    #expect(talk.status == .fine)
    for reason in [
      "three letters", "or a zone such as Europe/Berlin", "a is there already", "110 in sum, not 100",
    ] {
      #expect(talk.messages.contains(reason), "\(reason)")
    }
    #expect(try catalog().contains(#""name": "Boxy", "stage": "packaging""#))
    #expect(try catalog().contains(#""name": "B", "stage": "shipping", "role": "primary", "share": 0.4"#))
    #expect(try desk.fine("volume").output.hasPrefix("No orders on record yet"))
  }

  @Test(arguments: [nil, "n"]) func `who stops, or says no, has created nothing`(answer: String?) throws {
    let start: [(String, String?)] = [
      ("]: ", ""), ("Currency [USD]: ", ""), ("Time zone [Europe/Lisbon]: ", ""),
    ]
    let stages: [(String, String?)] = ["Hosting", "Cart", "Payments", "Shipping"].map {
      ("\($0): " + nobody, "")
    }
    let dialogue = start + stages + [("(Enter: no) ", ""), ("Create it? [Y/n] ", answer)]
    let outcome = try desk.talk("init", dialogue: dialogue)
    #expect(outcome.status == (answer == nil ? .interrupted : .declined))
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk.path) == [])
  }

  @Test func `where a catalog is, nothing is asked`() throws {
    try desk.write("mine", to: "vendors.json")
    #expect(try desk.talk("init", dialogue: []).messages.contains("exists; nothing written"))
  }

  @Test func `the currency is that of the country`() throws {
    desk.columns = nil
    desk.environment = ["LANG": "C.UTF-8", "LC_MONETARY": "de_DE.UTF-8"]
    try desk.fine("init")
    #expect(try catalog().contains("\"currency\": \"EUR\""))
    #expect(try catalog().contains("\"vendors\": []"))
  }

  @Test func `an empty catalog says what to do, wherever it is read`() throws {
    desk.columns = nil
    let add = "`vendorscore vendors add NAME --stage "
    #expect(try desk.fine("init").output.contains("Next    vendorscore vendors add NAME --stage hosting"))
    for command in ["scores", "journey", "status", "vendors"] {
      #expect(try desk.fine(command).output.contains("No vendors yet. " + add), "\(command)")
    }
    for command in [["compare", "shipping"], ["explain", "dhl"], ["log", "dhl", "lost"]] {
      let outcome = try desk.run(command)
      #expect(outcome.messages.contains("Add one: " + add), "\(command): \(outcome.messages)")
      #expect(outcome.status == .usage)
    }
    #expect(try desk.run("report", "last").status == .missing)
  }
}

@testable import ScorecardFormats
@testable import ScorecardModel

/// Where a ledger on a server is: an address alone, and one that stands in a catalog.
enum AddressTarget {
  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(ServerAddressProblem) {
      let place = try ServerPlace(address: text)
      promise(!place.settings.contains { KnownSetting.secrets.contains($0.keyword) }, "secret: \(place)")
      promise(place.address == text && !place.description.isEmpty && !place.server.isEmpty, "\(place)")
      promise(Set(place.settings.map(\.keyword)).count == place.settings.count, "twice: \(place)")
      for setting in place.settings { promise(!setting.value.isEmpty, "empty: \(place)") }
      show(place)
    } catch {
      promise(error.column >= 1 && error.column <= max(text.count + 1, 1_001), "\(error) of \(text.count)")
      promise(!error.sentence.isEmpty && !error.sentence.contains("\n"), "\(error)")
      show("\(error.column) \(error.sentence)")
    }
    checkCatalog(text)
    if let named = try? ServerPlace(address: "postgresql://db", ledger: text) {
      promise((1...200).contains(named.ledger.unicodeScalars.count), "\(named)")
    }
  }

  /// The same is read of it there; and what is wrong stands within its text.
  private static func checkCatalog(_ text: String) {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    let start = #"{"store":"s","journey":[{"id":"a","name":"A"}],"vendors":[],"ledger":""#
    let whole = start + quoted + "\"}"
    do throws(OwnerFileProblems) {
      let catalog = try CatalogReader.read(Array(whole.utf8), fileName: "f") { _ in true }
      promise(catalog.ledger == (try? ServerPlace(address: text)), "\(text) reads otherwise")
    } catch {
      promise((try? ServerPlace(address: text)) == nil, "\(text) is refused there")
      let end = start.unicodeScalars.count + quoted.unicodeScalars.count + 1
      for problem in error.diagnostics {
        promise(problem.excerpt?.lowercased().contains("postgresql://") != true, "shown: \(problem)")
        promise((start.unicodeScalars.count...end).contains(problem.column ?? 0), "outside: \(problem)")
      }
    }
  }
}

import ScorecardModel

@testable import ScorecardFormats

/// What reading a file came to, in the order in which it was told.
struct Reading: Hashable {
  enum Event: Hashable {
    case row(ImportedRow, RejectedRow?)
    case problem(Diagnostic, RejectedRow?)
    case unknownVendor(ProposedVendor)
    case explanation(String)
  }

  enum Stop: Hashable {
    case problem(Diagnostic)
    case ambiguousDates([String], example: String)
  }

  var events: [Event] = []
  /// What ended it before the end of the file.
  var stop: Stop?

  init(_ bytes: [UInt8], as format: ImportFormat?, pieces: Int = 65_536, _ context: ImportContext) {
    var events: [Event] = []
    let sink = ImportSink(
      row: { events.append(.row($0, $1())) }, problem: { events.append(.problem($0, $1)) },
      unknownVendor: { events.append(.unknownVendor($0)) }, explanation: { events.append(.explanation($0)) })
    do {
      let source = ByteSource(bytes, pieces: pieces)
      try ImportFormat.read(source, fileName: "f", as: format, context: context, sink: sink)
    } catch let problem as Diagnostic {
      stop = .problem(problem)
    } catch let dates as AmbiguousDates {
      stop = .ambiguousDates(dates.patterns, example: dates.example)
    } catch {
      fatalError("an error that nobody awaits: \(error)")
    }
    self.events = events
  }

  /// Reads the same bytes in pieces of another size, and holds what came of it against the promises.
  static func checked(_ bytes: [UInt8], as format: ImportFormat?, _ context: ImportContext) -> Reading {
    let whole = Reading(bytes, as: format, context)
    for size in chosen([1, 7, 64], for: bytes) {
      let pieces = Reading(bytes, as: format, pieces: size, context)
      promise(pieces == whole, "in pieces of \(size) it is\n\(pieces)\n, and in one\n\(whole)")
    }
    Limits(bytes, context).check(whole)
    show(whole)
    return whole
  }

  var rows: [ImportedRow] { events.compactMap { if case .row(let row, _) = $0 { row } else { nil } } }

  /// A file that was cut is never taken for a whole one.
  func checkCut(_ bytes: [UInt8], before end: Int, as format: ImportFormat?, _ context: ImportContext) {
    for cut in chosen(cuts(of: bytes, before: end), for: bytes) {
      let part = Reading(Array(bytes[..<cut]), as: format, context)
      promise(part.stop != nil, "cut at \(cut) it is read as a whole:\n\(part)")
      promise(events.starts(with: part.events), "cut at \(cut) it is\n\(part)\n, and whole\n\(self)")
    }
  }
}

/// A few places to cut a text, told by its content, and the last one possible.
func cuts(of bytes: [UInt8], before end: Int) -> [Int] {
  guard end > 0 else { return [] }
  let hash = Int(truncatingIfNeeded: bytes.withUnsafeBytes(\.hash) >> 8) & 0xFFFF_FFFF
  return [end - 1, hash % end, hash / 7 % end]
}

extension ByteSource {
  /// Hands out at most `pieces` bytes at a time.
  init(_ bytes: [UInt8], pieces: Int) {
    var position = 0
    self.init { buffer in
      let count = min(buffer.count, pieces, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return count
    }
  }
}

/// A small store that files are read for.
enum Store {
  static let catalog = Catalog(
    store: "Sheds", journey: [Stage(id: "web", name: "Web"), Stage(id: "shipping", name: "Shipping")],
    vendors: [
      Vendor(id: "northwind", name: "Northwind Freight", stage: "shipping", aliases: ["NWF", "Örtüp"]),
      Vendor(id: "acme", name: "Acme Freight", stage: "shipping"),
      Vendor(id: "hosty", name: "Hosty", stage: "web", statusPage: "https://status.hosty.example"),
    ])
  static let today = Day(number: 20_700)

  static let names = VendorNames(catalog)

  /// Two hours east of UTC.
  private static let plain = ImportContext(catalog: catalog, latestDay: today) { moment in
    let seconds = moment.seconds + 7200
    return Day(number: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }

  static func context(vendor: Vendor.ID? = nil, line: Int? = nil) -> ImportContext {
    var context = plain
    context.vendor = vendor
    context.explainedLine = line
    return context
  }

  /// Rules that a target is built with; they have no mistake.
  static func format(_ rules: String) -> ImportFormat {
    do {
      return ImportFormat(try RulesReader.read(Array(rules.utf8), fileName: "rules"))
    } catch { fatalError("\(error)") }
  }
}

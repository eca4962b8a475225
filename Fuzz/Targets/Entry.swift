import Glibc

@testable import ScorecardFormats

/// What is fuzzed: `FUZZ_TARGET` names it. One program for all, since building takes longer than starting.
enum Target: String, CaseIterable {
  case csv, tables, rules, lists, atom, dates, catalog, address, formats, record, escapers, server

  var run: ([UInt8]) -> Void {
    switch self {
    case .csv: CSVTarget.run
    case .tables: TablesTarget.run
    case .rules: RulesTarget.run
    case .lists: ListsTarget.run
    case .atom: AtomTarget.run
    case .dates: DatesTarget.run
    case .catalog: CatalogTarget.run
    case .address: AddressTarget.run
    case .formats: FormatsTarget.run
    case .record: RecordTarget.run
    case .escapers: EscapersTarget.run
    case .server: ServerTarget.run
    }
  }

  static let chosen = getenv("FUZZ_TARGET").flatMap { Target(rawValue: String(cString: $0)) }
}

/// Called by libFuzzer for each input; what a target holds against it ends the process.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target = Target.chosen else {
    fatalError("FUZZ_TARGET is one of " + Target.allCases.map(\.rawValue).joined(separator: ", "))
  }
  target.run(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}

/// Ends the process with a reason when a promise is broken; libFuzzer keeps the input.
func promise(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  if !holds { fatalError(sentence()) }
}

private let shows = getenv("FUZZ_SHOW") != nil

/// One of several costly checks, told by the input so that it gets the same one again; its mutations get the others.
/// What is kept gets all of them when it is shown.
func chosen<Check>(_ checks: [Check], for bytes: [UInt8]) -> ArraySlice<Check> {
  if shows || checks.isEmpty { return checks[...] }
  let first = Int(bytes.withUnsafeBytes(\.hash) >> 24 & 0xFFFF) % checks.count
  return checks[first...first]
}

/// Prints what an input came to when asked: another process, with other hash seeds, should print the same.
func show(_ value: @autoclosure () -> Any) {
  if shows { print(value()) }
}

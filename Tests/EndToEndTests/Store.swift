import Foundation
import Testing

/// A workspace of a small store, made for one test.
final class Store {
  static let catalog = """
    {
      "store": "Sheds & Sons",
      "currency": "USD",
      "timeZone": "UTC",
      "journey": [
        { "id": "payments", "name": "Payments" },
        { "id": "shipping", "name": "Shipping" }
      ],
      "vendors": [
        { "id": "paywell", "name": "Paywell", "stage": "payments", "role": "primary" },
        { "id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "primary" },
        { "id": "swiftpost", "name": "Swiftpost", "stage": "shipping", "role": "candidate" },
        { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "role": "primary",
          "aliases": ["NWF"] }
      ]
    }

    """

  private let scratch: Scratch
  var program: Program
  var path: String { scratch.path }
  var ledger: String { path + "/vendorscore.sqlite" }

  /// - Parameter catalog: nil = an empty folder.
  init(catalog: String? = Store.catalog) throws {
    scratch = try Scratch()
    program = Program(directory: scratch.path)
    if let catalog { try write(catalog, to: "vendors.json") }
  }

  func write(_ text: String, to file: String) throws { try write(Data(text.utf8), to: file) }

  func write(_ data: Data, to file: String) throws {
    try data.write(to: URL(fileURLWithPath: path + "/" + file))
  }

  func read(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)), as: UTF8.self)
  }

  func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + file) }

  /// Runs a command in the workspace.
  @discardableResult
  func run(_ arguments: String..., input: String = "") throws -> Program.Outcome {
    try program.run(arguments, input: input)
  }

  /// Runs a command that must succeed.
  @discardableResult
  func fine(
    _ arguments: String..., location: SourceLocation = #_sourceLocation
  ) throws -> Program.Outcome {
    let outcome = try program.run(arguments)
    try #require(outcome.status == 0, "\(arguments): \(outcome.messages)", sourceLocation: location)
    return outcome
  }

  /// The JSON that a command writes.
  func json(_ arguments: String...) throws -> Any {
    let outcome = try program.run(arguments + ["--json"])
    try #require(outcome.status == 0, "\(arguments): \(outcome.messages)")
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8), options: .fragmentsAllowed)
  }

  /// Changes bytes of the ledger's file.
  func overwriteLedger(at offset: Int, with bytes: [UInt8]) throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: ledger))
    try #require(data.count >= offset + bytes.count)
    data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try data.write(to: URL(fileURLWithPath: ledger))
  }
}

import Foundation
import Glibc
import ScorecardModel
import TestSupport
import Testing

@testable import ScorecardCommands

/// A workspace and all that a command finds around it, made for one test: a frozen day, a terminal that is described,
/// answers that are written beforehand, and outputs that are kept.
final class Desk {
  /// What a command left behind.
  struct Outcome {
    let output: String
    let messages: String
    let status: ExitStatus
  }

  static let catalog = """
    {
      "store": "Sheds & Sons",
      "journey": [
        { "id": "payments", "name": "Payments" },
        { "id": "shipping", "name": "Shipping" }
      ],
      "vendors": [
        { "id": "paywell", "name": "Paywell", "stage": "payments" },
        { "id": "parcelo", "name": "Parcelo", "stage": "shipping" },
        { "id": "swiftpost", "name": "Swiftpost", "stage": "shipping", "role": "candidate" },
        { "id": "northwind", "name": "Northwind Freight", "stage": "shipping", "aliases": ["NWF"] }
      ]
    }
    """

  /// Tuesday, 22 September 2026.
  var now = Timestamp(seconds: 1_790_071_200)
  var environment: [String: String] = [:]
  /// Width of the screen that everything is on; nil = input and outputs are files.
  var columns: Int?
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - catalog: nil = an empty folder.
  ///   - columns: nil = no terminal.
  init(catalog: String? = Desk.catalog, columns: Int? = nil) throws {
    folder = try TemporaryFolder()
    self.columns = columns
    if let catalog { try write(catalog, to: "vendors.json") }
  }

  var path: String { folder.path }

  func path(_ name: String) -> String { folder.path(name) }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path(file)))
  }

  /// Runs a command in the workspace.
  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments, dialogue: []) }

  @discardableResult
  func run(_ arguments: [String]) throws -> Outcome { try run(arguments, dialogue: []) }

  /// Runs a command that must succeed.
  @discardableResult
  func fine(_ arguments: String..., location: SourceLocation = #_sourceLocation) throws -> Outcome {
    let outcome = try run(arguments, dialogue: [])
    try #require(outcome.status == .fine, "\(arguments): \(outcome.messages)", sourceLocation: location)
    return outcome
  }

  /// Runs a command that asks.
  ///
  /// - Parameter dialogue: how each question must end, and its answer; nil = the end of the input (Ctrl-D).
  func talk(
    _ arguments: String..., dialogue: [(question: String, answer: String?)],
    location: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    try run(arguments, dialogue: dialogue, location)
  }

  private func run(
    _ arguments: [String], dialogue: [(question: String, answer: String?)],
    _ location: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    let (output, messages) = (try KeptOutput(), try KeptOutput())
    var rest = dialogue[...]
    let keyboard = Keyboard {
      let shown = messages.text
      guard let (question, answer) = rest.popFirst() else {
        Issue.record("asked more than was expected: \(shown)", sourceLocation: location)
        return nil
      }
      #expect(shown.hasSuffix(question), sourceLocation: location)
      return answer
    }
    let session = session(keyboard: keyboard, output: output.output, messages: messages.output)
    let status = VendorscoreProgram.run(["vendorscore"] + arguments, in: session)
    #expect(rest.isEmpty, "never asked: \(rest.map(\.question))", sourceLocation: location)
    return Outcome(output: output.text, messages: messages.text, status: status)
  }

  func session(keyboard: Keyboard, output: Output, messages: Output) -> Session {
    let isTerminal = columns != nil
    let (now, path) = (now, path)
    return Session(
      environment: environment,
      terminal: Terminal(
        environment: environment, isInput: isTerminal, isOutput: isTerminal, isMessages: isTerminal,
        width: { [columns] in columns }),
      keyboard: keyboard, output: output, messages: messages, clock: { now }, timeZone: { "Europe/Lisbon" },
      directory: { path })
  }

  /// The JSON that a command writes.
  func json(_ arguments: String...) throws -> Any {
    let outcome = try run(arguments + ["--json"], dialogue: [])
    try #require(outcome.status == .fine, "\(arguments): \(outcome.messages)")
    return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8), options: .fragmentsAllowed)
  }
}

/// `Testing` has one of its own.
typealias ExitStatus = ScorecardCommands.ExitStatus

/// An output that goes into a file without a name.
final class KeptOutput {
  private let file: UnsafeMutablePointer<FILE>

  init() throws { file = try #require(tmpfile()) }

  deinit { fclose(file) }

  var output: Output { Output(descriptor: fileno(file), name: "an output") }

  /// All that was written so far.
  var text: String {
    let size = Int(lseek(fileno(file), 0, SEEK_CUR))
    var bytes = [UInt8](repeating: 0, count: size)
    let count = pread(fileno(file), &bytes, size, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

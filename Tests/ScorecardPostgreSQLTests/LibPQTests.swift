import Foundation
import TestSupport
import ScorecardModel
import Testing

@testable import ScorecardPostgreSQL

/// What was written by hand of libpq's header, against that header.
@Suite struct `libpq` {
  static let isHere = (try? LibPQ.shared()) != nil
  private static let compiler = TestServer.program("cc") ?? TestServer.program("clang")
  private static let header = [
    "/usr/include/postgresql", "/usr/include", "/opt/homebrew/opt/libpq/include",
    "/usr/local/opt/libpq/include",
  ].first { FileManager.default.fileExists(atPath: $0 + "/libpq-fe.h") }

  /// A function's property, and what C says of it.
  struct Signature {
    var property: String
    var result: String
    var parameters: [String]

    var symbol: String {
      property == "libVersion" ? "PQlibVersion" : "PQ" + property
    }

    init(_ property: String, _ result: String, _ parameters: String...) {
      (self.property, self.result, self.parameters) = (property, result, parameters)
    }

    /// As Swift describes the property's type.
    var swiftType: String {
      let parameters = parameters.map(Self.swift).joined(separator: ", ")
      return "@convention(c) (\(parameters)) -> \(Self.swift(result))"
    }

    private static func swift(_ type: String) -> String {
      switch type {
      case "void": "()"
      case "PGconn *", "const PGconn *", "PGresult *", "const PGresult *": "Optional<OpaquePointer>"
      case "const char *const *": "Optional<UnsafePointer<Optional<UnsafePointer<Int8>>>>"
      case "const char *": "Optional<UnsafePointer<Int8>>"
      case "char *": "Optional<UnsafeMutablePointer<Int8>>"
      case "const int *": "Optional<UnsafePointer<Int32>>"
      case "const Oid *": "Optional<UnsafePointer<UInt32>>"
      case "Oid": "UInt32"
      case "PQconninfoOption *", "void *": "Optional<UnsafeMutableRawPointer>"
      case "PQnoticeProcessor":
        "Optional<@convention(c) @Sendable (Optional<UnsafeMutableRawPointer>, Optional<UnsafePointer<Int8>>) -> ()>"
      // int and C's enumerations.
      default: "Int32"
      }
    }
  }

  static let signatures = [
    Signature("connectStartParams", "PGconn *", "const char *const *", "const char *const *", "int"),
    Signature("connectPoll", "PostgresPollingStatusType", "PGconn *"), Signature("reset", "void", "PGconn *"),
    Signature("finish", "void", "PGconn *"), Signature("conninfo", "PQconninfoOption *", "PGconn *"),
    Signature("conninfoFree", "void", "PQconninfoOption *"),
    Signature("status", "ConnStatusType", "const PGconn *"),
    Signature("errorMessage", "char *", "const PGconn *"),
    Signature("socket", "int", "const PGconn *"), Signature("pass", "char *", "const PGconn *"),
    Signature("connectionNeedsPassword", "int", "const PGconn *"),
    Signature("serverVersion", "int", "const PGconn *"),
    Signature("transactionStatus", "PGTransactionStatusType", "const PGconn *"),
    Signature("setErrorVerbosity", "PGVerbosity", "PGconn *", "PGVerbosity"),
    Signature("setNoticeProcessor", "PQnoticeProcessor", "PGconn *", "PQnoticeProcessor", "void *"),
    Signature(
      "execParams", "PGresult *", "PGconn *", "const char *", "int", "const Oid *", "const char *const *",
      "const int *", "const int *", "int"),
    Signature(
      "sendQueryParams", "int", "PGconn *", "const char *", "int", "const Oid *", "const char *const *",
      "const int *", "const int *", "int"),
    Signature("getResult", "PGresult *", "PGconn *"), Signature("enterPipelineMode", "int", "PGconn *"),
    Signature("exitPipelineMode", "int", "PGconn *"), Signature("pipelineSync", "int", "PGconn *"),
    Signature("resultStatus", "ExecStatusType", "const PGresult *"),
    Signature("resultErrorField", "char *", "const PGresult *", "int"),
    Signature("clear", "void", "PGresult *"),
    Signature("ntuples", "int", "const PGresult *"), Signature("nfields", "int", "const PGresult *"),
    Signature("ftype", "Oid", "const PGresult *", "int"),
    Signature("fformat", "int", "const PGresult *", "int"),
    Signature("getvalue", "char *", "const PGresult *", "int", "int"),
    Signature("getlength", "int", "const PGresult *", "int", "int"),
    Signature("getisnull", "int", "const PGresult *", "int", "int"),
    Signature("cmdStatus", "char *", "PGresult *"),
    Signature("cmdTuples", "char *", "PGresult *"), Signature("libVersion", "int"),
  ]

  static let constants: [(String, Int32)] = [
    ("CONNECTION_OK", LibPQ.ConnectionStatus.ok), ("CONNECTION_BAD", LibPQ.ConnectionStatus.bad),
    ("PGRES_POLLING_FAILED", LibPQ.Polling.failed), ("PGRES_POLLING_READING", LibPQ.Polling.reading),
    ("PGRES_POLLING_WRITING", LibPQ.Polling.writing), ("PGRES_POLLING_OK", LibPQ.Polling.ok),
    ("PGRES_COMMAND_OK", LibPQ.Outcome.commandOK), ("PGRES_TUPLES_OK", LibPQ.Outcome.tuplesOK),
    ("PGRES_COPY_IN", LibPQ.Outcome.copyIn), ("PGRES_COPY_OUT", LibPQ.Outcome.copyOut),
    ("PGRES_COPY_BOTH", LibPQ.Outcome.copyBoth), ("PGRES_PIPELINE_SYNC", LibPQ.Outcome.pipelineSync),
    ("PGRES_PIPELINE_ABORTED", LibPQ.Outcome.pipelineAborted), ("PQTRANS_IDLE", LibPQ.Transaction.idle),
    ("PQTRANS_UNKNOWN", LibPQ.Transaction.unknown), ("PQERRORS_VERBOSE", LibPQ.Verbosity.verbose),
    ("PG_DIAG_SEVERITY_NONLOCALIZED", LibPQ.ErrorField.severity),
    ("PG_DIAG_SQLSTATE", LibPQ.ErrorField.state), ("PG_DIAG_MESSAGE_PRIMARY", LibPQ.ErrorField.message),
    ("PG_DIAG_CONSTRAINT_NAME", LibPQ.ErrorField.constraint),
  ]

  private static func check(_ signatures: [Signature], _ constants: [(String, Int32)]) throws -> (
    Int32, String
  ) {
    let functions = signatures.map { signature in
      let parameters = signature.parameters.isEmpty ? "void" : signature.parameters.joined(separator: ", ")
      return "_Static_assert(__builtin_types_compatible_p(__typeof__(&\(signature.symbol)), "
        + "\(signature.result) (*)(\(parameters))), \"\(signature.symbol)\");"
    }
    let option: [(String, Int?)] = [
      ("keyword", MemoryLayout<ConnectionOption>.offset(of: \.keyword)),
      ("val", MemoryLayout<ConnectionOption>.offset(of: \.value)),
      ("dispsize", MemoryLayout<ConnectionOption>.offset(of: \.displaySize)),
    ]
    let source =
      ["#include <stddef.h>", "#include <libpq-fe.h>"] + functions
      + constants.map { "_Static_assert(\($0) == \($1), \"\($0)\");" }
      + option.map { "_Static_assert(offsetof(PQconninfoOption, \($0)) == \($1 ?? -1), \"\($0)\");" }
      + ["_Static_assert(sizeof(PQconninfoOption) == \(MemoryLayout<ConnectionOption>.stride), \"size\");"]
      + ["_Static_assert(sizeof(ConnStatusType) == 4, \"an enumeration's size\");"]
    let folder = try TemporaryFolder()
    try source.joined(separator: "\n").write(
      toFile: folder.path("signatures.c"), atomically: false, encoding: .utf8)
    let status = try ChildProcess.run(
      compiler ?? "", ["-std=gnu11", "-fsyntax-only", "-I", header ?? "", folder.path("signatures.c")],
      messages: folder.path("messages"))
    return (status, try String(contentsOfFile: folder.path("messages"), encoding: .utf8))
  }

  @Test(
    .enabled(
      if: header != nil && compiler != nil, "SKIPPED: no libpq-fe.h here (libpq-dev), or no C compiler"))
  func `signatures and numbers are those of the header`() throws {
    let (status, messages) = try Self.check(Self.signatures, Self.constants)
    #expect(status == 0, "\(messages)")
    // And the check finds what isn't.
    #expect(try Self.check([Signature("finish", "int", "PGconn *")], []).0 != 0)
    #expect(try Self.check([], [("PGRES_COPY_IN", 5)]).0 != 0)
  }

  @Test(.enabled(if: isHere, "SKIPPED: no libpq here"))
  func `the program's own types are those signatures`() throws {
    let properties = Mirror(reflecting: try LibPQ.shared()).children.map { child in
      "\(child.label ?? ""): \(type(of: child.value))".replacingOccurrences(of: "(c) @Sendable", with: "(c)")
    }
    let expected = Self.signatures.map {
      "\($0.property): \($0.swiftType)".replacingOccurrences(of: "(c) @Sendable", with: "(c)")
    }
    #expect(properties == expected)
  }

  @Test func `without it its name is said, not a crash`() {
    #expect(throws: ServerFailure.noLibrary) { try LibPQ.load(from: ["libpq-of-nobody.so.5"]) }
  }

  @Test func `a library that lacks a function is too old`() {
    #expect(throws: ServerFailure.oldLibrary) { try LibPQ.load(from: ["libm.so.6", "libm.dylib"]) }
  }
}

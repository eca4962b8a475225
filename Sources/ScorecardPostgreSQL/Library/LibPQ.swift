import ScorecardModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// PostgreSQL's own client library, looked for when a ledger on a server is opened and at no other time: linking it would
/// bring two dozen libraries into every command (decision 0024).
///
/// The functions are those of `libpq-fe.h`, under their names there without `PQ`. The library's name has been the same
/// since 2006, so these signatures are a promise of its makers; a test holds each against the header where that is.
struct LibPQ: Sendable {
  typealias Connection = OpaquePointer
  typealias Result = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias OwnText = UnsafeMutablePointer<CChar>

  // MARK: Opening and closing

  /// Keywords, values, whether a database's name may be a whole address. Sends nothing yet.
  let connectStartParams:
    @convention(c) @Sendable (UnsafePointer<Text?>?, UnsafePointer<Text?>?, Int32) -> Connection?
  let connectPoll: @convention(c) @Sendable (Connection?) -> Int32
  /// Connects anew with what the connection was made of, and waits.
  let reset: @convention(c) @Sendable (Connection?) -> Void
  let finish: @convention(c) @Sendable (Connection?) -> Void
  /// What a connection was made of, with what the environment and a service's file added: ``ConnectionOption``s.
  let conninfo: @convention(c) @Sendable (Connection?) -> UnsafeMutableRawPointer?
  let conninfoFree: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> Void

  // MARK: What is known of a connection

  let status: @convention(c) @Sendable (Connection?) -> Int32
  let errorMessage: @convention(c) @Sendable (Connection?) -> OwnText?
  let socket: @convention(c) @Sendable (Connection?) -> Int32
  let pass: @convention(c) @Sendable (Connection?) -> OwnText?
  let connectionNeedsPassword: @convention(c) @Sendable (Connection?) -> Int32
  /// 150018 = 15.18; 0 = it didn't say.
  let serverVersion: @convention(c) @Sendable (Connection?) -> Int32
  let transactionStatus: @convention(c) @Sendable (Connection?) -> Int32
  let setErrorVerbosity: @convention(c) @Sendable (Connection?, Int32) -> Int32
  let setNoticeProcessor:
    @convention(c) @Sendable (Connection?, NoticeProcessor?, UnsafeMutableRawPointer?) -> NoticeProcessor?

  // MARK: Statements

  /// Statement, then of each parameter its type, value, length and whether it is binary; whether the answer shall be.
  let execParams:
    @convention(c) @Sendable (
      Connection?, Text?, Int32, UnsafePointer<UInt32>?, UnsafePointer<Text?>?, UnsafePointer<Int32>?,
      UnsafePointer<Int32>?, Int32
    ) -> Result?
  /// The same without waiting for the answer.
  let sendQueryParams:
    @convention(c) @Sendable (
      Connection?, Text?, Int32, UnsafePointer<UInt32>?, UnsafePointer<Text?>?, UnsafePointer<Int32>?,
      UnsafePointer<Int32>?, Int32
    ) -> Int32
  let getResult: @convention(c) @Sendable (Connection?) -> Result?
  let enterPipelineMode: @convention(c) @Sendable (Connection?) -> Int32
  let exitPipelineMode: @convention(c) @Sendable (Connection?) -> Int32
  let pipelineSync: @convention(c) @Sendable (Connection?) -> Int32

  // MARK: Answers

  let resultStatus: @convention(c) @Sendable (Result?) -> Int32
  let resultErrorField: @convention(c) @Sendable (Result?, Int32) -> OwnText?
  let clear: @convention(c) @Sendable (Result?) -> Void
  let ntuples: @convention(c) @Sendable (Result?) -> Int32
  let nfields: @convention(c) @Sendable (Result?) -> Int32
  let ftype: @convention(c) @Sendable (Result?, Int32) -> UInt32
  let fformat: @convention(c) @Sendable (Result?, Int32) -> Int32
  let getvalue: @convention(c) @Sendable (Result?, Int32, Int32) -> OwnText?
  let getlength: @convention(c) @Sendable (Result?, Int32, Int32) -> Int32
  let getisnull: @convention(c) @Sendable (Result?, Int32, Int32) -> Int32
  let cmdStatus: @convention(c) @Sendable (Result?) -> OwnText?
  let cmdTuples: @convention(c) @Sendable (Result?) -> OwnText?

  /// 150018 = 15.18.
  let libVersion: @convention(c) @Sendable () -> Int32
}

/// Takes what a server says without being asked.
typealias NoticeProcessor = @convention(c) @Sendable (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void

/// `PQconninfoOption`: what a connection's keyword stands for. The list of them ends with one without a keyword.
struct ConnectionOption {
  var keyword: UnsafeMutablePointer<CChar>?
  var environmentVariable: UnsafeMutablePointer<CChar>?
  var compiledDefault: UnsafeMutablePointer<CChar>?
  var value: UnsafeMutablePointer<CChar>?
  var label: UnsafeMutablePointer<CChar>?
  var display: UnsafeMutablePointer<CChar>?
  var displaySize: Int32
}

// MARK: - Loading

extension LibPQ {
  /// Where it may be, the first that is there; never a path that the environment names.
  static let names: [String] = {
    #if canImport(Darwin)
      [
        "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
        "/usr/local/opt/libpq/lib/libpq.5.dylib",
      ]
    #else
      ["libpq.so.5"]
    #endif
  }()

  private static let loaded = Swift.Result<LibPQ, ServerFailure> { () throws(ServerFailure) in
    try load(from: names)
  }

  /// The library, found once for the whole process.
  ///
  /// - Throws: ``ServerFailure/noLibrary``, ``ServerFailure/oldLibrary``.
  static func shared() throws(ServerFailure) -> LibPQ { try loaded.get() }

  static func load(from names: [String]) throws(ServerFailure) -> LibPQ {
    for name in names {
      // It stays for as long as the process lives.
      if let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) { return try LibPQ(SharedLibrary(handle: handle)) }
    }
    throw .noLibrary
  }

  private init(_ library: SharedLibrary) throws(ServerFailure) {
    connectStartParams = try library.function("PQconnectStartParams")
    connectPoll = try library.function("PQconnectPoll")
    reset = try library.function("PQreset")
    finish = try library.function("PQfinish")
    conninfo = try library.function("PQconninfo")
    conninfoFree = try library.function("PQconninfoFree")
    status = try library.function("PQstatus")
    errorMessage = try library.function("PQerrorMessage")
    socket = try library.function("PQsocket")
    pass = try library.function("PQpass")
    connectionNeedsPassword = try library.function("PQconnectionNeedsPassword")
    serverVersion = try library.function("PQserverVersion")
    transactionStatus = try library.function("PQtransactionStatus")
    setErrorVerbosity = try library.function("PQsetErrorVerbosity")
    setNoticeProcessor = try library.function("PQsetNoticeProcessor")
    execParams = try library.function("PQexecParams")
    sendQueryParams = try library.function("PQsendQueryParams")
    getResult = try library.function("PQgetResult")
    enterPipelineMode = try library.function("PQenterPipelineMode")
    exitPipelineMode = try library.function("PQexitPipelineMode")
    pipelineSync = try library.function("PQpipelineSync")
    resultStatus = try library.function("PQresultStatus")
    resultErrorField = try library.function("PQresultErrorField")
    clear = try library.function("PQclear")
    ntuples = try library.function("PQntuples")
    nfields = try library.function("PQnfields")
    ftype = try library.function("PQftype")
    fformat = try library.function("PQfformat")
    getvalue = try library.function("PQgetvalue")
    getlength = try library.function("PQgetlength")
    getisnull = try library.function("PQgetisnull")
    cmdStatus = try library.function("PQcmdStatus")
    cmdTuples = try library.function("PQcmdTuples")
    libVersion = try library.function("PQlibVersion")
  }
}

/// A library that was loaded by name.
private struct SharedLibrary {
  let handle: UnsafeMutableRawPointer

  /// - Throws: ``ServerFailure/oldLibrary`` without a function of that name: what sends several statements in one trip
  ///   came with libpq 14.
  func function<Function>(_ name: String) throws(ServerFailure) -> Function {
    guard let address = dlsym(handle, name) else { throw .oldLibrary }
    // C has no way to say what a symbol is; the test of signatures does.
    return unsafeBitCast(address, to: Function.self)
  }
}

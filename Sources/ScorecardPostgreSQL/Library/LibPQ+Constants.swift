/// The numbers of `libpq-fe.h` and `postgres_ext.h` that are used here, under their names there; held by the same test as
/// the functions.
extension LibPQ {
  enum ConnectionStatus {
    static let ok: Int32 = 0
    static let bad: Int32 = 1
  }

  enum Polling {
    static let failed: Int32 = 0
    static let reading: Int32 = 1
    static let writing: Int32 = 2
    static let ok: Int32 = 3
  }

  enum Outcome {
    static let commandOK: Int32 = 1
    static let tuplesOK: Int32 = 2
    static let copyOut: Int32 = 3
    static let copyIn: Int32 = 4
    static let copyBoth: Int32 = 8
    static let pipelineSync: Int32 = 10
    static let pipelineAborted: Int32 = 11
  }

  enum Transaction {
    static let idle: Int32 = 0
    static let unknown: Int32 = 4
  }

  enum Verbosity {
    static let verbose: Int32 = 2
  }

  /// What a server says of an error, by a letter.
  enum ErrorField {
    /// In English, unlike the one that is for people.
    static let severity = Int32(UInt8(ascii: "V"))
    static let state = Int32(UInt8(ascii: "C"))
    static let message = Int32(UInt8(ascii: "M"))
    static let constraint = Int32(UInt8(ascii: "n"))
  }
}

import ScorecardModel

extension LibPQ {
  /// Begins a connection, which is to be ended with `finish` whatever becomes of it.
  ///
  /// - Throws: ``ServerFailure/unreachable(_:)`` without memory.
  func start(_ settings: [ServerSetting]) throws(ServerFailure) -> Connection {
    let keywords = CTexts(settings.map(\.keyword))
    let values = CTexts(settings.map(\.value))
    let connection = keywords.withPointers { keywords in
      // A database's name is a name, whatever it looks like: 0.
      values.withPointers { values in connectStartParams(keywords, values, 0) }
    }
    guard let connection else { throw .unreachable("no memory") }
    return connection
  }

  /// What a connection would be made of, by keyword: the settings, and what the environment, a service's file and libpq
  /// itself add. Asks no server. May hold passwords.
  ///
  /// - Throws: ``ServerFailure/badSetting(_:)`` when libpq doesn't know a setting, or finds no such service.
  func resolved(_ settings: [ServerSetting]) throws(ServerFailure) -> [String: String] {
    // libpq reads its files and then refuses this value before it looks for a server.
    let brake = ServerSetting("target_session_attrs", "nothing-yet")
    let connection = try start(settings.filter { $0.keyword != brake.keyword } + [brake])
    defer { finish(connection) }
    let values = options(of: connection)
    guard values[brake.keyword] == brake.value else {
      throw .badSetting(MessageFilter(secrets: secrets(of: connection)).clean(message(of: connection)))
    }
    return values
  }

  private func options(of connection: Connection) -> [String: String] {
    guard let first = conninfo(connection) else { return [:] }
    defer { conninfoFree(first) }
    var values: [String: String] = [:]
    var option = first.assumingMemoryBound(to: ConnectionOption.self)
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.value { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return values
  }

  /// What libpq says of a connection's last failure, unfiltered.
  func message(of connection: Connection) -> String {
    errorMessage(connection).map { String(cString: $0) } ?? ""
  }

  /// Who logs in, or wants to.
  func user(of connection: Connection) -> String? { options(of: connection)["user"] }

  /// The passwords that a connection knows of.
  func secrets(of connection: Connection) -> [String] {
    let options = options(of: connection)
    return [options["password"], options["sslpassword"], pass(connection).map { String(cString: $0) }]
      .compactMap { $0 }
  }
}

/// Texts as C wants a list of them: one after another in memory, their addresses in a list that ends with none.
private struct CTexts {
  private var bytes: [CChar] = []
  private var offsets: [Int] = []

  init(_ texts: [String]) {
    for text in texts {
      offsets.append(bytes.count)
      bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
    }
  }

  func withPointers<Result>(_ body: (UnsafePointer<LibPQ.Text?>?) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { buffer in
      let pointers = offsets.map { offset in buffer.baseAddress.map { $0 + offset } } + [nil]
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}

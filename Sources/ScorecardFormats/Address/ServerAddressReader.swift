import ScorecardModel

/// Takes a `postgresql://…` address apart, strictly: what libpq would guess at is an error here, since a password that
/// ends up in the wrong part would be shown in messages.
struct ServerAddressReader {
  static let longest = 1_000
  private static let schemes = ["postgresql", "postgres"]

  private let characters: [Character]
  private var settings: [ServerSetting] = []
  /// Where a password begins, if there is one.
  private var secretColumn: Int?

  /// - Throws: the first problem; a password goes before all others, whatever else is wrong.
  static func settings(of address: String) throws(ServerAddressProblem) -> [ServerSetting] {
    guard address.utf8.count <= longest else {
      throw ServerAddressProblem(.tooLong(limit: longest), column: longest + 1)
    }
    var reader = ServerAddressReader(characters: Array(address))
    var problem: ServerAddressProblem?
    do { try reader.read() } catch { problem = error }
    if let column = reader.secretColumn {
      throw ServerAddressProblem(.password(passwordFile: reader.passwordFileLine), column: column)
    }
    if let problem { throw problem }
    return reader.settings
  }

  private init(characters: [Character]) { self.characters = characters }

  private mutating func read() throws(ServerAddressProblem) {
    try refuseControls()
    let start = try readScheme()
    let authorityEnd = end(of: start, at: "/?")
    let queryStart = end(of: authorityEnd, at: "?")
    // The user's part ends with the last @: a password may hold others, and must not be taken for a host.
    let at = characters[start..<authorityEnd].lastIndex(of: "@")
    if let at { try readUser(start..<at) }
    let query = min(queryStart + 1, characters.count)..<characters.count
    noteSecrets(in: query)
    try refuseStrayAt(after: authorityEnd)
    try readHosts((at.map { $0 + 1 } ?? start)..<authorityEnd)
    try readDatabase(authorityEnd..<queryStart)
    try readQuery(query)
    try checkPorts()
  }

  // MARK: Parts

  private func refuseControls() throws(ServerAddressProblem) {
    for (index, character) in characters.enumerated() {
      for scalar in character.unicodeScalars {
        if scalar.value == 0 { throw problem(.nul, at: index) }
        if scalar.properties.generalCategory == .control { throw problem(.control, at: index) }
      }
    }
  }

  /// - Returns: where the rest begins.
  private func readScheme() throws(ServerAddressProblem) -> Int {
    let end = end(of: 0, at: ":")
    let scheme = String(characters[..<end]).lowercased()
    let hasSlashes = characters[end...].starts(with: "://")
    guard hasSlashes, Self.schemes.contains(scheme) else {
      throw problem(.otherScheme(hasSlashes && Self.isPlain(scheme) ? scheme : nil), at: 0)
    }
    return end + 3
  }

  private mutating func readUser(_ range: Range<Int>) throws(ServerAddressProblem) {
    let colon = characters[range].firstIndex(of: ":")
    if let colon { secretColumn = colon + 2 }
    try add("user", range.lowerBound..<(colon ?? range.upperBound), at: range.lowerBound)
  }

  /// A password may stand after `?` as well, and is found there even if something before is wrong.
  private mutating func noteSecrets(in query: Range<Int>) {
    for part in parts(of: query, separator: "&") where secretColumn == nil {
      let name = String(characters[part.lowerBound..<end(of: part, at: "=")]).lowercased()
      if KnownSetting.secrets.contains(name) { secretColumn = part.lowerBound + 1 }
    }
  }

  /// `ann:pa/ss@host`: what looks like a port and a database would be a password's parts.
  private func refuseStrayAt(after index: Int) throws(ServerAddressProblem) {
    if let stray = characters[index...].firstIndex(of: "@") { throw problem(.unencoded("@"), at: stray) }
  }

  private mutating func readHosts(_ range: Range<Int>) throws(ServerAddressProblem) {
    if range.isEmpty { return }
    var hosts: [String] = []
    var ports: [String] = []
    for part in parts(of: range, separator: ",") {
      let hostEnd = try endOfHost(part)
      let isBracketed = characters[part.lowerBound..<hostEnd].first == "["
      let host = try decoded(isBracketed ? (part.lowerBound + 1)..<(hostEnd - 1) : part.lowerBound..<hostEnd)
      if host.contains(",") { throw problem(.unencoded(","), at: part.lowerBound) }
      hosts.append(host)
      let port = String(characters[min(hostEnd + 1, part.upperBound)..<part.upperBound])
      if let wrong = KnownSetting.problem(withPort: port) { throw problem(wrong, at: hostEnd + 1) }
      ports.append(port)
    }
    if hosts != [""] { settings.append(ServerSetting("host", hosts.joined(separator: ","))) }
    if ports.contains(where: { !$0.isEmpty }) {
      settings.append(ServerSetting("port", ports.joined(separator: ",")))
    }
  }

  private func endOfHost(_ part: Range<Int>) throws(ServerAddressProblem) -> Int {
    guard !part.isEmpty, characters[part.lowerBound] == "[" else { return end(of: part, at: ":") }
    guard let bracket = characters[part].firstIndex(of: "]"), bracket > part.lowerBound + 1,
      bracket + 1 == part.upperBound || characters[bracket + 1] == ":"
    else { throw problem(.badBrackets, at: part.lowerBound) }
    return bracket + 1
  }

  private mutating func readDatabase(_ range: Range<Int>) throws(ServerAddressProblem) {
    let name = range.dropFirst()
    if name.isEmpty { return }
    if let slash = characters[name].firstIndex(of: "/") { throw problem(.unencoded("/"), at: slash) }
    try add("dbname", name, at: name.lowerBound)
  }

  private mutating func readQuery(_ range: Range<Int>) throws(ServerAddressProblem) {
    if range.isEmpty { return }
    for part in parts(of: range, separator: "&") {
      let equals = end(of: part, at: "=")
      let keyword = String(characters[part.lowerBound..<equals])
      if keyword == "options" { throw problem(.serverOptions, at: part.lowerBound) }
      guard KnownSetting.named(keyword) != nil else { throw unknown(keyword, at: part.lowerBound) }
      try add(keyword, min(equals + 1, part.upperBound)..<part.upperBound, at: part.lowerBound)
    }
  }

  private func checkPorts() throws(ServerAddressProblem) {
    let count = { keyword in
      settings.first { $0.keyword == keyword }.map { ServerPlace.list($0.value).count }
    }
    guard let ports = count("port"), ports > 1 else { return }
    if ports != count("host") ?? count("hostaddr") ?? 1 { throw problem(.unevenPorts, at: 0) }
  }

  // MARK: Words

  private mutating func add(
    _ keyword: String, _ range: Range<Int>, at index: Int
  ) throws(ServerAddressProblem) {
    if settings.contains(where: { $0.keyword == keyword }) { throw problem(.twice(keyword), at: index) }
    let value = try decoded(range)
    if let wrong = KnownSetting.named(keyword)?.problem(with: value) {
      throw problem(wrong, at: value.isEmpty ? index : range.lowerBound)
    }
    settings.append(ServerSetting(keyword, value))
  }

  /// A name that is repeated is one that could be a setting's: nothing secret looks like that by accident.
  private func unknown(_ keyword: String, at index: Int) -> ServerAddressProblem {
    guard Self.isPlain(keyword) else { return problem(.unknownSetting(nil, closest: nil), at: index) }
    let closest = KnownSetting.all.map(\.keyword).first { Self.differByOne($0, keyword) }
    return problem(.unknownSetting(keyword, closest: closest), at: index)
  }

  private func decoded(_ range: Range<Int>) throws(ServerAddressProblem) -> String {
    var bytes: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if characters[index] == " " { throw problem(.unencoded(" "), at: index) }
      guard characters[index] == "%" else {
        bytes += characters[index].utf8
        index += 1
        continue
      }
      guard index + 2 < range.upperBound, let high = characters[index + 1].hexDigitValue,
        let low = characters[index + 2].hexDigitValue
      else { throw problem(.badEncoding, at: index) }
      let byte = UInt8(high * 16 + low)
      if byte == 0 { throw problem(.nul, at: index) }
      if byte < 0x20 || byte == 0x7F { throw problem(.control, at: index) }
      bytes.append(byte)
      index += 3
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw problem(.badEncoding, at: range.lowerBound)
    }
    return text
  }

  private func end(of range: Range<Int>, at stop: Character) -> Int {
    characters[range].firstIndex(of: stop) ?? range.upperBound
  }

  private func end(of start: Int, at stops: String) -> Int {
    characters[start...].firstIndex { stops.contains($0) } ?? characters.count
  }

  private func parts(of range: Range<Int>, separator: Character) -> [Range<Int>] {
    characters[range].split(separator: separator, omittingEmptySubsequences: false)
      .map { $0.startIndex..<$0.endIndex }
  }

  private func problem(_ reason: ServerAddressProblem.Reason, at index: Int) -> ServerAddressProblem {
    ServerAddressProblem(reason, column: index + 1)
  }

  private static func isPlain(_ word: String) -> Bool {
    (1...30).contains(word.utf8.count)
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_" || $0 == "-") }
  }

  /// Whether one letter more, less or other makes one of the other.
  private static func differByOne(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one), Array(other))
    guard abs(one.count - other.count) <= 1, one != other else { return false }
    let start = zip(one, other).prefix { $0 == $1 }.count
    let end = zip(one.dropFirst(start).reversed(), other.dropFirst(start).reversed()).prefix { $0 == $1 }
      .count
    return max(one.count, other.count) - start - end <= 1
  }

  private var passwordFileLine: String {
    let value = { keyword in settings.first { $0.keyword == keyword }?.value }
    return PasswordFile.line(
      host: ServerPlace.list(value("host") ?? "").first, port: ServerPlace.list(value("port") ?? "").first,
      database: value("dbname"), user: value("user"))
  }
}

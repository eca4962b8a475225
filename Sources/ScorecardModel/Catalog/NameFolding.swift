/// What counts as the same name.
enum NameFolding {
  /// The name as it is compared: case-folded, without invisible characters, and with one space for any run of
  /// spaces, hyphens and underscores.
  ///
  /// Compare keys as `String`: its equality is canonical equivalence, so NFC and NFD spellings are equal.
  static func key(_ name: some StringProtocol) -> String {
    var result = ""
    var gap = false
    for scalar in name.unicodeScalars.lazy.map(CaseFolding.ofUsualWidth) {
      if isSeparator(scalar) {
        gap = true
      } else if scalar.isASCII || !scalar.properties.isDefaultIgnorableCodePoint {
        if gap, !result.isEmpty { result += " " }
        gap = false
        CaseFolding.append(scalar, to: &result)
      }
    }
    return result
  }

  /// The scalars of a key without accents and without gaps, for telling how far apart two names are.
  static func letters(_ name: some StringProtocol) -> [Unicode.Scalar] {
    words(name).flatMap { $0 }
  }

  /// The words of a key without accents.
  static func words(_ name: some StringProtocol) -> [[Unicode.Scalar]] {
    key(name).unicodeScalars.split(separator: " ").map { $0.flatMap(withoutAccent) }.filter { !$0.isEmpty }
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == " " || scalar == "-" || scalar == "_" || (scalar >= "\t" && scalar <= "\r")
    }
    return scalar.properties.isWhitespace || scalar.properties.generalCategory == .dashPunctuation
  }

  /// `é` → `e`, `æ` → `ae`, a combining mark → nothing; a letter without accent stays.
  ///
  /// The base letter is read off the Unicode name ("LATIN SMALL LETTER E WITH ACUTE"), which also knows the letters
  /// that have no decomposition, such as `ø` and `ł`.
  private static func withoutAccent(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII { return [scalar] }
    if scalar.properties.generalCategory == .nonspacingMark { return [] }
    guard let words = scalar.properties.name?.split(separator: " "), words.first == "LATIN",
      let base = words.prefix(while: { $0 != "WITH" }).last, base.utf8.count <= 2
    else { return [scalar] }
    return Array(base.lowercased().unicodeScalars)
  }
}

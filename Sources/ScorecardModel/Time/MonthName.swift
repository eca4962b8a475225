/// The English names of the months, which is how programs write them whatever the language of their users.
package enum MonthName {
  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ].map { Array($0.utf8) }

  /// The month, 1...12, of its whole name or its first three letters, or of `Sept`; in any case.
  package static func number(of word: some Collection<UInt8>) -> Int? {
    let word = word.map { $0 | 0x20 }
    let isSept = word.elementsEqual("sept".utf8)
    let index = names.firstIndex { name in
      name == word || (word.count == 3 || isSept) && name.starts(with: word)
    }
    return index.map { $0 + 1 }
  }

  /// The same, for any beginning of at least three letters: what people type.
  package static func number(ofBeginning word: some Collection<UInt8>) -> Int? {
    guard word.count >= 3 else { return nil }
    let word = word.map { $0 | 0x20 }
    return names.firstIndex { $0.starts(with: word) }.map { $0 + 1 }
  }
}

/// Which letters are the same but for their case or their width.
///
/// Compare what it gives as `String`: its equality is canonical equivalence, so NFC and NFD spellings are equal.
package enum CaseFolding {
  /// A text as two people would compare it.
  package static func folded(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(ofUsualWidth(scalar), to: &result) }
    return result
  }

  /// Letters, digits and signs of full width (U+FF01 to U+FF5E) are those of ASCII.
  package static func ofUsualWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(UInt8(scalar.value - 0xFF01 + 0x21))
  }

  static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    if scalar.isASCII {
      let isUpper = scalar >= "A" && scalar <= "Z"
      result.unicodeScalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
    } else if scalar == "\u{307}", result.unicodeScalars.last == "i" {
      // The dot that a Turkish İ keeps when it is decomposed, or made small; ı meets it through I.
    } else {
      // Down, up and down again: so ẞ and ß meet SS, and a final sigma meets a medial one.
      for lower in scalar.properties.lowercaseMapping.uppercased().lowercased().unicodeScalars
      where lower != "\u{307}" || scalar == "\u{307}" {
        result.unicodeScalars.append(lower)
      }
    }
  }
}

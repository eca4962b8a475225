/// How numbers are written: which mark is before the decimals, and which between thousands.
///
/// Any blank and any apostrophe may stand between thousands, whatever the marks; neither is ever before decimals.
package enum NumberFormat: String, CaseIterable, Hashable, Sendable {
  case point = "1,234.50"
  case comma = "1.234,50"
  /// No point at all.
  case blank = "1 234,50"

  /// Before decimals.
  var decimal: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }

  func mayGroup(_ mark: UInt8) -> Bool {
    switch self {
    case _ where mark == UInt8(ascii: " ") || mark == UInt8(ascii: "'"): true
    case .point: mark == UInt8(ascii: ",")
    case .comma: mark == UInt8(ascii: ".")
    case .blank: false
    }
  }
}

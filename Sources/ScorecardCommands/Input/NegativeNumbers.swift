/// Numbers below zero, which the parser would take for options: they reach whoever reads the number, so that the
/// message names what may be typed.
enum NegativeNumbers {
  private static let minus: Character = "−"

  static func kept(in arguments: [String]) -> [String] {
    arguments.map { argument in
      let isNumber =
        argument.hasPrefix("-") && argument.utf8.count > 1
        && argument.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C }
      return isNumber ? String(minus) + argument.dropFirst() : argument
    }
  }

  /// As it was typed.
  static func shown(in message: String) -> String { message.replacing("\"\(minus)", with: "\"-") }
}

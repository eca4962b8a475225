/// Names with numbers from 1 on, in the order in which they came.
struct NumberedNames {
  private(set) var names: [String] = []
  private var numbers: [String: Int64] = [:]

  func known(_ name: String) -> Int64? { numbers[name] }

  func name(of number: Int64) -> String? {
    number >= 1 && number <= Int64(names.count) ? names[Int(number) - 1] : nil
  }

  /// The name's number; a new name gets the next one.
  mutating func number(of name: String) -> Int64 {
    if let number = numbers[name] { return number }
    names.append(name)
    numbers[name] = Int64(names.count)
    return Int64(names.count)
  }
}

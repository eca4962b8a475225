/// The vendors and sources of a ledger by number: rows hold a number, so that a name is stored once.
struct IDRegistry {
  var vendors = Names()
  var sources = Names()

  /// Names with numbers from 1 on, in the order in which they came.
  struct Names {
    private(set) var all: [Int64: String] = [:]
    private var numbers: [String: Int64] = [:]

    subscript(number: Int64) -> String? { all[number] }

    func number(of name: String) -> Int64? { numbers[name] }

    mutating func add(_ name: String, number: Int64) {
      all[number] = name
      numbers[name] = number
    }

    /// - Returns: the number of the new name.
    mutating func add(_ name: String) -> Int64 {
      let number = Int64(all.count + 1)
      add(name, number: number)
      return number
    }
  }
}

/// The vendors and sources of a ledger by number: rows hold a number, so that a name is stored once.
package struct IDRegistry: Sendable {
  package enum List: Sendable {
    case vendors
    case sources
  }

  package private(set) var vendors = Names()
  package private(set) var sources = Names()

  package init() {}

  package mutating func add(_ name: String, number: Int64, to list: List) {
    switch list {
    case .vendors: vendors.add(name, number: number)
    case .sources: sources.add(name, number: number)
    }
  }

  /// - Returns: the number of the new name.
  mutating func add(_ name: String, to list: List) -> Int64 {
    switch list {
    case .vendors: vendors.add(name)
    case .sources: sources.add(name)
    }
  }

  /// Names with numbers from 1 on, in the order in which they came.
  package struct Names: Sendable {
    package private(set) var all: [Int64: String] = [:]
    private var numbers: [String: Int64] = [:]

    package subscript(number: Int64) -> String? { all[number] }

    package func number(of name: String) -> Int64? { numbers[name] }

    fileprivate mutating func add(_ name: String, number: Int64) {
      all[number] = name
      numbers[name] = number
    }

    fileprivate mutating func add(_ name: String) -> Int64 {
      let number = Int64(all.count + 1)
      add(name, number: number)
      return number
    }
  }
}

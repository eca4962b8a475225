/// Two commands in turn, A B A B …, so that a drift of the machine's speed touches both.
package struct Pair {
  package private(set) var a: [Run] = []
  package private(set) var b: [Run] = []

  /// - Parameter before: makes the ground for a run, such as an empty folder; not measured.
  package init(_ a: Command, _ b: Command, runs: Int, before: () throws -> Void = {}) throws {
    for run in 0...runs {
      try before()
      let (first, second) = (try a.run(), try b.run())
      if run == 0 { continue }
      self.a.append(first)
      self.b.append(second)
    }
  }

  package var ratio: Double { median(zip(a, b).map { $0.wall / $1.wall }) }
  package var difference: Double { median(zip(a, b).map { $0.wall - $1.wall }) }
  package var peakMegabytes: Double { a.map(\.peakMegabytes).max() ?? 0 }
}

package func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

package func milliseconds(_ runs: [Run]) -> String { milliseconds(median(runs.map(\.wall))) }
package func milliseconds(_ seconds: Double) -> String { "\(rounded(seconds * 1000, 1)) ms" }
package func rounded(_ value: Double, _ digits: Int) -> String {
  let scale = digits == 1 ? 10.0 : 100.0
  return "\((value * scale).rounded() / scale)"
}

import Synchronization
import Testing

@testable import VendorScorecard

@Suite struct ReadAheadTests {
  private struct Broken: Error, Equatable { var item: Int }

  @Test(arguments: [0, 1, 255, 256, 257, 10_000])
  func `every item arrives once and in order`(count: Int) throws {
    var seen: [Int] = []
    let value = try ReadAhead.run { emit in
      for item in 0..<count { try emit(item) }
      return "end of \(count)"
    } consume: {
      seen.append($0)
    }
    #expect(seen == Array(0..<count))
    #expect(value == "end of \(count)")
  }

  @Test func `items are shown before those before them are consumed`() throws {
    var events: [String] = []
    try ReadAhead.run(
      { emit in for item in 1...5 { try emit(item) } }, batch: 2,
      prepare: { events.append("\($0)") }, consume: { events.append("\($0)") })
    #expect(events == ["[1, 2]", "[3, 4]", "1", "2", "[5]", "3", "4", "[]", "5"])
  }

  @Test func `what was made before a failure is consumed first`() {
    var seen: [Int] = []
    #expect(throws: Broken(item: 700)) {
      try ReadAhead.run { emit in
        for item in 0..<700 { try emit(item) }
        throw Broken(item: 700)
      } consume: { (item: Int) in
        seen.append(item)
      }
    }
    #expect(seen == Array(0..<700))
  }

  @Test func `a consumer that gives up stops an endless producer`() {
    let isRunning = Mutex(false)
    #expect(throws: Broken(item: 5000)) {
      try ReadAhead.run { emit in
        isRunning.withLock { $0 = true }
        defer { isRunning.withLock { $0 = false } }
        var item = 0
        while true {
          try emit(item)
          item += 1
        }
      } consume: { (item: Int) in
        if item == 5000 { throw Broken(item: item) }
      }
    }
    #expect(!isRunning.withLock { $0 }, "nothing may run on behind the caller's back")
  }
}

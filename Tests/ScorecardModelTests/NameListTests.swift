import ScorecardModel
import Testing

struct NameListTests {
  @Test func `many names are counted after the third`() {
    #expect(NameList.and([]) == "")
    #expect(NameList.and(["A"]) == "A")
    #expect(NameList.and(["A", "B"]) == "A and B")
    #expect(NameList.and(["A", "B", "C"]) == "A, B and C")
    #expect(NameList.and(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more")
    #expect(NameList.or(["a", "b", "c", "d"]) == "a, b, c or d")
  }
}

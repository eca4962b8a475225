import ScorecardModel
import TestSupport
import Testing

@Suite struct DecimalTextTests {
  @Test func `exact numbers read back as the same double`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<5000 {
      let value = Double(bitPattern: random.next())
      #expect(DecimalText.exact(value).flatMap(Double.init) == (value.isFinite ? value : nil))
    }
    #expect(DecimalText.exact(83) == "83")
    #expect(DecimalText.withoutExponent(0.000001) == "0.000001")
    #expect(DecimalText.withoutExponent(-1.25e-7) == "-0.000000125")
    #expect(DecimalText.withoutExponent(1.5e17) == "150000000000000000")
    #expect(DecimalText.withoutExponent(2.5) == "2.5")
    #expect(DecimalText.exact(-0.0) == "0")
  }
}

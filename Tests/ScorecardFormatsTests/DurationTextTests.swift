import Testing

@testable import ScorecardFormats

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("49:12:10", 177_130), ("0:00:30", 30), ("1d 2h", 93_600), ("2 hrs, 5 mins", 7500),
    ("0 hrs, 31 mins", 1860), ("30 minutes", 1800), ("1 hour and 5 minutes", 3900), ("1.5h", 5400),
    ("PT1H30M", 5400), ("P1DT12H", 129_600), ("P2W", 1_209_600), ("pt45s", 45), (" 1w ", 604_800), ("0s", 0),
  ])
  func `what is a duration is read`(text: String, seconds: Double) {
    #expect(DurationText.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "12", "1:30", "1:2:30", "1:60:00", "1:00:60", ":00:10", "5 parsecs", "1h 2h", "5m 1h", "1h x", "h",
    "P",
    "PT", "P1M", "P1Y", "PT1D", "P1H", "P 1D", "-5m", "1..5h", "999999w", "5 minutes ago", "1h and",
  ])
  func `what may mean two things, or nothing, is refused`(text: String) {
    #expect(DurationText.seconds(text) == nil)
  }
}

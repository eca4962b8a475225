import ScorecardModel
import Testing

/// What is counted of outages of which not all is known.
@Suite struct OutagePeriodTests {
  private let period = Timestamp(seconds: 0)..<Timestamp(seconds: 6000)

  private func moment(_ minutes: Int64) -> Timestamp { Timestamp(seconds: minutes * 60) }

  private func outage(
    _ start: OutageMoment, _ end: OutageEnd, _ impact: OutageImpact = .major
  ) -> ReportedOutage {
    ReportedOutage(start: start, end: end, impact: impact)
  }

  @Test func `one of unknown length is in the counts and in no minutes`() {
    let told = OutagePeriod(
      of: [outage(.at(moment(10)), .unknown), outage(.at(moment(50)), .known(moment(56)))], in: period)
    #expect(told.incidents == 2 && told.unknownLength == 1 && told.open == 0)
    #expect(told.downtimeMinutes == 6)
    #expect(told.medianMinutesToResolve == 6)
  }

  @Test func `one that goes on is counted to the end of the period, and said`() {
    let told = OutagePeriod(of: [outage(.at(moment(90)), .open)], in: period)
    #expect(told.open == 1 && told.unknownLength == 0)
    #expect(told.downtimeMinutes == 10)
    #expect(told.medianMinutesToResolve == nil)
  }

  @Test func `bounds are counted as far as they reach, and are no known length`() {
    let told = OutagePeriod(
      of: [
        outage(.at(moment(10)), .atLatest(moment(20))), outage(.by(moment(40)), .known(moment(45))),
        outage(.at(moment(60)), .known(moment(61))),
      ], in: period)
    #expect(told.latestEnd == 1 && told.latestStart == 1)
    #expect(told.downtimeMinutes == 16)
    #expect(told.medianMinutesToResolve == 1)
  }

  @Test func `what was watched has an uptime of its own, and the whole period the other`() {
    let told = OutagePeriod(
      of: [outage(.at(moment(10)), .known(moment(20))), outage(.at(moment(60)), .known(moment(70)))],
      in: period,
      watched: [
        moment(15)..<moment(35), moment(-5)..<moment(5), moment(30)..<moment(40), moment(95)..<moment(200),
      ])
    #expect(told.watchedMinutes == 35 && told.watchedDowntimeMinutes == 5)
    #expect(told.watchedUptime == 1 - 5.0 / 35 && told.uptime == 0.8)
    #expect(OutagePeriod(of: [], in: period).watchedUptime == nil)
  }

  @Test func `spans are joined where they touch, and what is between them is a gap`() {
    let spans = TimeSpans([
      moment(8)..<moment(9), moment(1)..<moment(3), moment(3)..<moment(4), moment(2)..<moment(3),
      moment(6)..<moment(6),
    ])
    #expect(spans.all == [moment(1)..<moment(4), moment(8)..<moment(9)])
    #expect(
      spans.gaps(in: moment(0)..<moment(10)) == [
        moment(0)..<moment(1), moment(4)..<moment(8), moment(9)..<moment(10),
      ])
    #expect(spans.gaps(in: moment(2)..<moment(4)) == [])
    #expect(TimeSpans([]).gaps(in: moment(2)..<moment(4)) == [moment(2)..<moment(4)])
    let other = TimeSpans([moment(0)..<moment(2), moment(3)..<moment(20)])
    #expect(
      spans.intersection(other).all == [
        moment(1)..<moment(2), moment(3)..<moment(4), moment(8)..<moment(9),
      ])
    #expect(other.intersection(spans) == spans.intersection(other))
  }

  @Test func `only what its source says of it tells whether an outage goes on`() {
    var incident = Incident(vendor: "a", day: .earliest, outcome: .bad(.standard))
    #expect(incident.outageEnd == nil)
    incident.details.outage = Outage(startedAt: moment(0))
    for (resolved, end) in [(nil, OutageEnd.unknown), (true, .unknown), (false, .open)]
      as [(Bool?, OutageEnd)]
    {
      incident.resolved = resolved
      #expect(incident.outageEnd == end)
    }
    incident.details.outage?.end = .by(moment(5))
    #expect(incident.outageEnd == .atLatest(moment(5)))
    incident.details.outage?.end = .at(moment(5))
    #expect(incident.outageEnd == .known(moment(5)))
  }
}

import Foundation

/// A clock that is far off, and jumps.
enum ClockJumps {
  private static let moments = [
    "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2000-02-29T12:00:00Z",
    "2026-09-22T10:00:00Z", "2026-03-08T02:30:00-05:00", "2038-01-19T03:14:08Z", "2106-02-07T06:28:16Z",
    "2300-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2016-12-31T23:59:60Z", "10000-01-01T00:00:00Z", "-1",
    "99999999999",
  ]
  private static let reading = [
    ["scores", "--json"], ["incidents", "--json"], ["doctor", "--full"],
    ["journey"], ["explain", "parcelo"], ["due"],
  ]

  static func run(_ harness: Harness) throws -> Tally {
    var tally = Tally()
    let moments = harness.isQuick ? [moments[0], moments[4], moments[9]] : moments
    for first in moments {
      for second in moments {
        try jump(harness, first, second, &tally)
      }
    }
    tally.control.what = "a clock that does not jump, which doctor cannot notice"
    for moment in ["2026-09-22T10:00:00Z", "2038-01-19T03:14:08Z"] {
      let store = try Store()
      _ = try at(moment, harness.command(["log", "parcelo", "good", "First"], in: store)).run()
      tally.addControl(
        noticed: try at(moment, harness.command(["doctor", "--full"], in: store)).run().status == 0)
    }
    return tally
  }

  private static func at(_ moment: String, _ command: Command) -> Command {
    var command = command
    command.environment["VENDORSCORE_NOW"] = moment
    return command
  }

  private static func jump(_ harness: Harness, _ first: String, _ second: String, _ tally: inout Tally) throws
  {
    let store = try Store()
    var saved: [String] = []
    var losses: [String] = []
    for (text, moment) in [("Before the jump", first), ("After the jump", second)] {
      let outcome = try at(moment, harness.command(["log", "parcelo", "bad", text, "-s", "2"], in: store))
        .run()
      if outcome.output.contains("✓ Saved") { saved.append(text) }
      if outcome.isCrash || outcome.hung { losses.append(outcome.described) }
      if outcome.status != 0, outcome.messages.isEmpty { losses.append("no reason given") }
    }
    let now = second
    for words in reading {
      let outcome = try at(now, harness.command(words, in: store)).run()
      if outcome.isCrash || outcome.hung { losses.append("\(words[0]): \(outcome.described)") }
    }
    let contents = try store.contents()
    losses += saved.filter { !contents.has($0) }.map { "acknowledged and not there: \($0)" }
    let doctor = try at(now, harness.command(["doctor", "--full"], in: store)).run()
    // Texts of one form sort as their moments do; what is dated after today is noticed.
    let isBack = saved.count == 2 && first.prefix(10) > second.prefix(10)
    if isBack, !doctor.output.contains("clock") {
      losses.append("doctor does not notice: \(doctor.described)")
    }
    tally.add(observed: isBack || saved.count < 2, losses: losses.map { "\(first) then \(second): \($0)" })
  }
}

import Testing

/// `make bench` measures what every command costs with a million entries on record.
@Suite struct `Measured commands` {
  @Test func `every command of the help is measured`() throws {
    var costs = Program()
    let program = costs.path
    costs.path = Program.products + "/costs"
    let outcome = try costs.run([program, "--check"])
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.output)")
  }
}

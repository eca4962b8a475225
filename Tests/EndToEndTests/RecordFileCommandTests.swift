import Testing

/// `export --all`, and `import` of what it wrote, with the real program.
struct RecordFileCommandTests {
  private func demo() throws -> Store {
    let store = try Store(catalog: nil)
    try store.fine("init", "--demo")
    try store.fine(
      "log", "northwind", "bad", "=1+1 \u{202e}", "-s", "5", "--on", "yesterday", "--cost", "12.5")
    try store.fine("edit", "175", "--severity", "2")
    try store.fine("retract", "2")
    try store.fine("undo")
    return store
  }

  private func empty(beside store: Store) throws -> Store {
    try Store(catalog: try store.read("vendors.json"))
  }

  @Test func `the demo store comes back byte for byte`() throws {
    let store = try demo()
    #expect(try store.fine("export", "--all", "all.jsonl").output.hasPrefix("✓ Wrote all.jsonl  ("))
    let other = try empty(beside: store)
    let imported = try other.fine("import", store.path + "/all.jsonl")
    #expect(imported.output.hasPrefix("the whole record: 5 changes, with "), "\(imported.output)")
    #expect(imported.messages.isEmpty)
    try other.fine("export", "--all", "again.jsonl")
    #expect(try other.read("again.jsonl") == store.read("all.jsonl"))
    for command in [
      ["scores", "--json"], ["history", "1", "--json"], ["incidents", "--all", "--json"], ["doctor"],
    ] {
      #expect(try other.program.run(command).output == store.program.run(command).output, "\(command)")
    }
  }

  @Test func `it goes through pipes`() throws {
    let store = try demo()
    let streamed = try store.fine("export", "--all", "-")
    #expect(streamed.messages.isEmpty)
    let other = try empty(beside: store)
    try other.write(streamed.output, to: "in")
    let program = other.program
    let outcome = try Program(path: "/bin/sh", directory: other.path).run([
      "-c", "cat in | '\(program.path)' import - --workspace '\(other.path)'",
    ])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try other.fine("export", "--all", "-").output == streamed.output)
  }

  @Test func `a full disk behind standard output is no success`() throws {
    let store = try demo()
    let outcome = try store.program.run(["export", "--all", "-"], output: "/dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.messages == "Error: can't write standard output: No space left on device\n")
  }

  @Test func `vendors that the catalog lacks are taken and named`() throws {
    let store = try demo()
    try store.fine("export", "--all", "all.jsonl")
    let other = try Store()
    let outcome = try other.run("import", store.path + "/all.jsonl")
    #expect(outcome.status == 0)
    #expect(outcome.messages.hasPrefix("Warning: brightvan, cartly, "), "\(outcome.messages)")
    try other.fine("export", "--all", "again.jsonl")
    #expect(try other.read("again.jsonl") == store.read("all.jsonl"))
  }

  @Test func `what cannot be taken leaves the workspace as it was`() throws {
    let store = try demo()
    let text = try store.fine("export", "--all", "-").output
    let other = try empty(beside: store)
    let lines = text.split(separator: "\n").map(String.init)
    let cases: [(String, String)] = [
      (
        lines.dropLast().joined(separator: "\n"),
        "cut.jsonl:\(lines.count): the file ends before its last line."
      ),
      (
        text.replacing("Booked eight pallets", with: "Booked nine pallets"),
        "cut.jsonl:23: it was changed since it was written: its checksum does not fit"
      ),
    ]
    for (text, message) in cases {
      try other.write(text, to: "cut.jsonl")
      let outcome = try other.run("import", "cut.jsonl")
      #expect(outcome.messages.hasPrefix("Error: " + message), "\(outcome.messages)")
      #expect(outcome.status == 65)
      #expect(try other.fine("incidents", "--json").output == "[]\n")
    }
    for before in ["\u{FEFF}", "\n", "\u{FEFF} \r\n"] {
      try other.write(before + text, to: "cut.jsonl")
      let outcome = try other.run("import", "cut.jsonl")
      #expect(outcome.messages.contains("something was put before its first line. Export it again"))
      #expect(outcome.status == 64)
    }
    try other.fine("quiet")
    try other.write(text, to: "whole.jsonl")
    let outcome = try other.run("import", "whole.jsonl")
    #expect(
      outcome.messages == "Error: this workspace already has entries, and a whole record goes only into an "
        + "empty one. Nothing imported. Copy vendors.json into a new folder and import it there\n")
    #expect(outcome.status == 65)
    #expect(try other.run("import", "whole.jsonl", "--skip-bad").status == 64)
    #expect(try other.run("export", "--all", "vendorscore.sqlite").status == 64)
  }

  @Test func `whoever made a change is named, and travels with the record`() throws {
    let store = try Store()
    var ann = store.program
    ann.environment["VENDORSCORE_AUTHOR"] = " Ann\u{1B}[31m "
    // Nobody is called that.
    let refused = try ann.run(["log", "parcelo", "late"])
    #expect(refused.status == 64 && refused.messages.contains("VENDORSCORE_AUTHOR is no name"))
    #expect(try ann.run(["history"]).status == 0, "who only reads needs none")
    ann.environment["VENDORSCORE_AUTHOR"] = " Ann Ø "
    #expect(try ann.run(["log", "parcelo", "late"]).status == 0)
    try store.fine("resolve", "1")
    #expect(try store.fine("history").output.contains("recorded by Ann Ø  #1 parcelo bad"))
    let states = try store.fine("history", "1").output
    #expect(states.contains("recorded by Ann Ø") && !states.contains("resolved by"), "\(states)")
    let changes = try #require(try store.json("history") as? [[String: Any]])
    #expect(changes.map { $0["author"] as? String } == [nil, "Ann Ø"])
    let other = try Store()
    try other.write(try store.fine("export", "--all", "-").output, to: "record.jsonl")
    try other.fine("import", "record.jsonl")
    #expect(try other.fine("history").output.contains("recorded by Ann Ø"))
    #expect(try store.fine("export", "--all", "-").output == other.fine("export", "--all", "-").output)
  }
}

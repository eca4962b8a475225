import ScorecardModel
import ScorecardPresentation

/// The form for an experience; it reads no score, so that one can type at once.
struct LogPage: View {
  struct Option: Encodable {
    let id: String
    let name: String
    let value: String
    let label: String
    let meaning: String?
    let isChosen: Bool
  }

  struct Group: Encodable {
    let heading: String?
    let options: [Option]
  }

  /// One of several, as radio buttons.
  struct Choice: Encodable {
    let name: String
    let legend: String
    let groups: [Group]
    let problem: String?
  }

  struct Field: Encodable {
    let name: String
    let label: String
    let type: String
    let mode: String?
    let value: String
    let problem: String?
  }

  struct Problem: Encodable {
    let text: String
    let anchor: String
  }

  /// The same is on record already.
  struct Duplicate: Encodable {
    let text: String
    let address: String
  }

  /// Vendors that stand side by side as buttons.
  private static let mostPills = 12

  let template = "log"
  let frame: Frame
  let title: String
  let problems: [Problem]
  let problemTitle: String?
  let duplicate: Duplicate?
  let hasVendors: Bool
  /// As buttons; nil where there are so many that they are a list.
  let vendors: Choice?
  let list: Choice?
  let what: Choice
  let text: Field
  let when: Choice
  let day: Field
  /// nil where only good ones are asked for.
  let severity: Choice?
  let how: String
  let parts: Choice?
  let attribution: Choice
  let resolved: Choice
  let isMitigated: Bool
  let more: [Field]
  let isMoreOpen: Bool
  let today: String

  /// Where the form goes.
  let address: String
  /// The entry that is changed; nil for a new one.
  let entry: String?
  /// Its state that the form was filled in with.
  let revision: String?

  /// - Parameters:
  ///   - changed: the entry that the form is to change; nil = it is for a new one.
  ///   - fields: what was typed, or what the address says.
  ///   - recent: the vendor's last entries, of which it may be a part.
  init(
    _ fields: Form, problems: [LogForm.Problem] = [], duplicate: RecordedIncident? = nil,
    recent: [RecordedIncident] = [], changing changed: RecordedIncident? = nil, in catalog: Catalog,
    today: Day,
    frame: Frame
  ) {
    address = changed.map { Link.entry($0.id) + "/edit" } ?? "/log"
    entry = changed.map { Link.entry($0.id) }
    revision = changed.map { String($0.revision) }
    let inputs = Inputs(fields: fields, problems: problems)
    self.frame = frame
    self.today = today.description
    title =
      problems.isEmpty ? changed.map { "Change #\($0.id)" } ?? "What happened?" : "Not saved"
    self.problems = problems.map { Problem(text: $0.text, anchor: "f-" + $0.field) }
    problemTitle = problems.isEmpty ? nil : "Not saved: \(NumberText.count(problems.count, "thing"))"
    self.duplicate = duplicate.map { recorded in
      Duplicate(
        text:
          "Not saved: the same is on record since \(DayText.short(recorded.incident.day)), as #\(recorded.id).",
        address: Link.entry(recorded.id))
    }
    let groups = LogPage.vendors(in: catalog, today: today, changed?.incident.vendor, inputs)
    hasVendors = !groups.isEmpty
    let who = inputs.choice("vendor", "Who?", groups)
    let isList = groups.reduce(0) { $0 + $1.options.count } > LogPage.mostPills
    (vendors, list) = isList ? (nil, who) : (who, nil)
    what = inputs.choice("what", "What happened?", LogPage.kinds(inputs))
    text = inputs.field("text", "In a few words")
    when = inputs.choice(
      "when", "When?",
      [
        Group(
          heading: nil,
          options: [
            inputs.option("when", "today", "Today", usual: true),
            inputs.option("when", "yesterday", "Yesterday"),
            inputs.option("when", "other", "Other day"),
          ])
      ])
    day = inputs.field("day", "Which other day")
    how = fields["how"] ?? ""
    let severity = inputs.choice(
      "severity", "How bad?",
      [
        Group(
          heading: nil,
          options: [inputs.option("severity", "", "As usual for it", usual: true)]
            + (1...5).compactMap { try? Severity($0) }.map {
              inputs.option("severity", String($0.level), $0.meaning.capitalizedFirst)
            })
      ])
    self.severity = how == LogForm.good ? nil : severity
    parts = recent.isEmpty ? nil : LogPage.parts(recent, inputs)
    attribution = inputs.choice(
      "attribution", "Whose doing?",
      [
        Group(
          heading: nil,
          options: Attribution.allCases.map {
            inputs.option("attribution", $0.rawValue, $0.inWords.capitalizedFirst, usual: $0 == .vendor)
          })
      ])
    resolved = inputs.choice(
      "resolved", "Is it resolved?",
      [
        Group(
          heading: nil,
          options: [
            inputs.option("resolved", "", "Not said", usual: true), inputs.option("resolved", "yes", "Yes"),
            inputs.option("resolved", "no", "Not yet"),
          ])
      ])
    isMitigated = fields["mitigated"] != nil
    more = LogPage.more(catalog.currency, isChange: changed != nil, inputs)
    isMoreOpen = LogForm.more.contains { name in
      fields[name] != nil && !(name == "attribution" && fields[name] == Attribution.vendor.rawValue)
    }
  }

  /// - Parameter own: whose the entry is, also when it was left.
  private static func vendors(
    in catalog: Catalog, today: Day, _ own: Vendor.ID?, _ inputs: Inputs
  ) -> [Group] {
    let roles = catalog.roles
    let vendors = catalog.vendors.enumerated().filter {
      $0.element.id == own || roles.role(of: $0.offset, on: today) != .former
    }
    return catalog.journey.map { stage in
      Group(
        heading: stage.name,
        options: vendors.map(\.element).filter { $0.stage == stage.id }.map {
          inputs.option("vendor", $0.id, $0.name)
        })
    }.filter { !$0.options.isEmpty }
  }

  private static func kinds(_ inputs: Inputs) -> [Group] {
    func group(_ heading: String, _ isGood: Bool, _ other: Option) -> Group {
      let kinds = IncidentKind.allCases.filter { $0.isGood == isGood }.map {
        inputs.option("what", $0.rawValue, KindText.name($0), $0.meaning)
      }
      return Group(heading: heading, options: kinds + [other])
    }
    let bad = group("Something went wrong", false, inputs.option("what", LogForm.bad, "Other bad"))
    let good = group("Something went well", true, inputs.option("what", LogForm.good, "Other good"))
    switch inputs.fields["how"] {
    case LogForm.bad: return [bad]
    case LogForm.good: return [good]
    default: return [bad, good]
    }
  }

  private static func parts(_ recent: [RecordedIncident], _ inputs: Inputs) -> Choice {
    let options = recent.map { recorded in
      let incident = recorded.incident
      let words =
        incident.summary.isEmpty ? incident.kind?.rawValue ?? incident.outcome.name : incident.summary
      return inputs.option(
        "same-as", String(recorded.id), "#\(recorded.id), \(DayText.short(incident.day)): \(words)")
    }
    return inputs.choice(
      "same-as", "Part of an earlier one?",
      [
        Group(
          heading: nil, options: [inputs.option("same-as", "", "No, something new", usual: true)] + options)
      ])
  }

  private static func more(_ currency: String, isChange: Bool, _ inputs: Inputs) -> [Field] {
    [
      inputs.field("hold", "Minutes on hold", mode: "numeric"),
      inputs.field("spent", "Minutes of your own time", mode: "numeric"),
      inputs.field("cost", "Money lost (\(currency))", mode: "decimal"),
      inputs.field("claimed", "Money claimed (\(currency))", mode: "decimal"),
    ] + (isChange ? [inputs.field("recovered", "Money that came back (\(currency))", mode: "decimal")] : [])
      + [
        inputs.field("claim-by", "Claim by", type: "date"),
        inputs.field("follow-up", "Ask again on", type: "date"),
        inputs.field("reference", "Their case or parcel number"),
      ]
  }

  /// Makes inputs with what was typed, and with what is wrong about it.
  private struct Inputs {
    let fields: Form
    let problems: [LogForm.Problem]

    func option(
      _ name: String, _ value: String, _ label: String, _ meaning: String? = nil, usual: Bool = false
    ) -> Option {
      Option(
        id: "f-\(name)-\(value.isEmpty ? "usual" : value)", name: name, value: value, label: label,
        meaning: meaning, isChosen: fields[name].map { $0 == value } ?? usual)
    }

    func choice(_ name: String, _ legend: String, _ groups: [Group]) -> Choice {
      Choice(name: name, legend: legend, groups: groups, problem: problem(name))
    }

    func field(_ name: String, _ label: String, type: String = "text", mode: String? = nil) -> Field {
      Field(
        name: name, label: label, type: type, mode: mode, value: fields.values[name] ?? "",
        problem: problem(name))
    }

    private func problem(_ name: String) -> String? {
      let texts = problems.filter { $0.field == name }.map(\.text)
      return texts.isEmpty ? nil : texts.joined(separator: ". ")
    }
  }
}

import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// Asks for a store, stage by stage. Enter takes the default or says that nobody is there yet, `<` goes back a step;
/// nothing is written before the last answer, and then only what was answered.
struct GuidedInit {
  private enum Step: Hashable {
    case store, currency, timeZone
    /// Of a stage, by its place on the journey.
    case carriers(Int)
    case planB(Int)
    case split(Int)
    case anotherStage, orders, create
  }

  private enum Reply {
    case next
    case back
    /// The steps from here on are others now.
    case stay
    /// Not understood: say why and ask again.
    case again(String)
  }

  /// What was said of a stage.
  private struct StageAnswer {
    var stage: Stage
    var carriers: [String] = []
    var planB: [String] = []
    /// Of the carriers; empty = equally.
    var shares: [Double] = []
  }

  private let prompt: Prompt
  /// The last month that is over.
  private let month: Month
  private var catalog: Catalog
  private var stages: [StageAnswer]
  private var orders: Int?

  /// - Parameter catalog: the defaults, without vendors.
  init(prompt: Prompt, catalog: Catalog, month: Month) {
    self.prompt = prompt
    self.catalog = catalog
    self.month = month
    stages = catalog.journey.map { StageAnswer(stage: $0) }
  }

  /// The store that the answers describe, and the orders of its last month if they were given.
  mutating func store() throws(Failure) -> (catalog: Catalog, orders: Volume?) {
    try prompt.output.line("Enter takes the answer in [ ] or skips, < goes back, Ctrl-C creates nothing.")
    var index = 0
    while true {
      let steps = steps
      guard index < steps.count else { break }
      switch try reply(to: steps[index]) {
      case .next: index += 1
      case .stay: break
      case .back: index = max(0, index - 1)
      case .again(let reason): try prompt.output.line("  " + Escaping.terminal(reason))
      }
    }
    let volume = orders.flatMap { Volume(from: month.firstDay, to: month.lastDay + 1, orders: $0) }
    return (result, volume)
  }

  private var steps: [Step] {
    [.store, .currency, .timeZone]
      + stages.indices.flatMap { index -> [Step] in
        let count = stages[index].carriers.count
        return [.carriers(index)] + (count > 0 ? [.planB(index)] : []) + (count > 1 ? [.split(index)] : [])
      } + [.anotherStage] + (stages.contains { !$0.carriers.isEmpty } ? [.orders] : []) + [.create]
  }

  // MARK: Questions

  private func question(_ step: Step) -> String {
    func shown(_ names: [String]) -> String {
      names.isEmpty ? "" : "[\(Escaping.terminal(names.joined(separator: ", ")))] "
    }
    func name(_ index: Int) -> String { Escaping.terminal(stages[index].stage.name) }
    return switch step {
    case .store: "Name of the store [\(Escaping.terminal(catalog.store))]: "
    case .currency: "Currency [\(catalog.currency)]: "
    case .timeZone: "Time zone [\(catalog.timeZone)]: "
    case .carriers(let index):
      stages[index].carriers.isEmpty
        ? "\(name(index)): who is it? Several with commas (Enter: nobody yet) "
        : "\(name(index)): who is it? (type nobody to clear) " + shown(stages[index].carriers)
    case .planB(let index):
      "\(name(index)): who is plan B? "
        + (stages[index].planB.isEmpty
          ? "(Enter: nobody) " : "(type nobody to clear) " + shown(stages[index].planB))
    case .split(let index):
      "\(name(index)): how do orders split? Such as \(example(index)) (Enter: equally) "
    case .anotherStage: "Another step of the journey, such as Packaging? (Enter: no) "
    case .orders:
      "Roughly how many orders went through in \(DayText.month(month))? "
        + (orders.map { "[\($0)] " } ?? "(Enter: not now) ")
    case .create: "Create it? [Y/n] "
    }
  }

  private func example(_ index: Int) -> String {
    let names = stages[index].carriers
    let rest = 100 / names.count
    let first = 100 - rest * (names.count - 1)
    let parts = names.enumerated().map { "\($0.element) \($0.offset == 0 ? first : rest)" }
    return Escaping.terminal(parts.joined(separator: ", "))
  }

  private mutating func reply(to step: Step) throws(Failure) -> Reply {
    if step == .create { try showSummary() }
    let answer = try prompt.ask(question(step))
    if answer == "<" { return .back }
    switch step {
    case .store:
      if answer.isEmpty { return .next }
      guard Catalog.isName(answer) else { return .again("at most 200 characters") }
      catalog.store = answer
    case .currency: return takeCurrency(answer)
    case .timeZone:
      if answer.isEmpty { return .next }
      guard let zone = StoreCalendar.timeZone(named: answer) else {
        return .again("write a city such as Berlin or New York, or a zone such as Europe/Berlin")
      }
      catalog.timeZone = zone
    case .carriers(let index): return takeCarriers(answer, of: index)
    case .planB(let index): return takePlanB(answer, of: index)
    case .split(let index): return takeSplit(answer, of: index)
    case .anotherStage: return takeStage(answer)
    case .orders: return takeOrders(answer)
    case .create:
      switch answer.lowercased() {
      case "", "y", "yes": return .next
      case "n", "no":
        try prompt.output.line("Nothing created.")
        throw Failure("", .declined)
      default: return .again("y creates it, n does not, < goes back")
      }
    }
    return .next
  }

  // MARK: Answers

  private mutating func takeCurrency(_ answer: String) -> Reply {
    if answer.isEmpty { return .next }
    let code = answer.uppercased()
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      return .again("three letters, such as USD or EUR")
    }
    catalog.currency = code
    return .next
  }

  private mutating func takeCarriers(_ answer: String, of index: Int) -> Reply {
    if answer.isEmpty { return .next }
    if Self.nobody.contains(answer.lowercased()) {
      stages[index] = StageAnswer(stage: stages[index].stage)
      return .next
    }
    let (bare, shares) = Self.split(answer)
    switch names(in: bare, of: index, besides: []) {
    case .failure(let reason): return .again(reason.text)
    case .success(let names):
      if let shares, shares.count != names.count || abs(shares.reduce(0, +) - 1) > 1e-9 {
        return .again("the parts have to be of all and come to 100 %, such as UPS 60%, DHL 40%")
      }
      if names != stages[index].carriers { stages[index].shares = [] }
      if let shares, names.count > 1 { stages[index].shares = shares }
      stages[index].carriers = names
      stages[index].planB.removeAll { name in names.contains { VendorNames.key($0) == VendorNames.key(name) }
      }
      return .next
    }
  }

  /// `UPS 60%, DHL 40%`: the names, and the parts where any is named.
  private static func split(_ answer: String) -> (names: String, shares: [Double]?) {
    var shares: [Double] = []
    let names = answer.split(separator: ",").map { part -> String in
      let words = part.split(separator: " ")
      guard words.count > 1, let last = words.last, last.hasSuffix("%"), let number = Double(last.dropLast()),
        (0...100).contains(number)
      else { return part.trimmed }
      shares.append(number / 100)
      return words.dropLast().joined(separator: " ")
    }
    return shares.isEmpty ? (answer, nil) : (names.joined(separator: ", "), shares)
  }

  private mutating func takePlanB(_ answer: String, of index: Int) -> Reply {
    if answer.isEmpty { return .next }
    if Self.nobody.contains(answer.lowercased()) {
      stages[index].planB = []
      return .next
    }
    switch names(in: answer, of: index, besides: stages[index].carriers) {
    case .failure(let reason): return .again(reason.text)
    case .success(let names):
      stages[index].planB = names
      return .next
    }
  }

  /// What takes back an answer, since Enter keeps it.
  private static let nobody: Set<String> = ["-", "nobody", "none", "no", "no one"]

  private struct Misread: Error { var text: String }

  private func names(in answer: String, of index: Int, besides taken: [String]) -> Result<[String], Misread> {
    let names = answer.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    var keys = Set(taken.map { VendorNames.key($0) })
    for name in names {
      guard Catalog.isName(name) else { return .failure(Misread(text: "a name has at most 200 characters")) }
      guard name.contains(where: { $0.isLetter || $0.isNumber }) else {
        return .failure(Misread(text: "\(name) is no name; type nobody for nobody"))
      }
      guard keys.insert(VendorNames.key(name)).inserted else {
        return .failure(Misread(text: "\(name) is there already"))
      }
    }
    return names.isEmpty ? .failure(Misread(text: "type a name")) : .success(names)
  }

  /// `Parcelo 60, Northwind 40`, or `60, 40` in the order of the names.
  private mutating func takeSplit(_ answer: String, of index: Int) -> Reply {
    if answer.isEmpty {
      stages[index].shares = []
      return .next
    }
    let carriers = stages[index].carriers
    var shares = [Double?](repeating: nil, count: carriers.count)
    for (place, part) in answer.split(separator: ",").map(\.trimmed).enumerated() {
      let digits = part.hasSuffix("%") ? String(part.dropLast()).trimmed : part
      let words = digits.split(separator: " ")
      guard let last = words.last, let number = Double(last), (0...100).contains(number) else {
        return .again("write a name and a part of 100, such as \(example(index))")
      }
      let typed = VendorNames.key(words.dropLast().joined(separator: " "))
      let found =
        typed.isEmpty
        ? [place] : carriers.indices.filter { VendorNames.key(carriers[$0]).hasPrefix(typed) }
      guard found.count == 1, carriers.indices.contains(found[0]) else {
        return .again("who is meant by \"\(part)\"? Write it as \(example(index))")
      }
      shares[found[0]] = number / 100
    }
    let known = shares.compactMap(\.self)
    let sum = (known.reduce(0, +) * 1e6).rounded() / 1e6
    guard known.count == carriers.count, sum == 1 else {
      return .again(
        known.count == carriers.count
          ? "that is \(NumberText.fixed(sum * 100, digits: 0)) in sum, not 100" : "say it of each of them")
    }
    stages[index].shares = known
    return .next
  }

  private mutating func takeStage(_ answer: String) -> Reply {
    if answer.isEmpty { return .next }
    guard Catalog.isName(answer) else { return .again("a name has at most 200 characters") }
    let stage = Stage(id: VendorNames.stageID(answer), name: answer)
    let keys = [stage.id, stage.name].map { VendorNames.key($0) }
    let isThere = stages.contains {
      keys.contains(VendorNames.key($0.stage.id)) || keys.contains(VendorNames.key($0.stage.name))
    }
    if isThere { return .again("\(answer) is there already") }
    stages.append(StageAnswer(stage: stage))
    return .stay
  }

  private mutating func takeOrders(_ answer: String) -> Reply {
    if answer.isEmpty { return .next }
    let digits = answer.filter { $0 != "," && $0 != " " && $0 != "'" }
    guard let number = Int(digits), (0...Volume.mostOrders).contains(number) else {
      return .again("a whole number, such as 420")
    }
    orders = number
    return .next
  }

  // MARK: What comes of it

  /// One company on two stages is two vendors that say so.
  private var result: Catalog {
    var catalog = catalog
    catalog.journey = stages.map(\.stage)
    var stagesOf: [String: Int] = [:]
    for answer in stages {
      for name in answer.carriers + answer.planB { stagesOf[VendorNames.key(name), default: 0] += 1 }
    }
    for answer in stages {
      let roles = answer.carriers.map { ($0, Role.primary) } + answer.planB.map { ($0, .fallback) }
      for (index, (name, role)) in roles.enumerated() {
        let isShared = stagesOf[VendorNames.key(name), default: 1] > 1
        let share = answer.shares.indices.contains(index) && role == .primary ? answer.shares[index] : nil
        catalog.vendors.append(
          Vendor(
            id: "", name: isShared ? "\(name) (\(answer.stage.name))" : name, stage: answer.stage.id,
            role: role, share: share, company: isShared ? name : nil))
      }
    }
    return Workspace.namingVendors(of: catalog)
  }

  private func showSummary() throws(Failure) {
    try prompt.output.line(
      "  " + Escaping.terminal("\(catalog.store), \(catalog.currency), \(catalog.timeZone)"))
    for answer in stages {
      var parts = answer.carriers.enumerated().map { index, name in
        name + (answer.shares.isEmpty ? "" : " " + NumberText.percent(answer.shares[index]))
      }
      if parts.isEmpty { parts = ["nobody yet"] }
      let planB = answer.planB.isEmpty ? "" : "; plan B " + answer.planB.joined(separator: ", ")
      try prompt.output.line(
        "  " + Escaping.terminal("\(answer.stage.name): \(parts.joined(separator: ", "))\(planB)"))
    }
    if let orders {
      let count = NumberText.count(orders, "order")
      try prompt.output.line("  \(count) on record for \(DayText.month(month)), as you say")
    }
  }
}

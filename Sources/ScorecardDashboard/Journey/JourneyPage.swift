import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// The chain of stages as a customer meets them.
struct JourneyPage: View {
  struct Carrier: Encodable {
    let name: String
    let address: String
    let advice: String
    let mark: String
    let facts: String
  }

  struct Link: Encodable {
    let name: String
    let address: String
    let loss: String?
    let isWeakest: Bool
    let carriers: [Carrier]
    let others: String?
    let planB: String
  }

  let template = "journey"
  let frame: Frame
  let sentence: String
  let bar: OrderFigure?
  let chain: [Link]
  let findings: [String]
  let gloss = HarmText.gloss

  init(_ overview: Overview, frame: Frame) {
    let evaluation = overview.status.evaluation
    let (journey, catalog) = (evaluation.journey, evaluation.catalog)
    self.frame = frame
    sentence =
      journey.reliability.map { HarmText.passing($0).capitalizedFirst.sentence }
      ?? "No stage is counted in orders yet."
    bar = journey.reliability == nil ? nil : OrderFigure(journey)
    chain = journey.stages.map { stage in
      let losses = stage.primaries.compactMap(\.loss)
      let carriers = StageCarriers(stage, weakest: journey.weakest)
      return Link(
        name: stage.stage.name, address: ScorecardDashboard.Link.stage(stage.stage.id),
        loss: losses.isEmpty ? nil : HarmText.ofThousand(losses.reduce(0, +)),
        isWeakest: stage.primaries.contains { $0.id == journey.weakest },
        carriers: carriers.named.map { primary in
          let card = evaluation.scorecard(primary.id)
          return Carrier(
            name: catalog.vendorName(primary.id), address: ScorecardDashboard.Link.vendor(primary.id),
            advice: card?.advice.shown.rawValue ?? "", mark: card?.advice.shown.mark ?? "",
            facts: "carries \(NumberText.percent(primary.share))"
              + (card.map { ", score \(NumberText.fixed($0.score, digits: 0))" } ?? ""))
        },
        others: carriers.others.map {
          "\(NumberText.grouped($0.count)) others carry \(NumberText.percent($0.share)) together"
        },
        planB: stage.fallback.map { fallback in
          "Plan B: \(catalog.vendorName(fallback.id)), catches \(NumberText.percent(fallback.failover)) of what goes wrong"
            + (fallback.worth.map { ", worth \(HarmText.ofThousand($0)) of 1,000 orders" } ?? "")
        }
          ?? (stage.singlePointOfFailure
            ? "No plan B: name one in \(WorkspaceLayout.catalogName)" : "No plan B"))
    }
    findings = JourneyText.findings(evaluation)
  }
}

extension Site {
  func addJourneyRoutes(to router: Routes) {
    router.get("/journey") { request, _ in
      try await visit(try Form(query: request)) { visit in
        let overview = try cache.overview(visit.workspace, asOf: try visit.day())
        return try pages.page(
          JourneyPage(overview, frame: frame("Journey", .journey, in: visit, overview, hasDay: true)))
      }
    }
  }
}

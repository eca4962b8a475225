internal import FileSystem
internal import ScorecardLedger
public import ScorecardModel
internal import ScorecardScoring

extension Shops {
  /// Carriers over all these shops, and each shop's own score of them, as of a day. Blocks on the disk; one ledger is open
  /// at a time.
  ///
  /// A carrier is what vendors of one stage (by its id) have in common: their ``Vendor/carrierID``. What is added, and
  /// how: ``CarrierPool``.
  /// - Parameter typed: the id or name of a stage; nil = every one that has a carrier that two shops share.
  /// - Throws: ``WorkspaceError/unknownStage(typed:journey:)``, ``WorkspaceError/noSharedCarrier(apart:)``,
  ///   ``WorkspaceError/sameShop(_:_:)``, ``WorkspaceError/shopLedger(folder:_:)``, ``FileError``.
  public func across(_ typed: String? = nil, asOf day: Day) throws -> AcrossReport {
    let stages = try chosen(typed)
    var pool = CarrierPool(asOf: day)
    var looks: [ShopLook] = []
    var origins = Origins(busySeconds: busySeconds)
    for shop in shops {
      let look = try look(at: shop, stages, asOf: day, &pool)
      try origins.add(shop, look.identity)
      looks.append(look)
    }
    var (policy, money) = (shops[0].catalog.policy, pricing)
    if case .common = money {} else { policy.costPerTrouble = nil }
    let scores = pool.scores(by: policy)
    return AcrossReport(
      asOf: day, policy: policy, money: money, shops: looks.map(\.shop),
      stages: stages.map { rows(of: $0, scores, looks, unit: pool.unit(of: $0.id)) })
  }

  /// What is kept of a shop when its ledger is closed again.
  private struct ShopLook {
    var shop: AcrossReport.Shop
    var identity: Int64?
    /// Of the stages that are shown, by verdict, then score; the unit is that of each stage.
    var rows: [(scorecard: Scorecard, better: AcrossReport.Better?)]
  }

  private func look(
    at shop: Shop, _ stages: [Stage], asOf day: Day, _ pool: inout CarrierPool
  ) throws -> ShopLook {
    do {
      guard let workspace = try shop.open(busySeconds: busySeconds) else {
        return look(at: shop, stages, Evidence(), Evaluator(catalog: shop.catalog, evidence: Evidence()), day)
      }
      return try workspace.snapshot { snapshot in
        let evidence = try snapshot.evidence()
        let evaluator =
          shop.isBare
          ? Evaluator(catalog: shop.catalog, evidence: evidence.withoutStoreOrders) : try snapshot.evaluator()
        pool.add(evaluator)
        var look = look(at: shop, stages, evidence, evaluator, day)
        look.identity = try snapshot.ledgerIdentity()
        return look
      }
    } catch let error as LedgerError {
      throw WorkspaceError.shopLedger(folder: shop.name, error)
    }
  }

  private func look(
    at shop: Shop, _ stages: [Stage], _ evidence: Evidence, _ evaluator: Evaluator, _ day: Day
  ) -> ShopLook {
    let evaluation = evaluator.evaluate(asOf: day)
    let cards = stages.flatMap { stage in
      evaluation.scorecards.filter { $0.vendor.stage == stage.id }.ranked()
    }
    let entries = evaluation.scorecards.reduce(0) { $0 + $1.incidentCount }
    return ShopLook(
      shop: AcrossReport.Shop(
        folder: shop.name, store: shop.catalog.store, currency: shop.catalog.currency, entries: entries,
        isEmpty: entries == 0 && !(evidence.firstDay.map { $0 <= day } ?? false),
        estimatedFrom: evaluation.estimates.map(\.from).min(), hasCatalog: !shop.isBare),
      identity: nil,
      rows: cards.map { card in
        var kept = card
        kept.advice.reviews = []
        return (kept, AcrossReport.Better(than: card, among: cards))
      })
  }

  private func rows(
    of stage: Stage, _ scores: [CarrierScore], _ looks: [ShopLook], unit: Exposure.Unit
  ) -> AcrossReport.StageRows {
    let rows = looks.enumerated().flatMap { place, look in
      look.rows.filter { $0.scorecard.vendor.stage == stage.id }.map { row in
        AcrossReport.Row(
          shop: place, scorecard: row.scorecard, better: row.better,
          isAdded: look.shop.isEmpty || row.scorecard.exposure.unit == unit)
      }
    }
    // Those of which nothing is on record anywhere stay: they are blank, and say so.
    let carriers = scores.filter { $0.stage == stage.id }
      .sorted { ($1.score, $0.carrier) < ($0.score, $1.carrier) }
    return AcrossReport.StageRows(
      stage: stage, unit: unit, carriers: carriers, rows: rows, elsewhere: elsewhere(than: stage.id))
  }
}

extension Shops.Shop {
  /// - Returns: nil where nothing was recorded yet: reading makes no ledger here.
  func open(busySeconds: Int) throws -> Workspace? {
    let folder: String
    switch home {
    case .folder(let path): folder = path
    case .server(let place): return try openBare(place, busySeconds: busySeconds)
    }
    let layout = WorkspaceLayout(folder)
    // Each shop's own: an address for all of them would make them one.
    let place = try LedgerPlace.of(catalog, in: layout, address: nil)
    let care = try place.care(in: layout)
    if try care.isYetToCome() { return nil }
    let ledger = try care.open(catalog, readOnly: true, busySeconds: busySeconds, author: nil)
    return Workspace(
      directory: folder, catalog: catalog, calendar: calendar, place: place,
      ledger: NamedLedger(ledger, catalog: catalog))
  }
}

extension AcrossReport.Better {
  /// The vendor in use of the same stage with the least trouble, of those of which enough was seen: as advice chooses
  /// (Scoring §5).
  ///
  /// - Parameter cards: of one shop, in the order of their rank.
  fileprivate init?(than card: Scorecard, among cards: [Scorecard]) {
    guard card.advice.shown != .left else { return nil }
    let others = cards.filter {
      $0.vendor.stage == card.vendor.stage && $0.vendor.id != card.vendor.id && $0.advice.shown != .left
        && $0.seen >= 0.5
    }
    guard let best = others.min(by: { $0.trouble.mean < $1.trouble.mean }),
      best.trouble.mean < card.trouble.mean
    else { return nil }
    self.init(
      vendor: best.vendor, probability: CarrierPool.probability(best.trouble, lessThan: card.trouble))
  }
}

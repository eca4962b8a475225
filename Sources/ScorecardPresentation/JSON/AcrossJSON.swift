package import ScorecardModel

extension JSONText {
  /// `across --json`: carriers over many shops, and each shop's own view of them.
  ///
  /// - `asOf`, and `policy` as in `scores --json`; its `costPerTrouble` is null unless it is the same money in all shops.
  /// - `currencies`: of the shops, by their letters; money of two currencies is never added.
  /// - `shops`: by store, then folder: `store`, `folder` as it was given, `catalog` (false for a ledger on a server that
  ///   no folder goes with: `store` is its name, `folder` where it is), `currency` (null if unknown), `entries` up to the day, `empty`
  ///   (neither an entry nor orders), `estimatedFrom` (first day of orders that are only reckoned, or null).
  /// - `stages`: by id, each with `id`, `name`, `unit` (`orders`, or `months` of a shop), and
  ///   - `carriers`, the best score first: `carrier`, `name`, `shops` (how many brought something), `score`, `low` and
  ///     `high` (0–100), `evidence` (0–1), `typical` and `trouble` (standard incidents an order, or a month), `entries`,
  ///     `amount` (orders or months as entered), `per1000Orders` (troubles; null in months), `costPer1000Orders`, `service`
  ///     (its factor), `exposure` and `harm` as in `scores --json`;
  ///   - `shops`, in the order of `shops` above, only those with a vendor of the stage: `folder`, `added` (whether it is
  ///     in the carriers' numbers), `vendors`: `carrier`, `id`, `name`, `role` and `advice` (null without a catalog), `score`, `low`, `high`,
  ///     `entries`, `unit`, `amount`, `better` (`id`, `name`, `carrier`, `probability`, or null);
  ///   - `elsewhere`: carriers that a shop has in another stage only: `folder`, `carrier`, `stage`.
  package static func across(_ report: AcrossReport) -> JSONText {
    [
      "asOf": .string(report.asOf.description), "policy": policy(report.policy),
      "currencies": list(Set(report.shops.map(\.currency)).filter { !$0.isEmpty }.sorted()) { .string($0) },
      "shops": list(report.shops) { shop in
        [
          "store": .string(shop.store), "folder": .string(shop.folder), "catalog": .bool(shop.hasCatalog),
          "currency": optional(shop.currency.isEmpty ? nil : shop.currency),
          "entries": count(shop.entries), "empty": .bool(shop.isEmpty),
          "estimatedFrom": optional(shop.estimatedFrom?.description),
        ]
      },
      "stages": list(report.stages) { stage(of: report, $0) },
    ]
  }

  private static func stage(of report: AcrossReport, _ stage: AcrossReport.StageRows) -> JSONText {
    let places = Set(stage.rows.map(\.shop)).sorted()
    return [
      "id": .string(stage.stage.id), "name": .string(stage.stage.name),
      "unit": .string(stage.unit.rawValue),
      "carriers": list(stage.carriers) { carrier($0, price: report.policy.costPerTrouble) },
      "shops": list(places) { place in
        [
          "folder": .string(report.shops[place].folder), "added": .bool(!stage.leftOut.contains(place)),
          "vendors": list(stage.rows.filter { $0.shop == place }) {
            vendor($0, isAdvised: report.shops[place].hasCatalog)
          },
        ]
      },
      "elsewhere": list(stage.elsewhere) {
        [
          "folder": .string(report.shops[$0.shop].folder), "carrier": .string($0.carrier),
          "stage": .string($0.stage),
        ]
      },
    ]
  }

  private static func carrier(_ carrier: CarrierScore, price: Double?) -> JSONText {
    let per1000 = carrier.exposure.unit == .orders ? carrier.harm.mean * 1000 : nil
    return [
      "carrier": .string(carrier.carrier), "name": .string(carrier.name), "shops": count(carrier.shops),
      "score": .number(carrier.score), "low": .number(carrier.low), "high": .number(carrier.high),
      "evidence": .number(carrier.evidence), "typical": .number(carrier.typical),
      "trouble": .number(carrier.trouble.mean), "entries": count(carrier.incidentCount),
      "amount": .number(carrier.amount), "per1000Orders": optional(per1000),
      "costPer1000Orders": optional(per1000.flatMap { rate in price.map { rate * $0 } }),
      "service": .number(carrier.service.factor), "exposure": exposure(carrier.exposure),
      "harm": harm(carrier.harm),
    ]
  }

  private static func vendor(_ row: AcrossReport.Row, isAdvised: Bool) -> JSONText {
    let card = row.scorecard
    return [
      "carrier": .string(card.vendor.carrierID), "id": .string(card.vendor.id),
      "name": .string(card.vendor.name), "role": optional(isAdvised ? card.role.rawValue : nil),
      "advice": optional(isAdvised ? card.advice.shown.rawValue : nil), "score": .number(card.score),
      "low": .number(card.low),
      "high": .number(card.high), "entries": count(card.incidentCount),
      "unit": .string(card.exposure.unit.rawValue), "amount": .number(card.track.amount),
      "better": row.better.map { better in
        [
          "id": .string(better.vendor.id), "name": .string(better.vendor.name),
          "carrier": .string(better.vendor.carrierID), "probability": .number(better.probability),
        ]
      } ?? nil,
    ]
  }
}

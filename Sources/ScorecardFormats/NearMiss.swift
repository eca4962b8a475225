internal import ScorecardModel

/// A file of a known system in another form than the one that is read.
struct NearMiss {
  /// Columns, or keys, that tell it.
  let marks: [String]
  /// What it is.
  let what: String
  /// What to export in its place.
  let instead: String

  private static let known: [NearMiss] = [
    NearMiss(
      marks: ["id", "Type", "Source", "Amount", "Net", "Available On (UTC)"],
      what: "Stripe's balance history",
      instead: "export Payments, with all columns"),
    NearMiss(
      marks: ["balance_transaction_id", "reporting_category", "gross", "net"],
      what: "a financial report of Stripe", instead: "export Payments, with all columns"),
    NearMiss(
      marks: ["balance_transaction", "payment_intent", "livemode"], what: "what Stripe's interface answers",
      instead: "export Payments in its dashboard, with all columns"),
    NearMiss(
      marks: ["Handle", "Title", "Vendor", "Variant Price"], what: "Shopify's list of products",
      instead: "export Orders"),
    NearMiss(
      marks: ["First Name", "Last Name", "Total Spent", "Total Orders"], what: "Shopify's list of customers",
      instead: "export Orders"),
    NearMiss(
      marks: ["financial_status", "line_items", "order_number"], what: "what Shopify's interface answers",
      instead: "export Orders as CSV, or fulfilments in bulk"),
    NearMiss(
      marks: ["tracking_number", "courier", "order_id", "customer_name"],
      what: "a sheet for AfterShip's upload",
      instead: "export trackings from its dashboard, or take them from its interface"),
    NearMiss(
      marks: ["tickets", "requester_id", "satisfaction_rating", "external_id"],
      what: "what Zendesk's interface answers", instead: "export tickets as CSV"),
  ]

  /// What is said of a file that no format recognises; nil where it is like none.
  static func message(_ sample: FileSample) -> String? {
    if let miss = known.first(where: { sample.missing(of: $0.marks).isEmpty }) {
      return "this is \(miss.what), which tells too little: \(miss.instead)"
    }
    var nearest: (format: ImportFormat, missing: [String])?
    for format in ImportFormat.all {
      let missing = sample.missing(of: format.marks)
      let found = format.marks.count - missing.count
      guard found >= 3, found > missing.count, missing.count < nearest?.missing.count ?? .max else {
        continue
      }
      nearest = (format, missing)
    }
    guard let nearest else { return nil }
    let isTable = if case .table = sample.shape { true } else { false }
    let names = nearest.missing.map(quoted).joined(separator: ", ")
    let what = (isTable ? "column" : "key") + (nearest.missing.count == 1 ? " " : "s ")
    return "this looks like \(nearest.format.title), but lacks the \(what)\(names): export all of it"
  }
}

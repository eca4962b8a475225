package import ScorecardModel

/// `volumes.csv`: orders in a range of days; `to` is exclusive, no vendor is the whole store.
package enum VolumeCSV: NativeFile {
  static let columns: [NativeColumn<VolumeDraft, Volume>] = [
    .required("from", .pastDay, keep: { $0.from = $1 }, value: { $0.from }),
    .required("to", .day, keep: { $0.to = $1 }, value: { $0.to }),
    .required("orders", .orders, keep: { $0.orders = $1 }, value: { $0.orders }),
    .optional("vendor", .vendor, keep: { $0.vendor = $1 }, value: { $0.vendor }),
  ]

  /// The whole file, in the order given.
  package static func text(_ volumes: some Sequence<Volume>) -> String {
    volumes.reduce(into: CSVCell.line(names)) { $0 += written($1) }
  }
}

/// A volume while the fields of its row are read.
struct VolumeDraft: NativeDraft {
  var from: Day?
  var to: Day?
  var orders: Int?
  var vendor: Vendor.ID?

  func row(line: Int, _ context: NativeContext) throws(DraftProblem) -> ImportedRow {
    guard let from, let to, let orders else {
      throw DraftProblem(message: "a row without from, to or orders", columns: [])
    }
    guard let volume = Volume(from: from, to: to, orders: orders, vendor: vendor) else {
      throw DraftProblem(
        message: "to \(to) isn't after from \(from); to is the first day that no longer counts",
        columns: ["to"])
    }
    return .volume(volume, line: line)
  }
}

/// `checkins.csv`: days on which nothing happened.
package enum CheckInCSV: NativeFile {
  static let columns: [NativeColumn<CheckInDraft, Day>] = [
    .required("date", .pastDay, keep: { $0.day = $1 }, value: { $0 })
  ]

  /// The whole file, in the order given.
  package static func text(_ days: some Sequence<Day>) -> String {
    days.reduce(into: CSVCell.line(names)) { $0 += written($1) }
  }
}

/// A check-in while the field of its row is read.
struct CheckInDraft: NativeDraft {
  var day: Day?

  func row(line: Int, _ context: NativeContext) throws(DraftProblem) -> ImportedRow {
    guard let day else { throw DraftProblem(message: "a row without its day", columns: []) }
    return .checkIn(day, line: line)
  }
}

package import ScorecardModel

/// What a reader has to know of the store and of the call.
package struct ImportContext: Sendable {
  package var catalog: Catalog
  /// The day of a moment in the store's time zone, nil outside the years 1 to 9999.
  package var dayOf: @Sendable (Timestamp) -> Day?
  /// Days after it are problems; nil = any day will do.
  package var latestDay: Day?
  /// Column of the interchange format → the name that it has in the file.
  package var map: [String: String] = [:]
  /// The system that the incidents come from (the first half of their keys); nil = the format's name.
  package var source: String?
  /// The vendor that the whole file is about, for formats that name none.
  package var vendor: Vendor.ID?
  /// Whether incidents count at once; nil = as the format has it: what a vendor or a monitor reports does not.
  package var confirmed: Bool?
  /// How the files write dates; nil = as their readers know it, or their first rows show.
  var dateFormat: DateFormat?
  /// How they write numbers; nil = likewise.
  var numberFormat: NumberFormat?
  /// The line of a table, or the number of a list's element, that is to be explained.
  package var explainedLine: Int?

  /// Chooses how dates are written, such as `d/M/yyyy`; false when it isn't a date format.
  package mutating func setDateFormat(_ text: String) -> Bool {
    dateFormat = DateFormat(text)
    return dateFormat != nil
  }

  /// Chooses how numbers are written, such as `1.234,50`; false when it isn't a number format.
  package mutating func setNumberFormat(_ text: String) -> Bool {
    numberFormat = NumberFormat(rawValue: text)
    return numberFormat != nil
  }

  package init(
    catalog: Catalog, latestDay: Day? = nil, dayOf: @escaping @Sendable (Timestamp) -> Day?
  ) {
    self.catalog = catalog
    self.latestDay = latestDay
    self.dayOf = dayOf
  }
}

/// Where a reader's findings go.
package struct ImportSink {
  /// The text of the current row of a table, in case it has to be set aside; nil for what is not a row of a table.
  package typealias Original = () -> RejectedRow?

  /// Takes each good row, or has it set aside when the ledger refuses it.
  package let row: (ImportedRow, Original) throws -> Void
  /// Takes each bad row's first problem with the row, if it is one of a table, and warnings.
  package let problem: (Diagnostic, RejectedRow?) throws -> Void
  /// Takes each vendor that the catalog lacks and rules want to be proposed, once.
  package let unknownVendor: (ProposedVendor) throws -> Void
  /// Takes the explanation of the line that was asked about.
  package let explanation: (String) throws -> Void
  /// Takes what came to nothing, once a file.
  package let passedOver: (PassedOver) throws -> Void

  package init(
    row: @escaping (ImportedRow, Original) throws -> Void,
    problem: @escaping (Diagnostic, RejectedRow?) throws -> Void,
    unknownVendor: @escaping (ProposedVendor) throws -> Void = { _ in },
    explanation: @escaping (String) throws -> Void = { _ in },
    passedOver: @escaping (PassedOver) throws -> Void = { _ in }
  ) {
    self.row = row
    self.problem = problem
    self.unknownVendor = unknownVendor
    self.explanation = explanation
    self.passedOver = passedOver
  }
}

/// A vendor that a file names and the catalog does not have.
package struct ProposedVendor: Hashable, Sendable {
  package var name: String
  package var stage: Stage.ID
}

/// What a row or an element of a file becomes, with the line on which it begins.
package enum ImportedRow: Hashable, Sendable {
  /// - Parameter confirmed: false for what a vendor or a monitor reports of itself.
  case incident(Incident, confirmed: Bool, line: Int)
  /// One that says which event it is a part of.
  case eventIncident(Incident, RowEvent, confirmed: Bool, line: Int)
  /// What another system says of one thing that it knows by a key.
  case record(SourceRecord, line: Int)
  /// A row of a key that is told no more: what an earlier file told of it is taken out.
  case none(ImportKey, line: Int)
  /// As the owner states it.
  case volume(Volume, line: Int)
  case checkIn(Day, line: Int)
  /// What a monitor saw of a service.
  case watched(MonitorWindow, confirmed: Bool)
  /// A list of what goes on at a status page: what isn't in it has ended.
  case unresolved(UnresolvedList)

  /// 0 for what the whole file amounts to.
  package var line: Int {
    switch self {
    case .incident(_, _, let line), .eventIncident(_, _, _, let line), .volume(_, let line),
      .record(_, let line), .none(_, let line), .checkIn(_, let line):
      line
    case .watched, .unresolved: 0
    }
  }
}

/// The event that a row names. Only the rest of the file and the ledger show whether it exists.
package struct RowEvent: Hashable, Sendable {
  /// The id of the event's first incident, or a name that its incidents share.
  package var name: String
  /// Where it stands, for what may be wrong with it.
  package var place: Diagnostic
}

/// A row that was not taken, for `FILE.rejected.csv`: header and row as they stand in the file, without line ends.
package struct RejectedRow: Hashable, Sendable {
  package var line: Int
  package var header: [UInt8]
  package var row: [UInt8]
}

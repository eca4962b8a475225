package import ScorecardModel

/// What is wrong with a file although each of its rows can be read: beside the parsers' own diagnostics, since it is
/// said of the same lines.
package enum ImportDiagnostics {
  /// A pipe through which nothing came.
  package static func emptyPipe(_ file: String) -> Diagnostic {
    Diagnostic(
      file: file,
      message: "nothing came through the pipe. Did the download fail? Run that command alone to see")
  }

  /// A row's event has the id of no entry.
  package static func unknownEvent(_ event: RowEvent) -> Diagnostic {
    with(
      "event \"\(event.name)\" is the id of no entry in this file or on record. Write the id of the event's first "
        + "entry, or one name on all of them", at: event)
  }

  /// A row's event has the id of another vendor's entry.
  package static func otherVendor(_ vendor: Vendor.ID, of event: RowEvent) -> Diagnostic {
    with("event \"\(event.name)\" is an entry about \(vendor), and an event belongs to one vendor", at: event)
  }

  /// Where the row names its event.
  package static func with(_ message: String, at event: RowEvent) -> Diagnostic {
    var diagnostic = event.place
    diagnostic.message = message
    return diagnostic
  }

  /// The zone is in the catalog, but this machine doesn't know it.
  package static func unknownZone(_ name: String, in file: String) -> Diagnostic {
    Diagnostic(file: file, message: "unknown time zone \(quoted(name)); write one such as Europe/Berlin")
  }
}

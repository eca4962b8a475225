// Who imports the library needs the values that its calls take and give: incidents, filters, changes.
@_exported public import ScorecardLedger
@_exported public import ScorecardModel

// `import VendorScorecard` is enough: it brings the values and their encodings with it (Decision 0016).
@_exported public import ScorecardModel
@_exported public import ScorecardPresentation

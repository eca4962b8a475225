public import Foundation
public import ScorecardModel
internal import ScorecardPresentation

// What `localizedDescription` says: the sentence alone, since a caller of the library has no commands.

extension WorkspaceError: LocalizedError {
  public var errorDescription: String? { WorkspaceErrorText.sentence(self) }
}

extension LedgerError: LocalizedError {
  public var errorDescription: String? { LedgerErrorText.sentence(self) }
}

extension FileError: LocalizedError {
  public var errorDescription: String? { FileProblemText.text(self) }
}

extension Diagnostic: LocalizedError {
  public var errorDescription: String? { description }
}

import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation

/// Why a page is not shown. What strangers may see is fixed text; the rest is for the owner alone.
struct PageError: Error {
  var status: HTTPResponse.Status
  var title: String
  var text: String

  static let otherHost = PageError(
    .misdirectedRequest, "Not here", "This address is not the one that vendorscore gave.")
  static let notFound = PageError(.notFound, "No such page", "There is nothing at this address.")
  static let notAllowed = PageError(.methodNotAllowed, "Not possible", "Pages are read, and forms are sent.")
  static let noSession = PageError(
    .unauthorized, "Open the link in the terminal",
    "This page is for the owner of the store alone. Open the newest link that `vendorscore serve` has printed: each works "
      + "once.")
  static let forged = PageError(
    .forbidden, "Nothing was done", "This did not come from a form of this page.")
  static let unreadable = PageError(.badRequest, "That can't be read", "What was sent is not text.")
  static let usedForm = PageError(
    .forbidden, "This form was sent already",
    "Each form is taken once, so that nothing is saved twice. Go back, load the page again and send it from there."
  )
  static let tooLarge = PageError(.contentTooLarge, "Too large", "A form may bring up to 2 MB.")
  static let readOnly = PageError(
    .forbidden, "Only to look at",
    "These pages were started with --read-only, so nothing can be changed here.")

  init(_ status: HTTPResponse.Status, _ title: String, _ text: String) {
    (self.status, self.title, self.text) = (status, title, text)
  }

  /// What a handler threw.
  init(_ error: any Error) {
    switch error {
    case let error as PageError: self = error
    case let error as HTTPError where error.status == .notFound: self = .notFound
    case let error as HTTPError where error.status == .contentTooLarge: self = .tooLarge
    case let error as HTTPError where error.status == .methodNotAllowed: self = .notAllowed
    case LedgerError.noIncident: self = .notFound
    case let error as WorkspaceError:
      self.init(.conflict, "That did not work", PageError.sentences(error))
    case let error as LedgerError: self.init(.conflict, "That did not work", LedgerErrorText.sentence(error))
    case let error as FileError:
      self.init(
        .internalServerError, "That did not work", FileProblemText.text(error).capitalizedFirst.sentence)
    case let problem as Diagnostic: self.init(.conflict, "That did not work", problem.description)
    default:
      self.init(
        .internalServerError, "That did not work",
        "This is a defect of vendorscore; please report it: \(error)")
    }
  }

  private static func sentences(_ error: WorkspaceError) -> String {
    switch error {
    case .badCatalog(let problems), .badFiles(let problems), .badRules(let problems):
      problems.map(\.description).joined(separator: "\n")
    default: WorkspaceErrorText.sentence(error)
    }
  }
}

import ScorecardModel
import ScorecardPresentation
import VendorScorecard

extension Site {
  /// Saves the orders of a month that a form brought.
  ///
  /// - Returns: what is wrong with them; nil when they are saved.
  func saveOrders(_ form: Form, _ visit: Visit) throws -> String? {
    guard let month = form["month"].flatMap({ Month($0) }) else { return "Choose the month of the orders" }
    let typed = form["orders"] ?? ""
    // `12,5` is no 125.
    guard typed.wholeMatch(of: /[0-9]+|[0-9]{1,3}([, ][0-9]{3})+/) != nil,
      let orders = Int(typed.filter { $0 != "," && $0 != " " })
    else { return "“\(typed)” is no number of orders, such as 1200" }
    do {
      try visit.workspace.recordOrders(orders, month: month, isSure: form.has("sure"), at: visit.now)
      return nil
    } catch WorkspaceError.unusualOrders(let unusual) {
      return WorkspaceErrorText.unusual(unusual).capitalizedFirst.sentence
        + " Tick “I am sure” to save it all the same."
    } catch let error as WorkspaceError {
      return WorkspaceErrorText.sentence(error).capitalizedFirst.sentence
    }
  }
}

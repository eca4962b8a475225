internal import Foundation

/// The currency that a new store begins with.
public enum StoreCurrency {
  /// - Parameter locale: as the environment has it, such as `de_DE.UTF-8`; nil = it says nothing.
  /// - Returns: that of its country; `USD` when it names none.
  public static func guess(_ locale: String?) -> String {
    let name = String((locale ?? "").prefix { $0 != "." && $0 != "@" })
    // Without a country there is no currency: C, POSIX, de.
    guard name.contains("_"), let code = Locale(identifier: name).currency?.identifier, code.utf8.count == 3
    else { return "USD" }
    return code
  }
}

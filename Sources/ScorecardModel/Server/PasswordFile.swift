/// `~/.pgpass`, where libpq looks for passwords when only its owner may read it.
package enum PasswordFile {
  /// The line for a login, with `PASSWORD` for the password, such as `db.example.com:5432:shop:ann:PASSWORD`; `*` for
  /// what isn't known, which stands for any.
  package static func line(host: String?, port: String?, database: String?, user: String?) -> String {
    let known = { (word: String?) in word.flatMap { $0.isEmpty ? nil : $0 } }
    let words = [known(host) ?? "*", known(port) ?? "5432", known(database) ?? "*", known(user) ?? "*"]
    return words.map(escaped).joined(separator: ":") + ":PASSWORD"
  }

  /// A colon ends a word, unless a backslash stands before it.
  private static func escaped(_ word: String) -> String {
    word.map { $0 == ":" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }
}

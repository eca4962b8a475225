import Glibc

/// A folder under `/tmp` for what a benchmark makes; whoever makes it removes it.
package struct BenchFolder {
  package let path: String

  package init() {
    var template = Array("/tmp/vendorscore-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fail("mkdtemp") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  package func remove() { _ = try? Command(words: ["rm", "-rf", path]).run() }

  /// Makes a workspace of the large store, without a ledger yet.
  ///
  /// - Returns: its path.
  package func workspace(_ name: String) -> String {
    let workspace = "\(path)/\(name)"
    mkdir(workspace, 0o700)
    write(Workload.catalog, to: "\(workspace)/vendors.json")
    return workspace
  }
}

/// Writes a file piece by piece.
package func write(to path: String, _ body: ((String) -> Void) -> Void) {
  guard let file = fopen(path, "w") else { fail(path) }
  body { text in
    var text = text
    text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, file) }
  }
  fclose(file)
}

package func write(_ text: String, to path: String) { write(to: path) { $0(text) } }

private func fail(_ what: String) -> Never {
  perror(what)
  exit(73)
}

import Glibc
import Testing

/// Compares with a file of `Golden/`; `UPDATE_GOLDEN=1` writes it instead.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let path = folder + "/" + name
  if getenv("UPDATE_GOLDEN") != nil {
    #expect(write(Array(text.utf8), to: path), "cannot write \(name)", sourceLocation: sourceLocation)
    return
  }
  guard let expected = read(path) else {
    Issue.record("no golden file \(name); UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
    return
  }
  if expected == Array(text.utf8) { return }
  let (old, new) = (lines(String(decoding: expected, as: UTF8.self)), lines(text))
  let at = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
  Issue.record(
    "\(name):\(at + 1) differs\n- \(at < old.count ? old[at] : "")\n+ \(at < new.count ? new[at] : "")",
    sourceLocation: sourceLocation)
}

func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

private var folder: String { #filePath.dropLast("Golden.swift".count) + "Golden" }

private func read(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

private func write(_ bytes: [UInt8], to path: String) -> Bool {
  guard let file = fopen(path, "wb") else { return false }
  defer { fclose(file) }
  return fwrite(bytes, 1, bytes.count, file) == bytes.count
}

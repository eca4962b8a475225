/// A folder on a disk that keeps for good only what was synced, as POSIX promises it and no more.
struct DiskModel {
  fileprivate struct File {
    var durable: [UInt8] = []
    /// In the order in which they were made; size of the file after each.
    var pending: [Edit] = []
    var size = 0
  }

  fileprivate enum Edit {
    case bytes(offset: Int, [UInt8])
    case size(Int)
  }

  private enum Naming {
    case link(String, Int)
    case unlink(String)
    case rename(String, String, Int)
  }

  /// What of the unsynced is on the disk when the power goes.
  enum Loss: CaseIterable {
    case all, none, tail, someWrites, someSectors, somePages
  }

  private var files: [File] = []
  private var names: [String: Int] = [:]
  private var durableNames: [String: Int] = [:]
  private var namings: [Naming] = []
  /// The control: a disk, or a program, for which syncing does nothing.
  let ignoresSyncs: Bool

  init(_ contents: [String: [UInt8]], ignoresSyncs: Bool = false) {
    self.ignoresSyncs = ignoresSyncs
    for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      names[name] = files.count
      files.append(File(durable: bytes, size: bytes.count))
    }
    durableNames = names
  }

  mutating func apply(_ event: DiskEvent) {
    switch event {
    case .create(let name): create(name)
    case .write(let name, let offset, let bytes): edit(name) { $0.write(bytes, at: offset) }
    case .append(let name, let bytes): edit(name) { $0.write(bytes, at: $0.size) }
    case .truncate(let name, let size):
      edit(name) {
        $0.pending.append(.size(size))
        $0.size = size
      }
    case .sync(let name): if !ignoresSyncs { sync(name) }
    case .unlink(let name):
      names[name] = nil
      namings.append(.unlink(name))
    case .rename(let old, let new):
      guard let file = names.removeValue(forKey: old) else { return }
      names[new] = file
      namings.append(.rename(old, new, file))
    case .link(let old, let new):
      guard let file = names[old] else { return }
      names[new] = file
      namings.append(.link(new, file))
    case .acknowledged: break
    }
  }

  private mutating func create(_ name: String) {
    guard names[name] == nil else { return }
    names[name] = files.count
    namings.append(.link(name, files.count))
    files.append(File())
  }

  private mutating func edit(_ name: String, _ body: (inout File) -> Void) {
    if let file = names[name] { body(&files[file]) }
  }

  private mutating func sync(_ name: String) {
    if name.isEmpty {
      durableNames = names
      namings = []
    } else {
      edit(name) { $0.sync() }
    }
  }

  /// What is found after the power has gone at this moment.
  func afterPowerLoss(_ loss: Loss, _ chance: inout Chance) -> [String: [UInt8]] {
    var found = durableNames
    for naming in kept(namings, loss, &chance) {
      switch naming {
      case .link(let name, let file): found[name] = file
      case .unlink(let name): found[name] = nil
      case .rename(let old, let new, let file):
        found[old] = nil
        found[new] = file
      }
    }
    var contents: [String: [UInt8]] = [:]
    for (name, file) in found.sorted(by: { $0.key < $1.key }) {
      var bytes = files[file].durable
      for edit in kept(pieces(of: files[file].pending, loss), loss, &chance) { File.apply(edit, to: &bytes) }
      contents[name] = bytes
    }
    return contents
  }

  private func kept<Element>(_ pending: [Element], _ loss: Loss, _ chance: inout Chance) -> [Element] {
    switch loss {
    case .all: return []
    case .none: return pending
    case .tail: return Array(pending.prefix(chance.below(pending.count + 1)))
    case .someWrites, .someSectors, .somePages:
      // Few, half or most of them reach the disk.
      let share = 1 + chance.below(9)
      return pending.filter { _ in chance.below(10) < share }
    }
  }

  /// Writes as the disk makes them: a sector is whole, a larger write may be torn between sectors.
  private func pieces(of edits: [Edit], _ loss: Loss) -> [Edit] {
    let unit: Int
    switch loss {
    case .someSectors: unit = 512
    case .somePages: unit = 4096
    default: return edits
    }
    return edits.flatMap { edit -> [Edit] in
      guard case .bytes(let offset, let bytes) = edit else { return [edit] }
      var pieces: [Edit] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, ((offset + start) / unit + 1) * unit - offset)
        pieces.append(.bytes(offset: offset + start, Array(bytes[start..<end])))
        start = end
      }
      return pieces
    }
  }
}

extension DiskModel.File {
  mutating func write(_ bytes: [UInt8], at offset: Int) {
    pending.append(.bytes(offset: offset, bytes))
    size = max(size, offset + bytes.count)
  }

  mutating func sync() {
    for edit in pending { Self.apply(edit, to: &durable) }
    pending = []
  }

  static func apply(_ edit: DiskModel.Edit, to file: inout [UInt8]) {
    switch edit {
    case .size(let size): resize(&file, to: size)
    case .bytes(let offset, let bytes):
      if file.count < offset + bytes.count { resize(&file, to: offset + bytes.count) }
      file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
  }

  /// What was never written reads as zeros.
  private static func resize(_ file: inout [UInt8], to size: Int) {
    if size < file.count {
      file.removeLast(file.count - size)
    } else {
      file += [UInt8](repeating: 0, count: size - file.count)
    }
  }
}

/// How many single edits (insert, delete, replace, swap neighbours) lie between two texts, or nil when more
/// than `limit`.
///
/// Optimal string alignment, the restricted Damerau–Levenshtein distance (Damerau 1964; Boytsov 2011 §2.1).
func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element], limit: Int) -> Int? {
  guard abs(a.count - b.count) <= limit else { return nil }
  var before = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in a.indices {
    current[0] = i + 1
    for j in b.indices {
      var best = min(previous[j + 1], current[j]) + 1
      best = min(best, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      current[j + 1] = best
    }
    // Every later row starts from one of the last two, so nothing can come back under the limit.
    if let least = current.min(), least > limit, (previous.min() ?? 0) > limit { return nil }
    (before, previous, current) = (previous, current, before)
  }
  let distance = previous[b.count]
  return distance <= limit ? distance : nil
}

/// How many typos a word of this length may have and still be recognised.
func typosAllowed(length: Int) -> Int {
  switch length {
  case ...2: 0
  case 3...5: 1
  case 6...9: 2
  default: 3
  }
}

/// The one of `candidates` that was probably meant by `word`, or nil when none is close.
///
/// Case, accents and separators do not count; a prefix of three letters or more, or a few typos, do. Of equally
/// close ones the first.
public func closestMatch(_ word: String, among candidates: [String]) -> String? {
  let typed = NameFolding.letters(word)
  let limit = typosAllowed(length: typed.count)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let letters = NameFolding.letters(candidate)
    var distance = editDistance(typed, letters, limit: limit)
    if distance == nil, typed.count >= 3, letters.starts(with: typed) { distance = limit + 1 }
    if let distance, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.candidate
}

/// The names that begin with `typed`, without case; only the one that is exactly it, when there is one.
func completions(of typed: String, among names: [String]) -> [String] {
  let typed = typed.lowercased()
  if names.contains(typed) { return [typed] }
  return typed.isEmpty ? [] : names.filter { $0.hasPrefix(typed) }
}

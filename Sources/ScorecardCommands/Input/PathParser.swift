import ArgumentParser

/// A path as it was typed.
enum PathParser {
  /// For the declarations of arguments: a variable that a script forgot to set is no path, and not the current folder.
  static func typed(_ text: String) throws(ValidationError) -> String {
    guard !text.isEmpty else { throw ValidationError("it is empty") }
    return text
  }
}

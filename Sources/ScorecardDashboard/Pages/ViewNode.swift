import Mustache

/// A view's fields, taken apart once: a template that asks a struct for one goes through all of them each time.
final class ViewNode: MustacheParent {
  private let fields: [String: Any]

  private init(_ fields: [String: Any]) { self.fields = fields }

  func child(named name: String) -> Any? { fields[name] }

  /// A field without a value, which is not looked for further out.
  private struct Nothing: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
  }

  /// What a template gets to see of a view or of a part of it: texts, flags, lists and parts.
  static func of(_ value: Any) -> Any {
    if value is String || value is Bool { return value }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { of($0.value) } ?? Nothing()
    case .collection: return mirror.children.map { of($0.value) }
    case .struct:
      var fields: [String: Any] = [:]
      for child in mirror.children { if let name = child.label { fields[name] = of(child.value) } }
      return ViewNode(fields)
    default: return String(describing: value)
    }
  }
}

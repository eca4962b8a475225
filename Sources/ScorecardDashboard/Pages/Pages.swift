import HTTPTypes
import Hummingbird
import Mustache
import ScorecardPresentation

/// The templates, and pages made of them.
///
/// What stands in two braces is escaped as everywhere in the program (``Escaping/xml(_:)``); three braces are for HTML that
/// ``ScorecardPresentation`` has made.
struct Pages: Sendable {
  private let library: MustacheLibrary
  let style: String

  private struct Escaped: MustacheContentType {
    func escapeText(_ text: String) -> String { Escaping.xml(text) }
  }

  init(_ templates: [String: [UInt8]], style: [UInt8]) throws {
    MustacheContentTypes.register(Escaped(), named: "HTML")
    var library = MustacheLibrary()
    for (name, bytes) in templates {
      try library.register(
        "{{% CONTENT_TYPE:HTML}}" + String(decoding: bytes, as: UTF8.self), named: name)
    }
    self.library = library
    self.style = HTMLStyle.text + String(decoding: style, as: UTF8.self)
  }

  func page(_ view: some View, status: HTTPResponse.Status = .ok) throws -> Response {
    guard let text = library.render(try ViewNode.of(view), withTemplate: view.template) else {
      preconditionFailure("no template \(view.template)")
    }
    return Pages.answer(text, "text/html; charset=utf-8", status: status)
  }

  /// Without anything of the store.
  func error(_ error: PageError) -> Response {
    let view = ErrorView(
      title: error.title, paragraphs: error.text.split(separator: "\n").map(String.init))
    let text = (try? ViewNode.of(view)).flatMap { library.render($0, withTemplate: "error") } ?? error.title
    return Pages.answer(text, "text/html; charset=utf-8", status: error.status)
  }

  /// What a link leads to.
  var begin: Response {
    Pages.answer(library.render(["": ""], withTemplate: "start") ?? "", "text/html; charset=utf-8")
  }

  static func answer(_ text: String, _ type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

/// What a template shows.
protocol View: Encodable {
  var template: String { get }
  var frame: Frame { get }
}

struct ErrorView: Encodable {
  let title: String
  let paragraphs: [String]
}

extension Pages {
  /// Those in the binary.
  static func embedded() throws -> Pages {
    try Pages(
      [
        "page": PackageResources.page_mustache,
        "error": PackageResources.error_mustache,
        "home": PackageResources.home_mustache,
        "log": PackageResources.log_mustache,
        "choices": PackageResources.choices_mustache,
        "record": PackageResources.record_mustache,
        "entries": PackageResources.entries_mustache,
        "entry": PackageResources.entry_mustache,
        "vendors": PackageResources.vendors_mustache,
        "vendorlist": PackageResources.vendorlist_mustache,
        "vendor": PackageResources.vendor_mustache,
        "stage": PackageResources.stage_mustache,
        "letter": PackageResources.letter_mustache,
        "journey": PackageResources.journey_mustache,
        "reports": PackageResources.reports_mustache,
        "report": PackageResources.report_mustache,
        "todo": PackageResources.todo_mustache,
        "data": PackageResources.data_mustache,
        "items": PackageResources.items_mustache,
        "import": PackageResources.import_mustache,
        "start": PackageResources.start_mustache,
      ], style: PackageResources.style_css)
  }

  /// A mark to find the tab by.
  static let icon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><circle cx=\"8\" cy=\"8\" r=\"7\" "
    + "fill=\"#1a6b3c\"/><path d=\"M4 8l3 3 5-6\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\"/></svg>"
}

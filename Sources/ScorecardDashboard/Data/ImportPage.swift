import HTTPTypes
import Hummingbird
import ScorecardModel
import ScorecardPresentation
import VendorScorecard

/// What a file would bring.
struct ImportPage: View {
  let template = "import"
  let frame: Frame
  let title: String
  let name: String
  let summary: [String]
  let problems: String?
  /// The word that confirms it; nil when it can't be.
  let key: String?

  init(_ name: String, _ text: ImportText, key: String?, frame: Frame) {
    self.frame = frame
    self.name = name
    self.key = key
    title = key == nil ? "Nothing brought in" : "What this file would bring"
    summary =
      (text.summary.split(separator: "\n").map(String.init)
        + [text.waiting, text.notScored].compactMap { $0 })
    problems = text.problems.isEmpty ? nil : text.problems
  }
}

extension ImportPage {
  /// What can't be read at all.
  init(_ name: String, _ problem: String, frame: Frame) {
    self.frame = frame
    self.name = name
    (key, summary, problems) = (nil, [], problem)
    title = "Nothing brought in"
  }
}

extension Site {
  func addImportRoutes(to router: Routes) {
    router.post("/data/import") { request, _ in
      if dashboard.isReadOnly { throw PageError.readOnly }
      let (form, file) = try await Upload.read(request)
      guard secrets.redeem(form.values["token"] ?? "") else { throw PageError.usedForm }
      guard let file else {
        throw PageError(
          .unprocessableContent, "No file", "Choose a file that is not empty. Nothing was done.")
      }
      return try await visit { visit in try look(at: file, vendor: form["vendor"], visit) }
    }
    router.post("/data/import/confirm") { request, _ in
      let form = try await form(request)
      guard let (file, vendor) = uploads.take(form["file"] ?? "") else {
        throw PageError(
          .unprocessableContent, "The file is gone",
          "It was brought in already, or waited too long. Send it once more.")
      }
      return try await visit { visit in
        let text = try run(file, vendor, isDryRun: false, visit)
        if text.refused == 0 { return Response.redirect(to: "/data?done=brought#h-imports") }
        return try pages.page(
          ImportPage(file.name, text, key: nil, frame: frame("Import", .data, in: visit, nil)),
          status: .unprocessableContent)
      }
    }
  }

  /// Does it all and takes it back, to show what would happen.
  private func look(at file: Upload, vendor: Vendor.ID?, _ visit: Visit) throws -> Response {
    let text: ImportText
    do {
      text = try run(file, vendor, isDryRun: true, visit)
    } catch let error as WorkspaceError {
      return try pages.page(
        ImportPage(file.name, PageError(error).text, frame: frame("Import", .data, in: visit, nil)),
        status: .unprocessableContent)
    }
    let key = secrets.formToken()
    let isRight = text.refused == 0
    if isRight { uploads.keep(file, vendor: vendor, as: key) }
    return try pages.page(
      ImportPage(
        file.name, text, key: isRight ? key : nil,
        frame: frame("Import", .data, in: visit, nil)), status: isRight ? .ok : .unprocessableContent)
  }

  private func run(_ file: Upload, _ vendor: Vendor.ID?, isDryRun: Bool, _ visit: Visit) throws -> ImportText
  {
    var options = ImportOptions(dryRun: isDryRun)
    options.vendor = try vendor.map { id in
      guard visit.workspace.catalog.vendor(id) != nil else { throw PageError.forged }
      return id
    }
    let imports = try visit.workspace.importFile(
      file.bytes, named: file.name, options: options, at: visit.now)
    return ImportText(imports, isDryRun: isDryRun, skipsBad: false, explainedLine: nil, hints: .none)
  }
}

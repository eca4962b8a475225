internal import ScorecardModel

/// Reads the dates of one file.
struct DateReading {
  /// Tried in this order.
  let formats: [DateFormat]
  /// Of each, those that may take its day for the month: a text that both read is no date until it is known which.
  private let rivals: [[DateFormat]]

  static let iso = DateReading([.iso])

  init(_ formats: [DateFormat]) {
    self.formats = formats
    rivals = formats.map { format in formats.filter { $0.swapsDayAndMonth(of: format) } }
  }

  /// Those that another may be taken for.
  var contested: [DateFormat] { zip(formats, rivals).filter { !$1.isEmpty }.map(\.0) }

  func read(_ bytes: FieldBytes) throws(FieldProblem) -> WrittenDate {
    for index in formats.indices {
      guard let date = try? formats[index].read(bytes) else { continue }
      for rival in rivals[index] {
        guard let other = try? rival.read(bytes), other.day != date.day else { continue }
        let ways = [formats[index].text, rival.text]
        throw FieldProblem(bytes, "can be \(date.day) or \(other.day)", next: .chooseDateFormat(ways))
      }
      return date
    }
    throw problem(bytes)
  }

  func read(_ text: String) throws(FieldProblem) -> WrittenDate {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(FieldProblem) in try read(FieldBytes(bytes)) }
    }
    return try result.get()
  }

  private func problem(_ bytes: FieldBytes) -> FieldProblem {
    let list = formats == [.iso] ? "YYYY-MM-DD" : formats.map(\.text).joined(separator: " or ")
    let ways = DateReading.usual.filter { !formats.contains($0) && (try? $0.read(bytes)) != nil }
    var problem = FieldProblem(
      bytes, "isn't a date written " + list, next: ways.isEmpty ? nil : .chooseDateFormat(ways.map(\.text)))
    if formats == [.iso], ways.isEmpty {
      do throws(FieldProblem) { _ = try WrittenDate(bytes) } catch { problem = error }
    }
    if let invisible = DateReading.invisible(in: bytes) {
      problem.message += "; it holds the invisible character \(invisible)"
    }
    return problem
  }

  /// Ways in which spreadsheets write dates, to be offered where a reader knows none that fits.
  private static let usual = [
    "d/M/yyyy", "M/d/yyyy", "d.M.yyyy", "d-M-yyyy", "M-d-yyyy", "yyyy/M/d", "d/M/yy", "M/d/yy", "d.M.yy",
    "d MMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "MMM d, yyyy",
  ].compactMap { DateFormat($0) }

  /// `U+200E`: nothing on a screen tells that it is there.
  private static func invisible(in bytes: FieldBytes) -> String? {
    let scalar = bytes.text.unicodeScalars.first { scalar in
      let properties = scalar.properties
      return properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
        || properties.generalCategory == .control
    }
    return scalar.map { "U+" + padded($0.value, 4, radix: 16).uppercased() }
  }
}

internal import ScorecardModel

extension CSVReader {
  /// Finds the fields and the end of the record at `recordStart`.
  ///
  /// - Returns: false when the buffer ends first and the source may have more.
  mutating func scan() throws -> Bool {
    count = 0
    innerLines = 0
    hasQuotes = false
    var start = recordStart
    while true {
      var field = Field(start: start, end: start, opening: start)
      guard let stop = try scanField(&field) else { return false }
      if field.end - field.start > limits.field { throw tooLong(field) }
      fields[count] = field
      count += 1
      if stop == filled { return finish(at: stop, lineEnd: 0) }
      if buffer[stop] == delimiter {
        if count == limits.columns {
          throw problem("more than \(limits.columns) columns; is this a table?", at: stop)
        }
        start = stop + 1
      } else if buffer[stop] == UInt8(ascii: "\n") {
        return finish(at: stop, lineEnd: 1)
      } else if stop + 1 < filled || sourceEnded {
        let pair = stop + 1 < filled && buffer[stop + 1] == UInt8(ascii: "\n")
        return finish(at: stop, lineEnd: pair ? 2 : 1)
      } else {
        return false
      }
    }
  }

  private mutating func finish(at end: Int, lineEnd: Int) -> Bool {
    recordEnd = end
    nextStart = end + lineEnd
    return true
  }

  private func tooLong(_ field: Field) -> Diagnostic {
    let limit = "a field over \(limits.field >> 20) MB"
    let isQuoted = buffer[field.opening] == UInt8(ascii: "\"")
    return problem(isQuoted ? limit + "; is the quote that opens here closed?" : limit, at: field.opening)
  }

  /// Finds where a field ends: at a delimiter, a line end, or the end of the file.
  ///
  /// - Returns: nil when the buffer ends first and the source may have more.
  private mutating func scanField(_ field: inout Field) throws -> Int? {
    var index = field.start
    if index < filled, buffer[index] == UInt8(ascii: "\"") {
      guard let close = try scanQuoted(&field) else { return nil }
      index = close + 1
      // Text after the closing quote stays out of the field; `textProblem` names it.
    }
    index = UnsafeRawBufferPointer(rebasing: buffer[..<filled]).firstStop(from: index, delimiter: delimiter)
    if field.opening == field.start { field.end = index }
    if index < filled || sourceEnded { return index }
    if index - field.opening > limits.field { throw tooLong(field) }
    return nil
  }

  /// Finds the quote that closes a field.
  ///
  /// - Returns: nil when the buffer ends first and the source may have more.
  private mutating func scanQuoted(_ field: inout Field) throws -> Int? {
    let bytes = UnsafeRawBufferPointer(buffer)
    var lines = 0
    var index = field.opening + 1
    field.start = index
    hasQuotes = true
    while index < filled {
      let byte = bytes[index]
      let hasNext = index + 1 < filled
      if byte == UInt8(ascii: "\"") {
        if !hasNext, !sourceEnded { return nil }
        if !hasNext || bytes[index + 1] != UInt8(ascii: "\"") {
          field.end = index
          innerLines += lines
          return index
        }
        field.hasEscapes = true
        index += 1
      } else if byte == UInt8(ascii: "\n") {
        lines += 1
      } else if byte == UInt8(ascii: "\r"), hasNext, bytes[index + 1] != UInt8(ascii: "\n") {
        lines += 1
      }
      index += 1
    }
    if sourceEnded { throw problem("the quote that opens here is never closed", at: field.opening) }
    field.end = filled
    if filled - field.opening > limits.field { throw tooLong(field) }
    return nil
  }
}

// MARK: What the bytes may not hold

extension CSVReader {
  /// Checks the current record's text, and takes doubled quotes apart.
  mutating func textProblem() -> Diagnostic? {
    let (hasNull, isASCII) = raw.survey
    if hasNull, let offset = raw.firstIndex(of: 0) {
      return problem("a NUL byte; is this a text file?", at: recordStart + offset)
    }
    if !isASCII, let offset = invalidUTF8() {
      return problem("not valid UTF-8. Save the file as UTF-8", at: recordStart + offset)
    }
    return hasQuotes ? unescapeFields() : nil
  }

  private func invalidUTF8() -> Int? {
    do {
      _ = try UTF8Span(validating: raw.assumingMemoryBound(to: UInt8.self).span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private mutating func unescapeFields() -> Diagnostic? {
    var used = 0
    for index in 0..<count where fields[index].start > fields[index].opening {
      let field = fields[index]
      let after = field.end + 1
      let end = index + 1 < count ? fields[index + 1].opening - 1 : recordEnd
      if after < end {
        return problem("text after the closing quote; write \"\" for a quote inside", at: after)
      }
      if field.hasEscapes { used = unescape(index, to: used) }
    }
    return nil
  }

  private mutating func unescape(_ index: Int, to start: Int) -> Int {
    if unescaped.count < raw.count {
      // Of the record's size at once: fields that were unescaped before stay where they are.
      unescaped.deallocate()
      unescaped = .allocate(byteCount: buffer.count, alignment: 16)
    }
    let field = fields[index]
    var end = start
    var position = field.start
    while position < field.end {
      unescaped[end] = buffer[position]
      end += 1
      position += buffer[position] == UInt8(ascii: "\"") ? 2 : 1
    }
    fields[index].start = start
    fields[index].end = end
    fields[index].isUnescaped = true
    return end
  }
}

extension UnsafeRawBufferPointer {
  /// Whether a zero byte is among them, and whether all are ASCII; eight bytes at a time.
  fileprivate var survey: (hasNull: Bool, isASCII: Bool) {
    var seen: UInt64 = 0
    var nulls: UInt64 = 0
    var index = 0
    while index + 8 <= count {
      let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
      seen |= word
      nulls |= word.zeroBytes
      index += 8
    }
    while index < count {
      seen |= UInt64(self[index])
      nulls |= self[index] == 0 ? 0x80 : 0
      index += 1
    }
    return (nulls != 0, seen & UInt64(repeating: 0x80) == 0)
  }

  /// Where a delimiter or a line end comes next; the count when none does. Eight bytes at a time.
  fileprivate func firstStop(from start: Int, delimiter: UInt8) -> Int {
    let delimiters = UInt64(repeating: delimiter)
    let newlines = UInt64(repeating: UInt8(ascii: "\n"))
    let returns = UInt64(repeating: UInt8(ascii: "\r"))
    var index = start
    while index + 8 <= count {
      let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let stops =
        (word ^ delimiters).zeroBytes | (word ^ newlines).zeroBytes | (word ^ returns).zeroBytes
      if stops != 0 { return index + stops.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count {
      let byte = self[index]
      if byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      index += 1
    }
    return index
  }
}

/// A text that is wrapped and sized for a picture.
package struct Caption {
  private static let maximumLines = 4
  /// The pixels of the font between the text and the edges of its band.
  private static let margin = 4

  /// The characters of each line.
  let lines: [[UInt8]]
  /// How many pixels of the picture a pixel of the font takes on each side.
  let scale: Int

  /// Lays out a text; `nil` when the text is empty or the picture too small for a single character.
  init?(_ text: String, width: Int, height: Int) {
    let words = BitmapFont.characters(for: text).split(separator: UInt8(ascii: " ")).map(Array.init)
    // About 26 characters to a line of a square picture; half that size when the text needs it.
    let largest = max(1, min(width, height) / 160)
    let smallest = max(1, (largest + 1) / 2)
    let layouts = (smallest...largest).reversed().lazy.map { scale in
      let columns = (width / scale - 2 * Self.margin) / BitmapFont.advance
      let room = min(Self.maximumLines, (height / scale - 2 * Self.margin) / BitmapFont.lineHeight)
      return (scale: scale, lines: Self.wrap(words, columns: columns), columns: columns, room: room)
    }
    guard let layout = layouts.first(where: { $0.lines.count <= $0.room }) ?? layouts.last,
      !layout.lines.isEmpty, layout.room > 0
    else { return nil }
    lines = Self.shorten(layout.lines, room: layout.room, columns: layout.columns)
    scale = layout.scale
  }

  /// Draws the text on a dark band along the lower edge.
  func draw(on raster: inout Raster) {
    let bandHeight = (lines.count * BitmapFont.lineHeight + 2 * Self.margin) * scale
    let bandTop = raster.height - bandHeight
    raster.blend(.black, amount: 150, x: 0..<raster.width, y: bandTop..<raster.height)
    for (number, line) in lines.enumerated() {
      let top = bandTop + (Self.margin + 1 + number * BitmapFont.lineHeight) * scale
      for (column, character) in line.enumerated() {
        draw(character, left: (Self.margin + column * BitmapFont.advance) * scale, top: top, on: &raster)
      }
    }
  }

  private func draw(_ character: UInt8, left: Int, top: Int, on raster: inout Raster) {
    for (row, bits) in BitmapFont.rows(of: character).enumerated() {
      let rows = top + row * scale..<top + (row + 1) * scale
      for column in 0..<BitmapFont.glyphWidth where bits >> column & 1 == 1 {
        raster.blend(.white, amount: 256, x: left + column * scale..<left + (column + 1) * scale, y: rows)
      }
    }
  }

  /// Fills lines with as many words as they hold; words that are longer than a line are cut.
  private static func wrap(_ words: [[UInt8]], columns: Int) -> [[UInt8]] {
    guard columns > 0 else { return [] }
    var lines: [[UInt8]] = []
    for word in words {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] += [UInt8(ascii: " ")] + word
      } else {
        lines += stride(from: 0, to: word.count, by: columns).map { Array(word[$0...].prefix(columns)) }
      }
    }
    return lines
  }

  /// Keeps the lines that there is room for and marks a loss with three dots.
  private static func shorten(_ lines: [[UInt8]], room: Int, columns: Int) -> [[UInt8]] {
    guard lines.count > room, let last = lines.prefix(room).last else { return lines }
    let dots = Array("...".utf8).prefix(columns)
    return lines.prefix(room - 1) + [Array(last.prefix(columns - dots.count) + dots)]
  }
}

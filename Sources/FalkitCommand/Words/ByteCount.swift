/// Sizes of files for people.
enum ByteCount {
  /// Three digits and a unit, in steps of 1000: `182 KB`, `1.8 MB`.
  static func words(_ count: Int) -> String {
    var tenths = max(count, 0)
    if tenths < 1000 { return "\(tenths) B" }
    var unit = 0
    let units = ["KB", "MB", "GB", "TB", "PB", "EB"]
    tenths = (tenths + 50) / 100
    while tenths >= 9995, unit < units.count - 1 {
      tenths = (tenths + 500) / 1000
      unit += 1
    }
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) \(units[unit])" : "\((tenths + 5) / 10) \(units[unit])"
  }
}

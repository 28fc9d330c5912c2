/// The sine function, written out so that the media need no C library and are the same on every platform.
package enum Sine {
  /// The sine of an angle that is given in full turns; wrong by less than a hundred thousandth.
  static func of(turns: Double) -> Double {
    var turn = turns - turns.rounded()
    // The outer quarters mirror the inner ones, and the series below is exact only near zero.
    if turn > 0.25 { turn = 0.5 - turn }
    if turn < -0.25 { turn = -0.5 - turn }
    let x = turn * 2 * Double.pi
    let square = x * x
    return x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
  }

  /// The cosine of an angle that is given in full turns.
  static func cosine(turns: Double) -> Double {
    of(turns: turns + 0.25)
  }
}

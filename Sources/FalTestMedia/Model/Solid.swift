/// A test model: a body whose form and colour depend on a seed.
package struct Solid: Sendable, Hashable {
  /// The number that decides about the form and the colour.
  let seed: UInt64

  /// Describes a model.
  package init(seed: UInt64) {
    self.seed = seed
  }

  /// The model as a binary glTF file.
  package func glb() -> [UInt8] {
    var random = SeededNumbers(seed: seed)
    let mesh = random.index(below: 2) == 0 ? Mesh.cube : Mesh.pyramid
    return GLBEncoder.encode(mesh, color: Color(hue: random.unit(), saturation: 0.7, brightness: 0.9))
  }
}

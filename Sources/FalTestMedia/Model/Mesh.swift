/// A body of flat faces as triangles.
package struct Mesh: Sendable, Hashable {
  /// The corners of the triangles; each face has its own, because its normal differs from that of its neighbours.
  package private(set) var positions: [SIMD3<Float>] = []
  /// The direction in which the surface looks at each corner.
  package private(set) var normals: [SIMD3<Float>] = []
  /// The corners of each triangle, as three positions that go round to the left seen from outside.
  package private(set) var indices: [UInt16] = []

  /// A cube around the origin with sides of length 1.
  package static let cube = Mesh(
    corners: [
      [-0.5, -0.5, -0.5], [0.5, -0.5, -0.5], [0.5, 0.5, -0.5], [-0.5, 0.5, -0.5],
      [-0.5, -0.5, 0.5], [0.5, -0.5, 0.5], [0.5, 0.5, 0.5], [-0.5, 0.5, 0.5],
    ],
    faces: [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [2, 3, 7, 6], [0, 4, 7, 3], [1, 2, 6, 5]]
  )

  /// A pyramid around the origin on a square with sides of length 1.
  package static let pyramid = Mesh(
    corners: [[-0.5, -0.5, -0.5], [0.5, -0.5, -0.5], [0.5, -0.5, 0.5], [-0.5, -0.5, 0.5], [0, 0.5, 0]],
    faces: [[0, 1, 2, 3], [0, 4, 1], [1, 4, 2], [2, 4, 3], [3, 4, 0]]
  )

  private init(corners: [SIMD3<Float>], faces: [[Int]]) {
    for face in faces {
      let first = UInt16(positions.count)
      let points = face.map { corners[$0] }
      positions += points
      normals += points.map { _ in Self.normal(points[1] - points[0], points[2] - points[0]) }
      for corner in 1..<UInt16(points.count - 1) {
        indices += [first, first + corner, first + corner + 1]
      }
    }
  }

  /// The direction that is at right angles to two others, of length 1.
  private static func normal(_ left: SIMD3<Float>, _ right: SIMD3<Float>) -> SIMD3<Float> {
    let cross = SIMD3(
      left.y * right.z - left.z * right.y,
      left.z * right.x - left.x * right.z,
      left.x * right.y - left.y * right.x
    )
    return cross / (cross * cross).sum().squareRoot()
  }
}

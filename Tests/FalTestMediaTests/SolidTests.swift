import FalCore
import FalTestMedia
import TestSupport
import Testing

@Suite struct SolidTests {
  /// The two chunks of a binary glTF file.
  private struct Content {
    let description: JSON
    let buffer: [UInt8]

    init(_ file: [UInt8]) throws {
      var reader = ByteReader(file)
      #expect(try reader.text(4) == "glTF")
      #expect(try reader.littleEndian(4) == 2)
      #expect(try reader.littleEndian(4) == file.count)
      let descriptionSize = try reader.littleEndian(4)
      #expect(try reader.text(4) == "JSON")
      description = try JSON(parsing: try reader.text(descriptionSize))
      let bufferSize = try reader.littleEndian(4)
      #expect(try reader.text(4) == "BIN\0")
      buffer = try reader.bytes(bufferSize)
      #expect(reader.isAtEnd)
      #expect(descriptionSize % 4 == 0)
      #expect(bufferSize % 4 == 0)
    }

    /// The numbers that an accessor tells of.
    func numbers(accessor: Int) throws -> [Double] {
      let accessor = description["accessors"][accessor]
      let view = description["bufferViews"][try #require(accessor["bufferView"].int)]
      let count = try #require(accessor["count"].int) * (accessor["type"] == "VEC3" ? 3 : 1)
      let isFloat = accessor["componentType"] == 5126
      var reader = ByteReader(buffer, at: try #require(view["byteOffset"].int))
      #expect(reader.position % 4 == 0)
      #expect(view["byteLength"].int == count * (isFloat ? 4 : 2))
      return try (0..<count).map { _ in
        isFloat
          ? Double(Float(bitPattern: UInt32(try reader.littleEndian(4)))) : Double(try reader.littleEndian(2))
      }
    }

    func vectors(accessor: Int) throws -> [SIMD3<Double>] {
      let numbers = try numbers(accessor: accessor)
      return stride(from: 0, to: numbers.count, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
    }
  }

  @Test func cubeIsDescribed() throws {
    try expectDescription(of: .cube)
  }

  @Test func pyramidIsDescribed() throws {
    try expectDescription(of: .pyramid)
  }

  private func expectDescription(of mesh: Mesh) throws {
    let content = try Content(GLBEncoder.encode(mesh, color: Color(red: 255, green: 0, blue: 128)))
    #expect(content.description["asset"]["version"] == "2.0")
    let size = try #require(content.description["buffers"][0]["byteLength"].int)
    #expect((size...size + 3).contains(content.buffer.count))
    let positions = try content.vectors(accessor: 0)
    #expect(positions == mesh.positions.map { SIMD3<Double>($0) })
    #expect(try content.vectors(accessor: 1).count == positions.count)
    let indices = try content.numbers(accessor: 2)
    #expect(indices.count % 3 == 0)
    #expect(Set(indices) == Set((0..<positions.count).map(Double.init)))
    let lowest = positions.reduce(positions[0]) { pointwiseMin($0, $1) }
    let highest = positions.reduce(positions[0]) { pointwiseMax($0, $1) }
    let bounds = content.description["accessors"][0]
    #expect(bounds["min"].array?.compactMap(\.double) == [lowest.x, lowest.y, lowest.z])
    #expect(bounds["max"].array?.compactMap(\.double) == [highest.x, highest.y, highest.z])
  }

  @Test func cubeLooksOutwards() {
    expectTrianglesAndNormalsLookOutwards(in: .cube)
  }

  @Test func pyramidLooksOutwards() {
    expectTrianglesAndNormalsLookOutwards(in: .pyramid)
  }

  private func expectTrianglesAndNormalsLookOutwards(in mesh: Mesh) {
    for start in stride(from: 0, to: mesh.indices.count, by: 3) {
      let corners = mesh.indices[start..<start + 3].map { Int($0) }
      let points = corners.map { mesh.positions[$0] }
      let (u, v) = (points[1] - points[0], points[2] - points[0])
      let cross = SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x)
      for corner in corners {
        let normal = mesh.normals[corner]
        #expect(abs((normal * normal).sum() - 1) < 1e-5)
        #expect((normal * cross).sum() > 0)
        // The origin is inside the body, so all faces look away from it.
        #expect((normal * points[0]).sum() > 0)
      }
    }
  }

  @Test func hasTheColor() throws {
    let content = try Content(GLBEncoder.encode(.cube, color: Color(red: 255, green: 0, blue: 128)))
    let material = content.description["materials"][0]["pbrMetallicRoughness"]
    #expect(material["baseColorFactor"] == [1, 0, 0.252, 1])
  }

  @Test func dependsOnTheSeed() throws {
    let files = (0..<10).map { Solid(seed: $0).glb() }
    #expect(Set(files).count == 10)
    #expect(files[3] == Solid(seed: 3).glb())
    for file in files { _ = try Content(file) }
    #expect(Set(try files.map { try Content($0).description["accessors"][0]["count"] }) == [16, 24])
  }
}

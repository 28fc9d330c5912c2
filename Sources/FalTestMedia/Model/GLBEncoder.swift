import FalJSON

/// Writes binary glTF 2.0 files with one mesh of one colour.
package enum GLBEncoder {
  // The numbers by which glTF names the types of components and the uses of buffers.
  private static let float: JSON = 5126
  private static let unsignedShort: JSON = 5123
  private static let vertexBuffer: JSON = 34962
  private static let indexBuffer: JSON = 34963

  /// Encodes a mesh.
  package static func encode(_ mesh: Mesh, color: Color) -> [UInt8] {
    let positions = bytes(of: mesh.positions)
    let normals = bytes(of: mesh.normals)
    var indices: [UInt8] = []
    for index in mesh.indices { indices.append(littleEndian: index) }
    let buffers = [(positions, vertexBuffer), (normals, vertexBuffer), (indices, indexBuffer)]
    let description = description(mesh, color: color, buffers: buffers.map { ($0.0.count, $0.1) })
    let chunks =
      chunk("JSON", description.utf8(), padding: UInt8(ascii: " "))
      + chunk("BIN\0", positions + normals + indices, padding: 0)
    var file: [UInt8] = []
    file.append(ascii: "glTF")
    file.append(littleEndian: UInt32(2))  // the version
    file.append(littleEndian: UInt32(12 + chunks.count))
    return file + chunks
  }

  private static func chunk(_ type: StaticString, _ content: [UInt8], padding: UInt8) -> [UInt8] {
    let padded = content + [UInt8](repeating: padding, count: -content.count & 3)
    var chunk: [UInt8] = []
    chunk.append(littleEndian: UInt32(padded.count))
    chunk.append(ascii: type)
    return chunk + padded
  }

  private static func bytes(of vectors: [SIMD3<Float>]) -> [UInt8] {
    var bytes: [UInt8] = []
    for vector in vectors {
      for axis in vector.indices { bytes.append(littleEndian: vector[axis].bitPattern) }
    }
    return bytes
  }

  private static func description(_ mesh: Mesh, color: Color, buffers: [(size: Int, target: JSON)]) -> JSON {
    var views: [JSON] = []
    var end = 0
    for buffer in buffers {
      views.append(["buffer": 0, "byteOffset": count(end), "byteLength": count(buffer.size), "target": buffer.target])
      end += buffer.size
    }
    let primitive: JSON = ["attributes": ["POSITION": 0, "NORMAL": 1], "indices": 2, "material": 0]
    return [
      "asset": ["version": "2.0", "generator": "falkit"],
      "scene": 0,
      "scenes": [["nodes": [0]]],
      "nodes": [["mesh": 0]],
      "meshes": [["primitives": [primitive]]],
      "materials": [material(color)],
      "accessors": accessors(mesh),
      "bufferViews": .array(views),
      "buffers": [["byteLength": count(end)]],
    ]
  }

  /// The types of the positions, normals and indices; viewers need the bounds of the positions.
  private static func accessors(_ mesh: Mesh) -> JSON {
    let lowest = mesh.positions.reduce(SIMD3(repeating: .infinity)) { pointwiseMin($0, $1) }
    let highest = mesh.positions.reduce(SIMD3(repeating: -.infinity)) { pointwiseMax($0, $1) }
    let vertexCount = count(mesh.positions.count)
    return [
      [
        "bufferView": 0, "componentType": float, "count": vertexCount, "type": "VEC3",
        "min": numbers(lowest), "max": numbers(highest),
      ],
      ["bufferView": 1, "componentType": float, "count": vertexCount, "type": "VEC3"],
      ["bufferView": 2, "componentType": unsignedShort, "count": count(mesh.indices.count), "type": "SCALAR"],
    ]
  }

  private static func material(_ color: Color) -> JSON {
    // glTF wants linear light; squaring is near enough to undo the curve of screens.
    let light = [color.red, color.green, color.blue].map { part in
      let fraction = Double(part) / 255
      return number((fraction * fraction * 1000).rounded() / 1000)
    }
    return [
      "pbrMetallicRoughness": [
        "baseColorFactor": .array(light + [1]), "metallicFactor": 0, "roughnessFactor": 0.6,
      ]
    ]
  }

  private static func numbers(_ vector: SIMD3<Float>) -> JSON {
    .array(vector.indices.map { number(Double(vector[$0])) })
  }

  private static func number(_ value: Double) -> JSON {
    JSON(floatLiteral: value)
  }

  private static func count(_ value: Int) -> JSON {
    JSON(integerLiteral: value)
  }
}

/// What the path of a request to the services for files leads to.
enum StorageRoute: Sendable {
  case token
  case initiate(inParts: Bool)
  /// To an address that was signed for an upload of this id.
  case signedUpload(String)
  case signedPart(String, Int)
  case signedComplete(String)
  /// With a token.
  case upload
  case createParts
  case part(String, Int)
  case complete(String)
  /// A file, by its path below `files/`.
  case file(String)

  init?(_ service: String, _ segments: [String]) {
    switch (service, segments) {
    case ("rest", ["storage", "auth", "token"]): self = .token
    case ("rest", ["storage", "upload", "initiate"]): self = .initiate(inParts: false)
    case ("rest", ["storage", "upload", "initiate-multipart"]): self = .initiate(inParts: true)
    case ("cdn", ["files", "upload"]): self = .upload
    case ("cdn", ["files", "upload", "multipart"]): self = .createParts
    default:
      guard service == "cdn", segments.count > 1 else { return nil }
      if segments[0] == "signed" {
        self.init(signed: segments)
      } else if segments[0] == "files" {
        self.init(file: Array(segments.dropFirst()))
      } else {
        return nil
      }
    }
  }

  private init?(signed segments: [String]) {
    switch segments.count {
    case 2: self = .signedUpload(segments[1])
    case 3 where segments[2] == "complete": self = .signedComplete(segments[1])
    case 3:
      guard let number = Int(segments[2]) else { return nil }
      self = .signedPart(segments[1], number)
    default: return nil
    }
  }

  /// Uploads in parts are below the address that the file will have.
  private init?(file segments: [String]) {
    guard let position = segments.lastIndex(of: "multipart"), position + 2 == segments.count - 1 else {
      self = .file(segments.joined(separator: "/"))
      return
    }
    let upload = segments[position + 1]
    if segments[position + 2] == "complete" {
      self = .complete(upload)
    } else if let number = Int(segments[position + 2]) {
      self = .part(upload, number)
    } else {
      return nil
    }
  }

  var methods: [String] {
    switch self {
    case .token, .initiate, .upload, .createParts, .complete, .signedComplete: ["POST"]
    case .part, .signedPart, .signedUpload: ["PUT"]
    case .file: ["GET", "HEAD"]
    }
  }

  var operation: EmulatorOperation {
    switch self {
    case .token: .token
    case .initiate, .createParts: .initiate
    case .upload, .signedUpload: .upload
    case .part, .signedPart: .part
    case .complete, .signedComplete: .complete
    case .file: .download
    }
  }

  /// Whether it is for those who have the key.
  var needsKey: Bool {
    switch self {
    case .token, .initiate: true
    default: false
    }
  }
}

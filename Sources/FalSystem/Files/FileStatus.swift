#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the system knows of a file without reading it.
package struct FileStatus: Sendable {
  package enum Kind: Sendable {
    /// An ordinary file.
    case file
    case folder
    case link
    /// A pipe, a device, a socket.
    case other
  }

  /// Tells a file from all others of the machine, whatever its name.
  package struct Identity: Sendable, Hashable {
    private let device: Int
    private let number: UInt64

    fileprivate init(_ status: stat) {
      device = Int(status.st_dev)
      number = UInt64(status.st_ino)
    }
  }

  package let kind: Kind
  let identity: Identity
  /// In bytes.
  package let length: Int
  /// Who may read, change and run it: the last nine bits of its mode.
  package let permissions: UInt32
  /// How many names it has.
  package let nameCount: Int
  /// When its content was changed, in seconds since 1970.
  package let modified: Int
  /// Whether it is the user's, who runs this.
  package let isOwn: Bool
  /// Whether nobody but the user, and the system's administrator, may read or change it.
  package let isPrivate: Bool
  /// Whether it is the user's or the system's, and not everybody may change it.
  package let isTrustworthy: Bool

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    identity = Identity(status)
    length = Int(clamping: status.st_size)
    permissions = UInt32(status.st_mode & 0o777)
    nameCount = Int(clamping: status.st_nlink)
    #if canImport(Darwin)
      modified = Int(status.st_mtimespec.tv_sec)
    #else
      modified = Int(status.st_mtim.tv_sec)
    #endif
    isOwn = status.st_uid == geteuid()
    let isOwnOrRoots = status.st_uid == geteuid() || status.st_uid == 0
    isPrivate = status.st_mode & 0o077 == 0 && isOwnOrRoots
    isTrustworthy = status.st_mode & S_IWOTH == 0 && isOwnOrRoots
  }

  /// Looks at what has a name; `nil` when nothing has, or nobody may look.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - followsLinks: Whether of a link the file counts to which it leads.
  package init?(_ path: String, followsLinks: Bool = true) {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    self.init(status)
  }
}

/// A step on the way to disk, in front of each of which a test may let the disk or the process fail.
package enum WriteStep: String, Sendable, CaseIterable {
  case createFolder
  case lock
  case createTemporary
  case write
  case syncFile
  case rename
  case syncFolder
  case removeTemporary
  case removeRecord
  case unlock
}

/// Is asked before each step.
package typealias WriteSteps = @Sendable (WriteStep) throws -> Void

import Testing
@testable import FalRegistry

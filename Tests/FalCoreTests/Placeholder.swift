import Testing
@testable import FalCore

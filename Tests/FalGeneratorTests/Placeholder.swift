import Testing
@testable import FalGenerator

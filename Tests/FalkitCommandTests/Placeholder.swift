import Testing
@testable import FalkitCommand

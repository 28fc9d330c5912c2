import FalCore
import FalSystem
import FalTestMedia

/// Which requests to a local fal go wrong, and how.
///
/// ```swift
/// let always: FaultPlan = [.submit: .status(503)]
/// let inOrder = FaultPlan.script([(.download, .cutOff), (.download, nil)])  // the first is cut off, all others work
/// let sometimes = FaultPlan.share(0.1, of: [.resetAfter, .silent], seed: 7)
/// ```
public struct FaultPlan: Sendable {
  private let choose: @Sendable (EmulatorOperation) -> Fault?

  /// Decides by a closure, which is called once per request, from any thread.
  public init(_ choose: @escaping @Sendable (EmulatorOperation) -> Fault?) {
    self.choose = choose
  }

  /// Nothing goes wrong.
  public static let none = FaultPlan { _ in nil }

  /// One after another: each of the given faults happens to the next request of its operation.
  public static func script(_ faults: [(EmulatorOperation, Fault?)]) -> FaultPlan {
    let rest = Lock(faults.map { Entry(operation: $0.0, fault: $0.1) })
    return FaultPlan { operation in
      rest.withLock { rest in
        guard let position = rest.firstIndex(where: { $0.operation == operation }) else { return nil }
        return rest.remove(at: position).fault
      }
    }
  }

  private struct Entry: Sendable {
    let operation: EmulatorOperation
    let fault: Fault?
  }

  /// By chance: of all requests this share goes wrong, in one of these ways; the same with the same seed and order.
  public static func share(_ share: Double, of faults: [Fault], seed: UInt64) -> FaultPlan {
    let random = Lock(SeededNumbers(seed: seed))
    return FaultPlan { _ in
      random.withLock { random in
        guard random.unit() < share, !faults.isEmpty else { return nil }
        return faults[random.index(below: faults.count)]
      }
    }
  }

  /// What is to go wrong with the next request of an operation; `nil` for nothing.
  public func fault(for operation: EmulatorOperation) -> Fault? { choose(operation) }
}

extension FaultPlan: ExpressibleByDictionaryLiteral {
  /// One after another, as `script` does: `[.submit: .status(429), .submit: .resetAfter]`.
  public init(dictionaryLiteral elements: (EmulatorOperation, Fault)...) {
    self = .script(elements.map { ($0.0, $0.1) })
  }
}

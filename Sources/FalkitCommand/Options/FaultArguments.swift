import FalEmulator
import FalRunner

/// What is to go wrong on purpose, as it is written on the command line.
struct FaultArguments {
  /// The faults as a plan.
  let plan: FaultPlan

  /// Reads `submit=503,ok,slow` and `10=429,garbage`.
  ///
  /// - Throws: `RunError` that says what can be written.
  init(scripts: [String], share: String?) throws(RunError) {
    var script: [(EmulatorOperation, Fault?)] = []
    for text in scripts {
      let (name, faults) = try Self.split(text, "--fault")
      guard let operation = EmulatorOperation.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
      else {
        let known = EmulatorOperation.allCases.map(\.rawValue).joined(separator: ", ")
        throw .usage("--fault: there is no operation '\(name)'; there are \(known)")
      }
      script += faults.map { (operation, $0) }
    }
    let chance: FaultPlan
    if let share {
      let (text, faults) = try Self.split(share, "--fault-share")
      guard let percent = Double(text.hasSuffix("%") ? String(text.dropLast()) : text), (0...100).contains(percent)
      else {
        throw .usage("--fault-share takes a percentage from 0 to 100, not '\(text)'")
      }
      chance = .share(percent / 100, of: faults.compactMap(\.self), seed: 1)
    } else {
      chance = .none
    }
    let scripted = FaultPlan.script(script)
    plan = FaultPlan { operation in scripted.fault(for: operation) ?? chance.fault(for: operation) }
  }

  private static func split(_ text: String, _ option: String) throws(RunError) -> (String, [Fault?]) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[1].isEmpty else {
      throw .usage("\(option) takes WHAT=FAULT, as in submit=503, not '\(text)'")
    }
    var faults: [Fault?] = []
    for word in halves[1].split(separator: ",") { faults.append(try fault(String(word), option)) }
    return (String(halves[0]), faults)
  }

  private static func fault(_ word: String, _ option: String) throws(RunError) -> Fault? {
    switch word {
    case "ok": return nil
    case "reset-before": return .resetBefore
    case "reset-after": return .resetAfter
    case "cut-off": return .cutOff
    case "slow": return .slow
    case "garbage": return .garbage
    case "silent": return .silent
    default:
      guard let status = Int(word), (400...599).contains(status) else {
        throw .usage(
          "\(option): there is no fault '\(word)'; there are HTTP statuses from 400 on, reset-before, reset-after, cut-off, "
            + "slow, garbage, silent and ok"
        )
      }
      return .status(status)
    }
  }
}

/// The options of all commands, each under one name: what is spelled otherwise does not compile.
enum OptionName: String, Sendable, CaseIterable, CustomStringConvertible {
  case acceptLargeChange = "accept-large-change"
  case acceptRenames = "accept-renames"
  case access
  case address
  case all
  case allow
  case allPending = "all-pending"
  case allowAny = "allow-any"
  case allowUnknown = "allow-unknown"
  case allowUnknownCost = "allow-unknown-cost"
  case any
  case behindProxy = "behind-proxy"
  case categories
  case category
  case check
  case color
  case complete
  case concurrency
  case config
  case conform
  case contentType = "content-type"
  case document
  case download
  case dryRun = "dry-run"
  case duration
  case estimate
  case example
  case exitCode = "exit-code"
  case exitStatus = "exit-status"
  case expiresIn = "expires-in"
  case failFast = "fail-fast"
  case fault
  case faultShare = "fault-share"
  case fetch
  case files
  case `for`
  case force
  case forceUnknown = "force-unknown"
  case forget
  case format
  case forward
  case full
  case hasField = "has-field"
  case help
  case hint
  case host
  case inFlight = "in-flight"
  case inline
  case input
  case inputKind = "input-kind"
  case interval
  case jobs
  case json
  case key
  case keep
  case keyFile = "key-file"
  case keys
  case label
  case limit
  case lines
  case local
  case logs
  case long
  case markdown
  case maxBuffering = "max-buffering"
  case maxBytes = "max-bytes"
  case maxCost = "max-cost"
  case maxDownload = "max-download"
  case maxDuration = "max-duration"
  case maxSide = "max-side"
  case minDuration = "min-duration"
  case minSide = "min-side"
  case model
  case name
  case newSince = "new-since"
  case noCache = "no-cache"
  case noCheck = "no-check"
  case noInput = "no-input"
  case noPager = "no-pager"
  case noRetry = "no-retry"
  case noValidate = "no-validate"
  case noWait = "no-wait"
  case offline
  case onInterrupt = "on-interrupt"
  case open
  case origin
  case output
  case outputKind = "output-kind"
  case overwrite
  case owner
  case part
  case pollInterval = "poll-interval"
  case port
  case preview
  case print
  case priority
  case progress
  case prune
  case quiet
  case rate
  case raw
  case realtime
  case refresh
  case registry
  case remote
  case request
  case requireToken = "require-token"
  case results
  case resume
  case script
  case session
  case sidecar
  case since
  case skipExisting = "skip-existing"
  case sort
  case startTimeout = "start-timeout"
  case status
  case stdin
  case stdinType = "stdin-type"
  case stream
  case strict
  case sync
  case target
  case throttle
  case timeout
  case tolerance
  case verbose
  case version
  case wait
  case watch
  case webhook
  case yes

  var description: String { rawValue }
}

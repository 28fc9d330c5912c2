/// The packed form of a record: one line of text, columns separated by tabs, items of a list by vertical bars.
///
/// It needs no parsing beyond finding tabs, and lists are taken apart only when somebody looks at them: commands start at
/// once, however many models there are.
extension EndpointRecord {
  var line: String {
    let columns: [[String]] = [
      [id], [name], [category], [module], [status.rawValue], tags,
      [publishedAt ?? ""], [updatedAt ?? ""], [license ?? ""], [kind ?? ""],
      group.map { [$0.key, $0.label] } ?? [], [minutes.map(String.init) ?? ""], [isStreaming ? "1" : ""],
      trainingEndpoints, inferenceEndpoints, required, fields,
      mediaInputsList.names, outputs, outputKinds,
      snapshot.map { [$0.path, $0.digest] } ?? [], [schemaError ?? ""],
    ]
    return columns.map { $0.map(LineEscape.escape).joined(separator: "|") }.joined(separator: "\t")
  }

  /// Reads a packed record; `nil` when the line has too few columns.
  package init?(_ text: StaticString, line: Range<Int>) {
    var columns = LineColumns(text, line)
    func string() -> String { columns.text() ?? "" }
    func optional() -> String? { string().nilIfEmpty }

    id = string()
    name = string()
    category = string()
    module = string()
    status = EndpointStatus(rawValue: string())
    tagsList = columns.list()
    publishedAt = optional()
    updatedAt = optional()
    license = optional()
    kind = optional()
    let group = columns.list().names
    self.group = group.count == 2 ? EndpointGroup(key: group[0], label: group[1]) : nil
    minutes = optional().flatMap { Int($0) }
    isStreaming = optional() != nil
    trainingEndpointsList = columns.list()
    inferenceEndpointsList = columns.list()
    requiredList = columns.list()
    fieldsList = columns.list()
    mediaInputsList = columns.list()
    outputsList = columns.list()
    outputKindsList = columns.list()
    let snapshot = columns.list().names
    self.snapshot = snapshot.count == 2 ? SnapshotReference(path: snapshot[0], digest: snapshot[1]) : nil
    guard let schemaError = columns.text() else { return nil }
    self.schemaError = schemaError.nilIfEmpty
  }
}

extension String {
  fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}

/// The packed form of a record: one line of text, columns separated by tabs, items of a list by vertical bars.
///
/// It needs no parsing beyond finding tabs, and lists are taken apart only when somebody looks at them: commands start at
/// once, however many models there are.
extension EndpointRecord {
  var line: String {
    let columns: [[String]] = [
      [id], [name], [category], [module], [status.rawValue], tags,
      [publishedDate ?? ""], [updatedDate ?? ""], [license ?? ""], [kind ?? ""],
      group.map { [$0.key, $0.label] } ?? [], [minutes.map(String.init) ?? ""], [isStreaming ? "1" : ""],
      trainingEndpoints, inferenceEndpoints, required, fields,
      content.mediaInputs.names, outputs, outputKinds,
      snapshot.map { [$0.path, $0.digest] } ?? [], [schemaError ?? ""],
    ]
    return columns.map { $0.map(LineEscape.escape).joined(separator: "|") }.joined(separator: "\t")
  }

  /// Reads a packed record; `nil` when the line has too few columns.
  package init?(_ text: StaticString, line: Range<Int>) {
    var columns = LineColumns(text, line)
    func string() -> String { columns.text() ?? "" }
    func optional() -> String? { string().nilIfEmpty }

    let (id, name, category, module) = (string(), string(), string(), string())
    var content = Content(
      id: id,
      name: name,
      category: category,
      module: module,
      status: EndpointStatus(rawValue: string())
    )
    content.tags = columns.list()
    content.publishedDate = optional()
    content.updatedDate = optional()
    content.license = optional()
    content.kind = optional()
    let group = columns.list().names
    if group.count == 2 { content.group = EndpointGroup(key: group[0], label: group[1]) }
    content.minutes = optional().flatMap { Int($0) }
    content.isStreaming = optional() != nil
    content.trainingEndpoints = columns.list()
    content.inferenceEndpoints = columns.list()
    content.required = columns.list()
    content.fields = columns.list()
    content.mediaInputs = columns.list()
    content.outputs = columns.list()
    content.outputKinds = columns.list()
    let snapshot = columns.list().names
    if snapshot.count == 2 { content.snapshot = SnapshotReference(path: snapshot[0], digest: snapshot[1]) }
    guard let schemaError = columns.text() else { return nil }
    content.schemaError = schemaError.nilIfEmpty
    self.init(content)
  }
}

extension String {
  fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}

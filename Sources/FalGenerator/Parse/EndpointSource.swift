package import FalSchema

/// One endpoint to generate, as the registry describes it.
package struct EndpointSource: Sendable {
  package let record: EndpointRecord
  package let schema: ModelSchema
  package let glossary: EndpointGlossary

  package init(record: EndpointRecord, schema: ModelSchema, glossary: EndpointGlossary) {
    self.record = record
    self.schema = schema
    self.glossary = glossary
  }
}

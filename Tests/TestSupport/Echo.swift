package import FalCore

/// A model written by hand, as the generator writes them.
package enum Echo: FalEndpoint {
  package static var id: EndpointID { "acme/echo/fast" }

  package struct Input: FalInput {
    package let prompt: String
    package var seed: Int?
    package var image: MediaInput?

    package init(prompt: String, seed: Int? = nil, image: MediaInput? = nil) {
      self.prompt = prompt
      self.seed = seed
      self.image = image
    }

    package func write(to writer: inout InputWriter) {
      writer.string("prompt", prompt)
      writer.integer("seed", seed)
      writer.media("image_url", image)
    }
  }

  package struct Output: FalOutput {
    package let echo: JSON

    package init(from reader: inout OutputReader) {
      echo = reader.json("echo")
    }
  }
}

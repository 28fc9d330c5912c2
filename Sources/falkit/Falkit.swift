import FalkitCommand

/// The `falkit` executable.
@main
enum Falkit {
  static func main() {
    FalkitCommand.main()
  }
}

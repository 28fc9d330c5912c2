public enum FalkitCommand { public static func main() {} }

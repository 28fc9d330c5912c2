import FalSystem
import Foundation
import TestSupport
import Testing

/// Servers with TLS are made by programs that most machines have.
private let hasPrograms = ["openssl", "python3"].allSatisfy { program in
  let run = try? ChildProcess.run("/bin/sh", ["-c", "command -v \(program)"])
  return run?.output.isEmpty == false
}

@Suite("Whom falkit trusts", .enabled(if: hasPrograms), .timeLimit(.minutes(2)))
struct TrustTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let script = """
      set -e
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj /CN=authority
      openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost
      printf 'subjectAltName=IP:127.0.0.1' > names
      openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile names
      """
    _ = try ChildProcess.run("/bin/sh", ["-c", script], environment: nil, folder: folder.path)
  }

  /// A server whose certificate is by an authority that nobody knows, and the port on which it answers.
  private func serve(_ versions: String) async throws -> (server: ChildProcess, port: String) {
    let script = """
      import http.server, json, os, ssl
      class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
          self.rfile.read(int(self.headers["Content-Length"]))
          body = json.dumps({"text": "hello"}).encode()
          self.send_response(200)
          self.send_header("Content-Type", "application/json")
          self.send_header("Content-Length", str(len(body)))
          self.end_headers()
          self.wfile.write(body)
      server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      \(versions)
      context.load_cert_chain("server.pem", "server.key")
      server.socket = context.wrap_socket(server.socket, server_side=True)
      open("port.part", "w").write(str(server.server_port))
      os.rename("port.part", "port")
      server.serve_forever()
      """
    let server = try ChildProcess("python3", ["-c", script], environment: nil, folder: folder.path)
    try await eventually("the server answers") { FileManager.default.fileExists(atPath: folder.path + "/port") }
    return (server, try folder.text(of: "port"))
  }

  private func call(_ port: String, _ more: [String: String]) throws -> FalkitProcess.Result {
    let environment = [
      "FALKIT_HOME": folder.path + "/home", "FAL_KEY": "a:b", "FALKIT_RUN_URL": "https://127.0.0.1:\(port)",
    ]
    return try FalkitProcess.run(
      list: ["run", "fal-ai/whisper", "audio_url=https://example.com/a.mp3", "--sync", "-q", "-t", "20s"],
      environment: environment.merging(more) { $1 }
    )
  }

  @Test("Another authority is trusted when the user says so, in each of three ways, and not before")
  func authorities() async throws {
    let (server, port) = try await serve("")
    defer { server.send(SIGKILL) }
    let file = folder.path + "/ca.pem"
    let unknown = try call(port, [:])
    #expect(unknown.code == 69 && unknown.error.contains("certificate"), "\(unknown.error)")
    for variable in ["SSL_CERT_FILE", "CURL_CA_BUNDLE"] {
      let run = try call(port, [variable: file])
      #expect(run.code == 0 && run.output == "hello\n", "\(variable): \(run.error)")
    }
    let set = try FalkitProcess.run(
      list: ["config", "set", "ca_file", file],
      environment: ["FALKIT_HOME": folder.path + "/home"]
    )
    #expect(set.code == 0)
    #expect(try call(port, [:]).output == "hello\n")
  }

  @Test("Nothing older than TLS 1.2 is spoken, whoever is trusted")
  func oldVersions() async throws {
    let versions = """
      import warnings
      warnings.simplefilter("ignore")
      context.minimum_version = ssl.TLSVersion.TLSv1
      context.maximum_version = ssl.TLSVersion.TLSv1_1
      context.set_ciphers("ALL:@SECLEVEL=0")
      """
    let (server, port) = try await serve(versions)
    defer { server.send(SIGKILL) }
    let run = try call(port, ["SSL_CERT_FILE": folder.path + "/ca.pem"])
    #expect(run.code == 69 && run.output.isEmpty, "\(run.output)\(run.error)")
  }
}

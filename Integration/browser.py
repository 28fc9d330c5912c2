"""Opens pages of other origins in a browser, which try everything they can against the servers of falkit.

A page must not get anything done, and must not read anything but the files of a local fal, which are public on purpose.
The same attempts go to a server that takes everything, and to a local fal that was told to: what does not arrive there
either was never tried.
"""

import base64
import hashlib
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

falkit, browser, folder = sys.argv[1:4]
LIMIT = 50
NAME = "evil.example"
MODEL = "fal-ai/flux/dev"
KEY = "browser-id:browser-secret"
failures, checks = [], 0


def check(condition, what):
    global checks
    checks += 1
    if not condition:
        failures.append(what)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass


def serve(handler):
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", kind="text/plain", **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.close_connection = True
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))


# What takes everything, and remembers which attempts came: the control. Another one stands for fal behind the proxy.
arrived, forwarded = set(), []


class Control(Quiet):
    def take(self):
        self.body()
        if self.command != "OPTIONS" and "k=" in self.path:
            arrived.add(self.path.split("k=")[1].split("&")[0])
        key = self.headers.get("Sec-WebSocket-Key")
        if key:
            # Browsers slow down after handshakes that fail.
            accept = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
            self.wfile.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
            self.wfile.write(b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n\x88\x02\x03\xe8")
            self.close_connection = True
            return
        asked = self.headers.get("Access-Control-Request-Headers") or "*"
        origin = self.headers.get("Origin") or "*"
        allowed = {
            "Access_Control_Allow_Origin": origin,
            "Access_Control_Allow_Headers": asked,
            "Access_Control_Allow_Methods": "GET, POST, PUT, DELETE, PATCH",
            "Access_Control_Allow_Private_Network": "true",
        }
        self.answer(200, b"control", **allowed)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = take


class Upstream(Quiet):
    def take(self):
        forwarded.append(f"{self.command} {self.path}")
        self.answer(200, b"{}", "application/json")

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_OPTIONS = take


PAGE = r"""<!doctype html><meta charset="utf-8"><title>page</title><body><script>
const plan = PLAN, home = "HOME";
const read = [], tried = [];
const wait = ms => new Promise(done => setTimeout(done, ms));
function address(path, kind) { return plan.base + path + (path.includes("?") ? "&" : "?") + "k=" + kind; }
async function fetched(kind, path, options) {
  tried.push(kind);
  try {
    const answer = await fetch(address(path, kind), options);
    const text = await answer.text();
    // What cannot be read is opaque; refusals of a page's own, rebound origin can be read, and say nothing.
    if (answer.type !== "opaque" && answer.ok) read.push(kind + ": " + text.slice(0, 100));
  } catch (error) {}
}
function element(kind, name, attributes) {
  tried.push(kind);
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  // These are told of whatever comes, refusals too.
  const isToldOfAll = ["iframe", "form", "a", "embed", "object"].includes(name) || plan.rebinds && attributes.rel === "preload";
  if (!isToldOfAll) made.onload = () => read.push(kind + ": loaded");
  document.body.append(made);
  return made;
}
function form(kind, path, type, target, method) {
  const made = element(kind, "form", {action: address(path, kind), method: method || "post", enctype: type, target});
  const field = document.createElement("input");
  field.name = '{"prompt":"a';
  field.value = '"}';
  made.append(field);
  made.submit();
}
const json = '{"prompt":"a cat"}';
async function attack() {
  const submit = "/queue/" + plan.model, run = "/run/" + plan.model, post = {method: "POST", body: json};
  const target = {"x-fal-target-url": plan.target};
  const all = [];
  for (const [kind, path] of [["socket-realtime", "/run/fal-ai/flux-2/klein/realtime"], ["socket-runs", "/ws/" + plan.model], ["socket-root", "/"]]) {
    tried.push(kind);
    const opened = new WebSocket(address(path, kind).replace("http", "ws"));
    all.push(new Promise(done => {
      opened.onopen = () => { read.push(kind + ": open"); opened.send(json); setTimeout(done, 200); };
      opened.onerror = done;
    }));
  }
  all.push(fetched("simple-get", run, {}));
  all.push(fetched("root-post", "/", post));
  all.push(fetched("simple-submit", submit, post));
  all.push(fetched("simple-run", run, post));
  all.push(fetched("no-cors-submit", submit, {...post, mode: "no-cors"}));
  all.push(fetched("no-cors-root", "/", {...post, mode: "no-cors"}));
  all.push(fetched("no-referrer", submit, {...post, mode: "no-cors", referrerPolicy: "no-referrer"}));
  all.push(fetched("credentials", submit, {...post, credentials: "include"}));
  all.push(fetched("json", submit, {...post, headers: {"Content-Type": "application/json"}}));
  all.push(fetched("put", submit, {method: "PUT", body: json}));
  all.push(fetched("delete", submit, {method: "DELETE"}));
  all.push(fetched("key", submit, {...post, headers: {"Authorization": "Key local:key"}}));
  all.push(fetched("target-post", "/", {...post, headers: target}));
  all.push(fetched("target-get", "/", {headers: target}));
  all.push(fetched("initiate", "/rest/storage/upload/initiate", {...post, body: '{"file_name":"a.png","content_type":"image/png"}'}));
  all.push(fetched("catalog", "/platform/models", {}));
  all.push(fetched("jwks", "/rest/.well-known/jwks.json", {}));
  // The paths of files are public: nothing else may be asked for under them.
  for (const [kind, url] of [["file-target-catalog", "https://api.fal.ai/v1/models?limit=1"], ["file-target-account", "https://api.fal.ai/v1/account/billing"], ["file-target-jwks", "https://rest.fal.ai/.well-known/jwks.json"], ["file-target-submit", "https://queue.fal.run/" + plan.model]])
    all.push(fetched(kind, "/cdn/files/a/b.png", {headers: {"x-fal-target-url": url}}));
  all.push(fetched("file-dots", "/cdn/files/%2e%2e%2f%2e%2e%2fplatform%2fv1%2fmodels", {}));
  all.push(fetched("file-post", "/cdn/files/a/b.png", post));
  tried.push("redirect-307");
  all.push(fetch(home + "/redirect?to=" + encodeURIComponent(address(submit, "redirect-307")), {...post, mode: "no-cors"}).catch(() => 0));
  for (const kind of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    const name = "frame" + kind.length;
    element("frame-target", "iframe", {name});
    form("form-" + kind.split("/")[1], submit, kind, name);
    form("form-root-" + kind.split("/")[1], "/", kind, name + "r");
  }
  element("image", "img", {src: address(run, "image")});
  element("script", "script", {src: address("/platform/models", "script")});
  element("module", "script", {type: "module", src: address(run, "module")});
  element("style", "link", {rel: "stylesheet", href: address(run, "style")});
  element("preload", "link", {rel: "preload", as: "fetch", crossorigin: "anonymous", href: address("/platform/models", "preload")});
  element("prefetch", "link", {rel: "prefetch", href: address(run, "prefetch")});
  element("iframe", "iframe", {src: address(submit, "iframe")});
  element("object", "object", {data: address(run, "object")});
  element("embed", "embed", {src: address(run, "embed")});
  element("video", "video", {src: address(run, "video"), preload: "auto"}).load();
  const inner = kind => '<script>fetch("' + address(submit, kind) + '", {method: "POST", mode: "no-cors", body: \'' + json + '\'});'
    + (kind == "data" ? "" : 'new WebSocket("' + address("/ws/" + plan.model, kind + "-socket").replace("http", "ws") + '")') + "<\/script>";
  tried.push("opaque", "opaque-socket", "data");
  element("frame-target", "iframe", {sandbox: "allow-scripts", srcdoc: inner("opaque")});
  element("frame-target", "iframe", {src: "data:text/html," + encodeURIComponent(inner("data"))});
  element("ping", "a", {href: "#", ping: address(submit, "ping")}).click();
  tried.push("beacon", "beacon-json", "window", "worker");
  navigator.sendBeacon(address(submit, "beacon"), json);
  try { navigator.sendBeacon(address(submit, "beacon-json"), new Blob([json], {type: "application/json"})); } catch (error) {}
  window.open(address(submit, "window"), "_blank");
  form("form-window", submit, "text/plain", "_blank");
  const code = 'fetch("' + address(submit, "worker") + '", {method: "POST", mode: "no-cors", body: \'' + json + '\'})';
  new Worker(URL.createObjectURL(new Blob([code])));
  for (const [kind, path] of [["events", "/queue/fal-ai/flux/requests/x/status/stream"], ["events-run", run + "/stream"]]) {
    tried.push(kind);
    new EventSource(address(path, kind)).onopen = () => read.push(kind + ": open");
  }
  await Promise.race([Promise.all(all), wait(4000)]);
  await wait(1000);
}
(async () => {
  if (plan.rebinds) { await fetch(home + "/flip?port=" + plan.rebinds); await wait(100); }
  try { await attack(); } catch (error) { tried.push("broken: " + error); }
  const answer = await fetch(home + "/done", {method: "POST", body: JSON.stringify({name: plan.name, read, tried})});
  const next = await answer.text();
  if (next) location.href = next;
})();
</script>"""


class Rebinding:
    """A port that leads to the page's own server first, and then to another: what a name does that changes its address."""

    def __init__(self, target):
        self.target, self.current = target, None
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.socket.getsockname()[1]
        self.passed = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.socket.accept()
            try:
                other = socket.create_connection(("127.0.0.1", self.current))
            except OSError:
                client.close()
                continue
            if self.current == self.target:
                self.passed += 1
            for pair in ((client, other), (other, client)):
                threading.Thread(target=self.pump, args=pair, daemon=True).start()

    @staticmethod
    def pump(source, sink):
        try:
            while piece := source.recv(65536):
                sink.sendall(piece)
        except OSError:
            pass
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


plans, results, rebindings = [], {}, {}
finished = threading.Event()


def next_address():
    """Where the first page is that has not been opened."""
    for plan in plans:
        if not plan.get("isOpen"):
            plan["isOpen"] = True
            return plan["page"] + "/page?name=" + plan["name"]
    finished.set()
    return ""


class Page(Quiet):
    def take(self):
        body = self.body()
        path, _, query = self.path.partition("?")
        shown = {"Access_Control_Allow_Origin": "*"}
        if path == "/page":
            plan = next(plan for plan in plans if plan["name"] == query.split("=")[1])
            given = {name: plan.get(name) for name in ("name", "base", "model", "target", "rebinds")}
            text = PAGE.replace("PLAN", json.dumps(given), 1).replace("HOME", home, 1)
            self.answer(200, text.encode(), "text/html")
        elif path == "/done":
            result = json.loads(body)
            results[result["name"]] = result
            self.answer(200, next_address().encode(), **shown)
        elif path == "/flip":
            rebinding = rebindings[int(query.split("=")[1])]
            rebinding.current = rebinding.target
            self.answer(200, **shown)
        elif path == "/redirect":
            self.answer(307, Location=urllib.parse.unquote(query.split("=", 1)[1]), **shown)
        else:
            self.answer(404)

    do_GET = do_POST = do_OPTIONS = take


processes = []


def start(arguments, **environment):
    log = open(os.path.join(folder, f"{arguments[0]}{len(processes)}.log"), "w+")
    own = {name: value for name, value in os.environ.items() if not name.startswith(("FAL_", "FALKIT_"))}
    own.update(environment, FALKIT_HOME=folder)
    process = subprocess.Popen([falkit, *arguments], stdout=log, stderr=log, text=True, env=own)
    processes.append((process, log))
    end = time.time() + 20
    while time.time() < end:
        text = open(log.name).read()
        for word in text.replace('"', " ").split():
            if word.startswith("http://127.0.0.1:") and word.count("/") == 2:
                return process, log.name, word.rstrip(",")
        time.sleep(0.05)
    sys.exit(f"failed: falkit {arguments[0]} does not start: {text}")


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait(10)


def report(name):
    """The last document that a local fal has printed: what came."""
    text = open(name).read()
    try:
        return json.loads(text[text.rindex('{"accepted"') :])
    except ValueError:
        # Many kinds make it longer than a line.
        return json.loads(text[text.rindex("\n{") :])


def port(address):
    return int(address.rsplit(":", 1)[1])


shutil.rmtree(os.path.join(folder, "profile"), ignore_errors=True)
page_port, control_port, upstream_port = serve(Page), serve(Control), serve(Upstream)
home = f"http://127.0.0.1:{page_port}"
upstream = f"http://127.0.0.1:{upstream_port}"
fal = {f"FALKIT_{name}_URL": f"{upstream}/{name.lower()}" for name in ("RUN", "QUEUE", "REST", "CDN", "PLATFORM")}
emulator = start(["serve", "--port", "0", "--duration", "0s", "--json"])
opened = start(["serve", "--port", "0", "--duration", "0s", "--json", "--origin", home])
proxy = start(["proxy", "--port", "0", "--allow", "fal-ai/**", "--realtime"], FAL_KEY=KEY, **fal)
receiver = start(["webhooks", "listen", "--port", "0", "--keys", f"{upstream}/keys", "--forward", f"{upstream}/hook"])
servers = {"emulator": emulator[2], "proxy": proxy[2], "receiver": receiver[2]}

names = {"port": home, "localhost": f"http://evil.localhost:{page_port}", "name": f"http://{NAME}:{page_port}"}
for server, base in servers.items():
    for kind, page in names.items():
        plans.append({"name": f"{server}-{kind}", "page": page, "base": base})
    rebinding = Rebinding(port(base))
    rebinding.current = page_port
    rebindings[port(base)] = rebinding
    own = f"http://{NAME}:{port(base)}"
    plans.append({"name": f"{server}-rebound", "page": own, "base": own, "rebinds": port(base)})
plans.append({"name": "control", "page": home, "base": f"http://127.0.0.1:{control_port}"})
plans.append({"name": "opened", "page": home, "base": opened[2]})
for plan in plans:
    plan.update(model=MODEL, target=f"{upstream}/queue/{MODEL}")

rules = [f"MAP {NAME}:{target} 127.0.0.1:{rebinding.port}" for target, rebinding in rebindings.items()]
rules += [f"MAP {NAME} 127.0.0.1", "MAP evil.localhost 127.0.0.1"]
chrome = subprocess.Popen(
    [
        browser, "--headless=new", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
        "--disable-popup-blocking", "--disable-background-networking", "--disable-sync", "--disable-extensions",
        # What the browser itself keeps pages from is not what is to be found out.
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,HttpsUpgrades",
        f"--user-data-dir={folder}/profile", f"--host-resolver-rules={','.join(rules)}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []), next_address(),
    ],
    stdout=subprocess.DEVNULL,
    stderr=open(f"{folder}/browser.log", "w"),
    start_new_session=True,
)
processes.append((chrome, None))
try:
    isFinished = finished.wait(LIMIT)
    try:
        os.killpg(chrome.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    chrome.wait()
    if not results:
        print("-- Browser: left out, it opens no page here:", open(f"{folder}/browser.log").read()[-300:])
        sys.exit(0)
    for process in (emulator, opened, proxy, receiver):
        stop(process[0])
finally:
    for process, _ in processes:
        if process.poll() is None:
            process.kill()

check(isFinished, f"all pages are opened in {LIMIT} seconds; they were {sorted(results)}")
tried = set(results.get("control", {"tried": []})["tried"]) - {"frame-target"}
# What a browser itself does not send, in a page that nobody touches or to another origin.
unsent = {kind for kind in tried if kind not in arrived}
print("not sent by this browser:", ", ".join(sorted(unsent)) or "none")
check(len(arrived) > 40, f"the control gets nearly all attempts, not {len(arrived)}")
for needed in ("simple-submit", "no-cors-submit", "json", "form-plain", "image", "script", "iframe", "beacon", "opaque", "window",
               "redirect-307", "worker", "socket-realtime", "socket-runs", "events", "file-target-catalog"):
    check(needed in arrived, f"the control gets {needed}")
for name, result in results.items():
    check(not [kind for kind in result["tried"] if kind.startswith("broken")], f"{name}: the script runs to its end")
    if name in ("control", "opened"):
        continue
    for words in result["read"]:
        check(False, f"{name}: a page reads {words}")
for rebinding in rebindings.values():
    check(rebinding.passed > 10, f"a rebound page reaches the server: {rebinding.passed} connections")

counts = report(emulator[1])
check(counts["accepted"] == 0, f"nothing is in the queue: {counts}")
# One public file is asked for in each page; that it is not there changes nothing.
counts["received"].pop("download", None)
check(not counts["received"], f"nothing is answered by the local fal: {counts['received']}")
counts = report(opened[1])
check(counts["accepted"] > 3, f"a local fal that allows the origin takes its requests: {counts}")
check("socket-runs: open" in results.get("opened", {"read": []})["read"], "and its WebSockets")
check(not forwarded, f"nothing is passed on by proxy and receiver: {forwarded[:5]}")
shown = open(receiver[1]).read().splitlines()
check(len(shown) <= 1 or all("Ctrl-C" in line or line.startswith("http") for line in shown), f"the receiver takes nothing: {shown[:3]}")
for process in (emulator, opened, proxy, receiver):
    check(process[0].returncode == 0, f"{process[1]} ends with 0, not {process[0].returncode}")

for failure in failures:
    print("failed:", failure)
if failures:
    sys.exit(1)
print(f"{len(tried)} kinds of attempts, {len(results)} pages: {checks} checks passed")

"""Webhooks that the library cryptography signs are verified by falkit, and those of a local fal by cryptography."""

import base64
import hashlib
import http.server
import importlib.metadata
import json
import os
import queue
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checks import check, checked

address, falkit, program = sys.argv[1:]
# Whatever hangs is a fault as well.
signal.alarm(120)

COUNT, CHANGED = 1000, 20
PREFIX = "X-Fal-Webhook-"
chance = random.Random(7)


def message(request, user, timestamp, body):
    return f"{request}\n{user}\n{timestamp}\n{hashlib.sha256(body).hexdigest()}".encode()


def key_set(*keys):
    raw = [key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for key in keys]
    texts = [base64.urlsafe_b64encode(bytes).rstrip(b"=").decode() for bytes in raw]
    return {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": text} for text in texts]}


def signed(key, request, body):
    user, timestamp = f"user-{chance.randrange(1000)}", str(int(time.time()))
    return {
        f"{PREFIX}Request-Id": request,
        f"{PREFIX}User-Id": user,
        f"{PREFIX}Timestamp": timestamp,
        f"{PREFIX}Signature": key.sign(message(request, user, timestamp, body)).hex(),
    }


def event(request, more=""):
    return {"request_id": request, "gateway_request_id": request, "status": "OK", "error": None, "payload": {"x": more}}


# What cryptography has signed, with two keys; the bodies of which each bit is changed are short, and so is the time that takes.

keys = [Ed25519PrivateKey.generate() for _ in range(2)]
webhooks = []
for number in range(COUNT):
    short = {"request_id": f"r{number}", "status": "OK"}
    body = json.dumps(short if number < CHANGED else event(f"r{number}", "ä€😀" * chance.randrange(300)))
    webhooks.append({"fields": signed(keys[number % 2], f"r{number}", body.encode()), "body": body})

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "webhooks.json")
    with open(path, "w") as file:
        json.dump({"keys": key_set(*keys), "webhooks": webhooks, "changed": CHANGED}, file)
    result = subprocess.run([program, "webhooks", path])
    check(result.returncode == 0, "falkit's verifier: see above")

    # The command, with a few.
    with open(os.path.join(folder, "keys.json"), "w") as file:
        json.dump(key_set(*keys), file)

    def verify(fields, body, *options):
        path = os.path.join(folder, "kept.http")
        with open(path, "wb") as file:
            file.write("".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode() + b"\r\n" + body)
        command = [falkit, "webhooks", "verify", path, "--keys", os.path.join(folder, "keys.json"), *options]
        return subprocess.run(command, capture_output=True, text=True)

    for number in range(3):
        body = json.dumps(event(f"c{number}", "ä")).encode()
        fields = signed(keys[number % 2], f"c{number}", body)
        result = verify(fields, body)
        check(result.returncode == 0 and result.stdout.startswith(f"c{number} "), f"verify takes it: {result}")
        changed = bytearray(body)
        changed[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        check(verify(fields, bytes(changed)).returncode == 1, "and refuses it with another body")
        user = fields | {f"{PREFIX}User-Id": "another"}
        check(verify(user, body).returncode == 1, "and with another user")
        other = signed(Ed25519PrivateKey.generate(), f"c{number}", body)
        check(verify(other, body).returncode == 1, "and when a stranger has signed it")
    fields[f"{PREFIX}Timestamp"] = str(int(time.time()) - 3600)
    check(verify(fields, body, "--tolerance", "5m").returncode == 1, "and when it is old")

# What a local fal posts.

arrived = queue.Queue()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        # The first answer is a failure, so that each comes again.
        status = 200 if self.path in seen else 500
        seen.add(self.path)
        arrived.put((self.path, self.headers, body, status))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def call(path, body=None):
    request = urllib.request.Request(
        f"{address}{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": "Key local:key", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


seen = set()
receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
there = f"http://127.0.0.1:{receiver.server_port}"

published = []
for entry in call("/rest/.well-known/jwks.json")["keys"]:
    raw = base64.urlsafe_b64decode(entry["x"] + "=" * (-len(entry["x"]) % 4))
    published.append(Ed25519PublicKey.from_public_bytes(raw))
check(published, "a local fal publishes its keys")


def is_good(headers, body):
    parts = [headers[PREFIX + name] for name in ("Request-Id", "User-Id", "Timestamp")]
    for key in published:
        try:
            key.verify(bytes.fromhex(headers[f"{PREFIX}Signature"]), message(*parts, body))
            return True
        except InvalidSignature:
            continue
    return False


wanted = {}
for number in range(5):
    given = {"prompt": "ein Leuchtturm, größer 😀", "image_size": {"width": 64, "height": 48}, "seed": number}
    if number == 4:
        given["num_images"] = 99
    hook = f"/hook/{number}"
    answer = call(f"/queue/fal-ai/flux/schnell?fal_webhook={there}{hook}", given)
    wanted[hook] = (answer["request_id"], number)

taken = set()
while taken != set(wanted):
    path, headers, body, status = arrived.get(timeout=30)
    request, number = wanted[path]
    check(is_good(headers, body), "what a local fal posts is signed with its keys")
    changed = bytearray(body)
    changed[chance.randrange(len(body))] ^= 1
    check(not is_good(headers, bytes(changed)), "and only that")
    check(abs(time.time() - int(headers[f"{PREFIX}Timestamp"])) < 60, "a moment ago")
    told = json.loads(body)
    check(headers[f"{PREFIX}Request-Id"] == told["request_id"] == request, "about the request")
    if number == 4:
        check(told["status"] == "ERROR" and told["payload"]["detail"], "with what was wrong")
    else:
        check(told["status"] == "OK" and told["payload"]["seed"] == number, "with its output")
    if status == 200:
        taken.add(path)

print(f"cryptography {importlib.metadata.version('cryptography')}: {checked()} checks passed, {len(taken)} webhooks of a local fal")

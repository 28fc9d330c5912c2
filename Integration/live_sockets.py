"""The library websockets as the peer of both sides: as a client of a local fal, and as a server for falkit's realtime client."""

import asyncio
import collections
import datetime
import importlib.metadata
import json
import logging
import os
import signal
import ssl
import sys
import tempfile

import msgpack
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.sync.client import connect

from checks import check, checked

address, program = sys.argv[1:]
# Whatever hangs is a fault as well.
signal.alarm(100)
# It writes down what goes wrong on purpose.
logging.getLogger("websockets").setLevel(logging.CRITICAL)

MODEL = "fal-ai/flux/schnell"
KEY = {"Authorization": "Key local:key"}


# As a client of the local fal


def opened(path, headers=KEY, **options):
    return connect(f"{address.replace('http', 'ws', 1)}{path}", additional_headers=headers, max_size=None, **options)


def realtime(**options):
    return opened(f"/run/{MODEL}/realtime", **options)


def given(seed, **more):
    return {"prompt": "a lighthouse", "image_size": {"width": 64, "height": 48}, "seed": seed} | more


def packed(seed, **more):
    return msgpack.packb(given(seed, **more))


def answered(connection, seed, what):
    check(msgpack.unpackb(connection.recv())["seed"] == seed, what)


def frame(connection, opcode, data, fin=True, mask=True):
    """Sends a frame behind the library's back, which would not send some of them."""
    connection.socket.sendall(Frame(opcode, data, fin).serialize(mask=mask, extensions=[]))


def pieces(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


def ended(connection, code, what):
    try:
        while True:
            connection.recv()
    except ConnectionClosed as closed:
        check(closed.rcvd is not None, f"{what}: the server says why it closes")
        check(closed.rcvd.code == code, f"{what}: closed with {closed.rcvd.code}, not {code}")


with realtime() as connection:
    check(connection.protocol.extensions == [], "the server takes no compression")
    connection.send(pieces(packed(1), 7))
    answered(connection, 1, "a message in fragments")
    connection.send(pieces(packed(2), 1))
    answered(connection, 2, "a message in fragments of one byte")
    frame(connection, Opcode.BINARY, packed(3), fin=False)
    for _ in range(3):
        frame(connection, Opcode.CONT, b"", fin=False)
    frame(connection, Opcode.CONT, b"")
    answered(connection, 3, "a message with empty fragments")

    start, *rest = pieces(packed(4), 16)
    frame(connection, Opcode.BINARY, start, fin=False)
    for number, piece in enumerate(rest):
        pong = connection.ping(f"within {number}")
        frame(connection, Opcode.CONT, piece, fin=number == len(rest) - 1)
        check(pong.wait(5), "a ping between fragments is answered")
    answered(connection, 4, "a message with pings between its fragments")

    pong = connection.ping(b"x" * 125)
    check(pong.wait(5), "the longest ping is answered")
    connection.pong("which nobody asked for")
    connection.send(packed(5))
    answered(connection, 5, "a pong that nobody asked for changes nothing")

    connection.send(packed(6, prompt="x" * 5_000_000))
    output = msgpack.unpackb(connection.recv())
    check(output["seed"] == 6 and len(output["prompt"]) == 5_000_000, "a message of 5 MB, there and back")
    connection.send(pieces(packed(7, prompt="y" * 5_000_000), 100_000))
    answered(connection, 7, "a message of 5 MB in fragments")

for what, code, opcode, data, options in [
    ("text that is no UTF-8", 1007, Opcode.TEXT, b"\xc3\x28", {}),
    ("text that ends within a character", 1007, Opcode.TEXT, b"\xe2\x82", {}),
    ("text with half of a pair", 1007, Opcode.TEXT, b"\xed\xa0\x80", {}),
    ("a frame without a mask", 1002, Opcode.BINARY, packed(1), {"mask": False}),
    ("a ping without a mask", 1002, Opcode.PING, b"", {"mask": False}),
    ("a fragment of nothing", 1002, Opcode.CONT, b"", {}),
    ("a long ping", 1002, Opcode.PING, b"x" * 126, {}),
    ("a ping in fragments", 1002, Opcode.PING, b"", {"fin": False}),
    ("a close with half a code", 1002, Opcode.CLOSE, b"\x03", {}),
    ("a close with a code that nobody may send", 1002, Opcode.CLOSE, (1005).to_bytes(2, "big"), {}),
    ("a close whose reason is no UTF-8", 1007, Opcode.CLOSE, (1000).to_bytes(2, "big") + b"\xff", {}),
]:
    with realtime() as connection:
        # What the library refuses to serialize is written by hand.
        head = bytes([(0x80 if options.get("fin", True) else 0) | opcode])
        mask = options.get("mask", True)
        size = bytes([(0x80 if mask else 0) | min(len(data), 126)]) + (len(data).to_bytes(2, "big") if len(data) > 125 else b"")
        connection.socket.sendall(head + size + (b"\0\0\0\0" if mask else b"") + data)
        ended(connection, code, what)

for what, bits in [("a reserved bit", 0xC2), ("an unknown kind of frame", 0x83)]:
    with realtime() as connection:
        connection.socket.sendall(bytes([bits, 0x80, 0, 0, 0, 0]))
        ended(connection, 1002, what)

with realtime() as connection:
    frame(connection, Opcode.BINARY, b"\x81", fin=False)
    frame(connection, Opcode.BINARY, b"\x81")
    ended(connection, 1002, "a message within another")

for code, reason in [(1000, ""), (1001, "gone"), (3000, "a library's"), (4999, "ä" * 61)]:
    with realtime() as connection:
        connection.close(code, reason)
    closed = connection.protocol.close_rcvd
    check(closed is not None and closed.code == code, f"a close with {code} is answered with it")

with realtime() as connection:
    frame(connection, Opcode.CLOSE, b"")
    try:
        connection.recv()
    except ConnectionClosed as closed:
        check(closed.rcvd is not None and closed.rcvd.code in (1000, 1005), "a close without a code is answered")

with opened(f"/ws/{MODEL}") as connection:
    for seed in (1, 2):
        connection.send(json.dumps(given(seed)))
        start, body, end = json.loads(connection.recv()), json.loads(connection.recv()), json.loads(connection.recv())
        check((start["type"], start["status"], end["type"]) == ("start", 200, "end"), "a run over a WebSocket")
        check(start["request_id"] == end["request_id"] and body["seed"] == seed, "has its own output")
    text = json.dumps(given(3, prompt="ä€😀"), ensure_ascii=False).encode()
    connection.send(pieces(text, 1), text=True)
    connection.recv()
    check(json.loads(connection.recv())["prompt"] == "ä€😀", "characters may be in several fragments")
    connection.recv()
    connection.send(json.dumps({"num_images": 99}))
    start, body, end = json.loads(connection.recv()), json.loads(connection.recv()), json.loads(connection.recv())
    check(start["status"] == 422 and {"num_images", "prompt"} <= {issue["loc"][-1] for issue in body["detail"]}, "422")
    connection.send("[")
    check(json.loads(connection.recv())["status"] == 422, "what is no JSON is refused")

for path, status in [("/run/nobody/nothing/realtime", 404), ("/ws/nobody/nothing", 404)]:
    try:
        with opened(path) as connection:
            if path.startswith("/ws/"):
                connection.send("{}")
                check(json.loads(connection.recv())["status"] == status, f"{path} is not there")
            else:
                check(False, f"{path} opens")
    except InvalidStatus as refused:
        check(refused.response.status_code == status, f"{path}: HTTP {refused.response.status_code}")

print(f"websockets {importlib.metadata.version('websockets')} as client: {checked()} checks passed")


# As a server for falkit's client

ANSWER = msgpack.packb({"number": 7, "text": "ä" * 1000})
finished = set()


async def fragments(connection):
    check(msgpack.unpackb(await connection.recv()) == {"number": 7}, "the input arrives")
    await connection.send(pieces(ANSWER, 3))
    await connection.wait_closed()
    check(connection.close_code == 1000, f"a client that goes closes with 1000, not {connection.close_code}")


async def pings(connection):
    check(msgpack.unpackb(await connection.recv()) == {"number": 7}, "the input arrives")

    async def asked():
        for number, piece in enumerate(pieces(ANSWER, 100)):
            pong = await connection.ping(f"within {number}")
            await asyncio.wait_for(pong, 5)
            yield piece

    await connection.send(asked())
    await connection.wait_closed()


async def mirror(connection):
    async for message in connection:
        await connection.send(pieces(message, 99_999))


async def silent(connection):
    # The library answers pings itself, and does not tell.
    count = 0
    handle = connection.protocol.recv_frame

    def counted(frame):
        nonlocal count
        count += frame.opcode is Opcode.PING
        handle(frame)

    connection.protocol.recv_frame = counted
    await asyncio.sleep(1)
    await connection.send(json.dumps({"pings": count}))
    await connection.wait_closed()


async def close(connection):
    await connection.close(4001, "enough for today")
    answer = connection.protocol.close_rcvd
    check(answer is not None and answer.code == 4001, "the client answers a close with its code")


async def going(connection):
    await connection.close(1001)
    check(connection.protocol.close_rcvd is not None, "the client answers a close")


async def garbled(connection):
    connection.transport.write(b"\x81\x02\xc3\x28")
    await connection.wait_closed()
    check(connection.close_code == 1007, f"the client closes with 1007, not {connection.close_code}")


async def flood(connection):
    for number in range(600):
        await connection.send(msgpack.packb({"number": number, "bytes": bytes(100_000)}))
    await connection.wait_closed()


async def deaf(connection):
    connection.transport.pause_reading()
    await asyncio.sleep(1)
    connection.transport.abort()


async def twice(connection):
    await mirror(connection)


async def gone(connection):
    connection.transport.abort()


async def deflate(connection):
    await connection.wait_closed()


scenarios = {
    work.__name__: work
    for work in (fragments, pings, mirror, flood, silent, deaf, close, going, garbled, twice, gone, deflate)
}


async def answer(connection):
    name = connection.request.path.split("/")[2]
    check(connection.protocol.extensions == [], "compression is not agreed on")
    await scenarios[name](connection)
    finished.add(name)


# How often a connection was asked for.
came = collections.Counter()


async def refused(connection, request):
    name = request.path.split("/")[2]
    if name.isdigit():
        return connection.respond(int(name), f"this is {name}\n")
    if name == "late":
        await asyncio.sleep(1)
    came[name] += 1
    if name == "hangup" or name == "twice" and came[name] <= 2 or name == "gone" and came[name] > 1:
        connection.transport.abort()


def looked_at(connection, request, response):
    check("Sec-WebSocket-Extensions" not in request.headers, "the client asks for no compression")
    check(request.headers["Authorization"] == "Key local:key", "and has its key")
    check(request.path.endswith("/realtime"), f"and asks for {request.path}")
    if request.path.startswith("/test/deflate/"):
        response.headers["Sec-WebSocket-Extensions"] = "permessage-deflate"


def make_certificate(path):
    """A certificate for this machine that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    with open(path, "wb") as file:
        file.write(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


async def talk(name, scheme, context=None, **environment):
    global finished
    before, finished = checked(), set()
    came.clear()
    # Compression is what this library offers by itself.
    options = {"process_request": refused, "process_response": looked_at, "max_size": None, "compression": "deflate"}
    async with serve(answer, "localhost", 0, ssl=context, **options) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"{scheme}://localhost:{port}"
        client = await asyncio.create_subprocess_exec(program, "peer", url, env=os.environ | environment)
        check(await client.wait() == 0, "falkit's client: see above")
        await asyncio.sleep(0.2)
        if context is not None:
            client = await asyncio.create_subprocess_exec(program, "peer", url, stderr=asyncio.subprocess.PIPE)
            _, errors = await client.communicate()
            check(client.returncode != 0 and b"certificate" in errors.lower(), f"a certificate of a stranger: {errors}")
    check(finished >= set(scenarios), f"all of it happened, but for {set(scenarios) - finished}")
    print(f"websockets {importlib.metadata.version('websockets')} as server{name}: {checked() - before} checks passed")


async def main():
    await talk("", "http")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "localhost.pem")
        make_certificate(path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        await talk(" over TLS", "https", context, CURL_CA_BUNDLE=path)


asyncio.run(main())

"""fal's own Python client, of which nothing but its URL constants is changed, at a local fal's realtime connections."""

import asyncio
import importlib.metadata
import signal
import sys

import fal_client
from fal_client import client as module

from checks import check, checked

address = sys.argv[1]
# Whatever hangs is a fault as well.
signal.alarm(60)
module.RUN_URL_FORMAT = f"{address}/run/"
module.REST_URL = f"{address}/rest"
# It is made for wss alone, which is part of the constant.
module.REALTIME_URL_FORMAT = f"{address.replace('http', 'ws', 1)}/run/"

MODEL = "fal-ai/flux/schnell"


def given(number, image_format="jpeg"):
    return {
        "prompt": f"a lighthouse, {number}",
        "image_size": {"width": 64, "height": 48},
        "seed": number,
        "output_format": image_format,
    }


def is_picture(output, number, start):
    check(output["seed"] == number and output["prompt"] == f"a lighthouse, {number}", f"output {number} is the right one")
    content = output["images"][0]["content"]
    check(isinstance(content, bytes) and content.startswith(start), f"output {number} holds a picture as bytes")


JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
client = fal_client.SyncClient(key="local:key")

for uses_token in (True, False):
    with client.realtime(MODEL, use_jwt=uses_token) as connection:
        for number in range(5):
            connection.send(given(number))
            is_picture(connection.recv(), number, JPEG)
        for number in range(5, 25):
            connection.send(given(number, "png"))
        for number in range(5, 25):
            is_picture(connection.recv(), number, PNG)

with client.realtime(MODEL) as connection:
    connection.send(given(1) | {"num_images": 99, "prompt": 5})
    try:
        connection.recv()
        check(False, "a wrong input is an error")
    except module.RealtimeError as error:
        check(error.error == "INTERNAL_ERROR", "which has fal's name")
        check("num_images" in error.reason and "prompt" in error.reason, "and names what is wrong")
    check(connection.recv() is None, "and is the end")

with client.realtime(MODEL, max_buffering=1) as connection:
    for number in range(50):
        connection.send(given(number))
    last = None
    seeds = []
    while last != 49:
        last = connection.recv()["seed"]
        seeds.append(last)
    check(seeds == sorted(set(seeds)) and len(seeds) < 50, "of inputs that wait the newest stays")

with client.ws_connect(MODEL, path="realtime") as plain:
    plain.send(module.msgpack_encode_message(given(3)))
    is_picture(module.msgpack_decode_message(plain.recv()), 3, JPEG)

try:
    with fal_client.SyncClient(key="wrong:key").realtime(MODEL) as connection:
        check(False, "a wrong key is refused")
except fal_client.client.FalClientHTTPError as error:
    check(error.status_code == 401, "with 401, where tokens are given out")
with fal_client.SyncClient(key="wrong:key").realtime(MODEL, use_jwt=False) as connection:
    check(connection.recv().get("error") == "Unauthorized", "or by the connection's first message")


async def at_once():
    client = fal_client.AsyncClient(key="local:key")

    async def one(start):
        async with client.realtime(MODEL) as connection:
            for number in range(start, start + 10):
                await connection.send(given(number))
                is_picture(await connection.recv(), number, JPEG)

    await asyncio.gather(*(one(100 * turn) for turn in range(8)))


asyncio.run(at_once())

print(f"fal-client {importlib.metadata.version('fal_client')}: {checked()} checks of realtime connections passed")

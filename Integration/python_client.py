"""Uses a local fal with fal's own Python client, of which nothing but its URL constants is changed."""

import importlib.metadata
import os
import sys
import tempfile

import fal_client
from fal_client import client as module

from checks import check, checked

address = sys.argv[1]
module.RUN_URL_FORMAT = f"{address}/run/"
module.QUEUE_URL_FORMAT = f"{address}/queue/"
module.REST_URL = f"{address}/rest"
module.CDN_URL = f"{address}/cdn"

MODEL = "fal-ai/flux/dev"
INPUT = {"prompt": "a lighthouse", "image_size": {"width": 64, "height": 48}, "seed": 7}


def fetch(url):
    import httpx

    return httpx.get(url).raise_for_status()


client = fal_client.SyncClient(key="local:key")

output = client.run(MODEL, arguments=INPUT)
check(output["seed"] == 7, "run gives the output")
picture = fetch(output["images"][0]["url"])
check(picture.content[:3] == b"\xff\xd8\xff", "the picture is a JPEG file")
check(picture.headers["content-type"] == "image/jpeg", "and is served as one")

handle = client.submit(MODEL, arguments=INPUT)
check(len(handle.request_id) == 36, "submit gives an id")
states = []
for event in handle.iter_events(with_logs=True, interval=0.05):
    states.append(event)
check(isinstance(states[-1], fal_client.Completed), "events end with the last state")
check(any(line["message"] for line in states[-1].logs), "with the lines that were written")
check(isinstance(client.status(MODEL, handle.request_id, with_logs=True), fal_client.Completed), "status by id")
check(handle.get()["prompt"] == "a lighthouse", "the result of the handle")
check(client.result(MODEL, handle.request_id)["seed"] == 7, "the result by id")

positions, ids = [], []
output = client.subscribe(
    MODEL,
    arguments=INPUT,
    with_logs=True,
    on_enqueue=ids.append,
    on_queue_update=positions.append,
)
check(output["has_nsfw_concepts"] == [False] and len(ids) == 1 and positions, "subscribe")

handle = client.submit(MODEL, arguments=INPUT)
client.cancel(MODEL, handle.request_id)
try:
    handle.get()
    # It may have ended before it was cancelled.
except fal_client.client.FalClientHTTPError as error:
    check(error.status_code in (422, 499, 400), f"a cancelled request has no result, HTTP {error.status_code}")

events = list(client.stream("openrouter/router", arguments={"prompt": "Why?", "model": "any/model"}))
check(len(events) > 1 and "Why?" in events[-1]["output"], "a stream")

for size, name in [(1000, "small.bin"), (module.MULTIPART_THRESHOLD + 1234, "large.bin")]:
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        content = os.urandom(1 << 16)
        with open(path, "wb") as file:
            while file.tell() < size:
                file.write(content[: size - file.tell()])
        url = client.upload_file(path)
        with open(path, "rb") as file:
            check(fetch(url).content == file.read(), f"{name} arrives as it was")
check(fetch(client.upload(b"hello", "text/plain", file_name="a.txt")).text == "hello", "bytes arrive")

try:
    client.run(MODEL, arguments={"num_images": 99})
    check(False, "a wrong input is refused")
except fal_client.client.FalClientHTTPError as error:
    types = {entry["type"] for entry in error.response.json()["detail"]}
    check(error.status_code == 422 and types == {"missing", "less_than_equal"}, "422 with its fields")
try:
    client.submit("nobody/nothing", arguments={})
    check(False, "an unknown model is not found")
except fal_client.client.FalClientHTTPError as error:
    check(error.status_code == 404, "404")
try:
    fal_client.SyncClient(key="wrong:key").run(MODEL, arguments=INPUT)
    check(False, "a wrong key is refused")
except fal_client.client.FalClientHTTPError as error:
    check(error.status_code == 401, "401")

print(f"fal-client {importlib.metadata.version('fal_client')}: {checked()} checks passed")

"""Serves an app with realtime endpoints as fal's own server does, with the code of the package fal."""

import sys

import fal
import uvicorn
from pydantic import BaseModel

NAME = "/test/echo"


class Message(BaseModel):
    serial: int
    number: int
    text: str = ""


class EchoApp(fal.App):
    # More than the client has on its way, so that the app has no reason to drop an input.
    @fal.realtime("/realtime", buffering=64)
    async def echo(self, message: Message) -> Message:
        return message

    @fal.realtime("/brief", session_timeout=0.5)
    async def brief(self, message: Message) -> Message:
        return message


app = EchoApp(_allow_init=True)._build_app()


async def served(scope, receive, send):
    # fal's gateway, which is not part of the package, takes the app's name off the path.
    if scope["type"] in ("http", "websocket"):
        scope = dict(scope, path=scope["path"].removeprefix(NAME))
    await app(scope, receive, send)


uvicorn.run(served, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")

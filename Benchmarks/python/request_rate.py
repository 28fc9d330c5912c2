"""Prints how often per second an address can be fetched with httpx: in sequence, and with 64 in flight."""

import asyncio
import sys
import time

import httpx

SECONDS = 3
HEADERS = {"Authorization": "Key local:key"}
url = sys.argv[1]


def in_sequence() -> float:
    with httpx.Client(headers=HEADERS) as client:
        client.get(url).raise_for_status()
        count, start = 0, time.perf_counter()
        while time.perf_counter() < start + SECONDS:
            client.get(url).raise_for_status().json()
            count += 1
        return count / (time.perf_counter() - start)


async def in_flight(tasks: int) -> float:
    limits = httpx.Limits(max_connections=tasks, max_keepalive_connections=tasks)
    async with httpx.AsyncClient(headers=HEADERS, limits=limits) as client:
        start = time.perf_counter()

        async def work() -> int:
            count = 0
            while time.perf_counter() < start + SECONDS:
                (await client.get(url)).raise_for_status().json()
                count += 1
            return count

        counts = await asyncio.gather(*(work() for _ in range(tasks)))
        return sum(counts) / (time.perf_counter() - start)


print(in_sequence())
print(asyncio.run(in_flight(64)))

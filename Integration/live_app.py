"""falkit's realtime client at fal's own server code, which is killed while they talk."""

import importlib.metadata
import os
import signal
import socket
import subprocess
import sys
import time

program = sys.argv[1]


def hangs(*_):
    # Raised, so that what was started is ended.
    sys.exit("failed: it hangs")


signal.signal(signal.SIGALRM, hangs)
signal.alarm(100)
folder = os.path.dirname(os.path.abspath(__file__))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def serve(port):
    server = subprocess.Popen(
        [sys.executable, os.path.join(folder, "live_fal_app.py"), str(port)],
        stdout=subprocess.DEVNULL,
        # It writes down what goes wrong on purpose, too.
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        if server.poll() is not None:
            sys.exit("failed: fal's server does not start")
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    sys.exit("failed: fal's server does not listen")


port = free_port()
address = f"http://127.0.0.1:{port}"
server = serve(port)
try:
    print(f"fal {importlib.metadata.version('fal')}")
    subprocess.run([program, "app", address], check=True, timeout=30)
    echo = subprocess.Popen([program, "echo", address], stdout=subprocess.PIPE, text=True)
    try:
        for line in echo.stdout:
            if line.strip() != "kill":
                print(line, end="", flush=True)
                continue
            server.kill()
            server.wait()
            server = serve(port)
        if echo.wait(timeout=10) != 0:
            sys.exit("failed: see above")
    finally:
        echo.kill()
finally:
    server.kill()

"""How pages are served to others while 64 slow sockets, half readers and half writers, are open.

python -m bench.serving [seconds]
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

from bench.timing import family_time

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SLOW, CLIENTS = 64, 8
PAGE, BODY = "/", 60_000
GUNICORN = [
    str(BIN / "gunicorn"),
    "msp_assess.wsgi",
    "--log-level",
    "error",
    "--no-control-socket",
    "--forwarder-headers",
    "",
    "--workers",
    "2",
    "--bind",
    "127.0.0.1:{port}",
]
SERVERS = {
    "script/web": ["script/web", "127.0.0.1:{port}"],
    "gunicorn sync, 2 processes": [*GUNICORN, "--threads", "1"],
    "gunicorn gthread, 2 x 4": [*GUNICORN, "--threads", "4"],
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def ask(port: int, path: str = PAGE) -> float:
    """Milliseconds that a page takes; infinite if it does not come."""
    begun = time.perf_counter()
    wire = HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        wire.request("GET", path)
        if wire.getresponse().read():
            return (time.perf_counter() - begun) * 1000
    except (OSError, HTTPException):
        pass
    finally:
        wire.close()
    return float("inf")


def slow(port: int, number: int, over: Event) -> None:
    """Even ones send a form a few bytes a second; odd ones ask for a page and read it as slowly, again and again."""
    while not over.is_set():
        try:
            with socket.socket() as wire:
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                wire.settimeout(5)
                wire.connect(("127.0.0.1", port))
                head = f"Host: 127.0.0.1:{port}\r\nConnection: close\r\n"
                if number % 2:
                    wire.sendall(f"GET {PAGE} HTTP/1.1\r\n{head}\r\n".encode())
                    while not over.wait(0.2) and wire.recv(200):
                        pass
                else:
                    # With a cookie, or Django refuses it by its head and never waits for the rest.
                    kind = f"Content-Type: application/x-www-form-urlencoded\r\nCookie: csrftoken={'x' * 32}\r\n"
                    wire.sendall(f"POST /start/ HTTP/1.1\r\n{head}{kind}Content-Length: {BODY}\r\n\r\n".encode())
                    while not over.wait(0.2):
                        wire.sendall(b"x" * 20)
        except OSError:
            over.wait(0.1)


def p95(port: int, seconds: float) -> tuple[float, float]:
    """The 95th percentile in milliseconds, and pages a second, of a few clients at once."""
    end = time.monotonic() + seconds

    def visit(_number: int) -> list[float]:
        found = []
        while time.monotonic() < end:
            found.append(ask(port))
        return found

    with ThreadPoolExecutor(CLIENTS) as visitors:
        times = sorted(each for found in visitors.map(visit, range(CLIENTS)) for each in found)
    good = [each for each in times if each != float("inf")]
    high = statistics.quantiles(times, n=20)[-1] if float("inf") not in times and len(times) > 1 else float("inf")
    return high, len(good) / seconds


def of_server() -> float:
    """Seconds of CPU that the processes below this one have used."""
    return family_time() - time.process_time()


def measure(command: list[str], environment: dict[str, str], seconds: float) -> tuple[float, ...]:
    """p95 and pages a second alone, milliseconds of CPU a page, p95 and pages a second beside slow sockets."""
    port = free_port()
    own = {**environment, "SITE_URL": f"http://127.0.0.1:{port}"}
    with subprocess.Popen([word.format(port=port) for word in command], cwd=ROOT, env=own) as server:
        try:
            while ask(port, "/health/live") == float("inf"):
                time.sleep(0.2)
            p95(port, 2)
            before = of_server()
            alone = p95(port, seconds)
            cpu = (of_server() - before) * 1000 / (alone[1] * seconds)
            over = Event()
            threads = [Thread(target=slow, args=(port, number, over)) for number in range(SLOW)]
            for thread in threads:
                thread.start()
            time.sleep(2)
            beside = p95(port, seconds)
            over.set()
            for thread in threads:
                thread.join()
        finally:
            server.terminate()
    return (*alone, cpu, *beside)


def main(seconds: float = 8) -> None:
    folder = tempfile.mkdtemp(prefix="msp-assess-")
    try:
        environment = {**os.environ, "DATA_DIR": folder, "SECRET_KEY": secrets.token_urlsafe(48), "LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        print(f"{'':<28}{'p95 alone':>10}{'pages/s':>9}{'CPU':>8}   {'p95, slow':>14}{'pages/s':>9}{'factor':>8}")
        for name, command in SERVERS.items():
            alone, rate, cpu, beside, held = measure(command, environment, seconds)
            there = f"{alone:>7.0f} ms{rate:>9.0f}{cpu:>5.1f} ms"
            print(f"{name:<28}{there}   {beside:>11.0f} ms{held:>9.0f}{beside / alone:>8.2f}", flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))

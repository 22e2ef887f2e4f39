#!/usr/bin/env python3
"""How long a normal search takes while slow clients hold as many connections as they can.

    slow_clients.py [--clients N] [--seconds S] BIN_DIR

Half of them send their request a byte at a time, half ask for a large file and read next to nothing; who is dropped
comes back at once, each from an address of its own. Direct, and through each proxy of docs/proxy/. The times are told; claimed is
that every search answers 200, and that all is as before once the slow ones are gone.
"""
import argparse
import http.client
import pathlib
import random
import resource
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time

from claims import Claims
from proxies import ROOT, Proxy
from served import Server, free_port

FILE_BYTES = 64 << 20


class SlowClients(threading.Thread):
    """Keeps `count` connections open to a port, and does next to nothing with them."""

    def __init__(self, port, count):
        super().__init__()
        self.port, self.count, self.ended = port, count, threading.Event()
        self.selector, self.dropped, self.refused, self.opened = selectors.DefaultSelector(), 0, 0, 0
        self.random = random.Random(1)

    def open(self, number):
        """Of 127.0.0.0/8 all are this machine's, so that each client has an address of its own."""
        client = socket.socket()
        client.setblocking(False)
        if number % 2:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.bind((f"127.1.{number // 250}.{number % 250 + 1}", 0))
        client.connect_ex(("127.0.0.1", self.port))
        self.selector.register(client, selectors.EVENT_READ | selectors.EVENT_WRITE, number)
        self.opened += 1

    def turn(self, client, number, mask):
        """One step of one client; False when it was dropped."""
        reader = number % 2
        if mask & selectors.EVENT_WRITE:
            request = b"GET /documents/large.bin HTTP/1.1\r\nHost: x\r\n\r\n" if reader else b"GET /search?q=a"
            client.send(request)
            self.selector.modify(client, selectors.EVENT_READ, number)
        if mask & selectors.EVENT_READ:
            piece = client.recv(64 if reader else 4096)
            if not piece:
                return False
            if piece.startswith((b"HTTP/1.1 429", b"HTTP/1.1 503")):
                self.refused += 1
        return True

    def run(self):
        for number in range(self.count):
            self.open(number)
        dribble = time.monotonic()
        while not self.ended.is_set():
            for key, mask in self.selector.select(timeout=0.05):
                try:
                    alive = self.turn(key.fileobj, key.data, mask)
                except OSError:
                    alive = False
                if not alive:
                    self.dropped += 1
                    self.close(key.fileobj)
                    self.open(key.data)
            time.sleep(0.05)
            if time.monotonic() - dribble > 1:
                dribble = time.monotonic()
                for key in list(self.selector.get_map().values()):
                    if key.data % 2 == 0:
                        try:
                            key.fileobj.send(b"a")
                        except OSError:
                            pass
        for key in list(self.selector.get_map().values()):
            self.close(key.fileobj)

    def close(self, client):
        self.selector.unregister(client)
        client.close()


def search(port):
    """Status and milliseconds of a normal search, over a connection of its own, from an address of its own."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=("127.2.0.1", 0))
    try:
        connection.request("GET", "/api/v1/search?q=digital+skills")
        response = connection.getresponse()
        response.read()
        return response.status, (time.monotonic() - began) * 1000
    except OSError as error:
        return repr(error), (time.monotonic() - began) * 1000
    finally:
        connection.close()


def metric(port, name):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    finally:
        connection.close()
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name + " "))


def told(text, times):
    times = sorted(times)
    print(f"  {text}: {len(times)} searches, p50 {times[len(times) // 2]:.0f} ms, max {times[-1]:.0f} ms", flush=True)


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("bin_dir", type=pathlib.Path)
    options = parser.parse_args(arguments)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard) if hard != resource.RLIM_INFINITY else 8192, hard))
    claim = Claims()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "documents").mkdir()
        with open(folder / "documents" / "large.bin", "wb") as file:
            file.truncate(FILE_BYTES)
        subprocess.run([options.bin_dir / "indexer", "rebuild", "--index", folder / "index", ROOT / "corpus"],
                       capture_output=True)
        watch = free_port()
        server = Server(options.bin_dir, folder / "index", "--documents", folder / "documents", "--operator",
                        f"127.0.0.1:{watch}", "--log-requests", "false")
        try:
            server.wait_until_ready()
            for way in ("direct", "haproxy", "nginx"):
                proxy = None
                if way != "direct":
                    (folder / way).mkdir()
                    proxy = Proxy(way, folder / way, server.port)
                port = proxy.port if proxy else server.port
                server.wait_for(lambda: search(port)[0] == 200)
                quiet = [search(port)[1] for _ in range(10)]
                slow = SlowClients(port, options.clients)
                slow.start()
                time.sleep(1.5)
                codes, times = [], []
                until = time.monotonic() + options.seconds
                while time.monotonic() < until:
                    code, took_ms = search(port)
                    codes.append(code)
                    times.append(took_ms)
                    time.sleep(0.2)    # within what one client may ask for
                slow.ended.set()
                slow.join()
                told(f"{way}, without slow clients", quiet)
                told(f"{way}, under {options.clients} slow clients", times)
                print(f"  {way}: {slow.opened} slow connections opened, {slow.dropped} dropped, "
                      f"{slow.refused} told 429 or 503")
                failed = [code for code in codes if code != 200]
                claim(f"{way}: every search answers 200: {failed[:3]}", not failed)
                claim(f"{way}: no connection holds a thread afterwards", server.wait_for(
                    lambda: metric(watch, "pressmark_http_connections")
                    <= (1 if proxy else 0), 30))
                if proxy:
                    proxy.stop()
        finally:
            server.stop()
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

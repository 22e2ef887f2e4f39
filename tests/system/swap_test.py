#!/usr/bin/env python3
"""Generations are published, rolled back and damaged under a server that is being asked; no request notices.

    swap_test.py BIN_DIR
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

from claims import Claims
from posts import Posts
from served import Server

PUBLICATIONS = 60
PUBLISHES = 20
CLIENTS = 8


class Site(Posts):
    """The posts, and a server over their index."""

    def __init__(self, bin_dir, directory):
        super().__init__(bin_dir, directory, PUBLICATIONS)
        self.publish(0)
        self.server = Server(self.bin, self.index)


class Client(threading.Thread):
    """Asks without pause and keeps what went wrong and which generations answered, in order."""

    def __init__(self, site, stop):
        super().__init__()
        self.site, self.stop, self.faults, self.seen, self.answers = site, stop, [], [], 0

    def run(self):
        while not self.stop.is_set():
            try:
                status, body = self.site.server.get("/api/v1/search", q="high water")
                answer = json.loads(body)
                self.answers += 1
                if status != 200 or answer["total"] != PUBLICATIONS or len(answer["hits"]) != 10:
                    self.faults.append((status, body[:200]))
                editions = {hit["snippets"][0]["text"].partition("edition ")[2].partition(",")[0]
                            for hit in answer["hits"]}
                if len(editions) != 1:
                    self.faults.append(f"one answer from two editions: {editions}")
                if self.seen[-1:] != [answer["generation"]]:
                    self.seen.append(answer["generation"])
            except Exception as error:    # anything at all is a failed request
                self.faults.append(repr(error))


def main(arguments):
    claim = Claims()
    with tempfile.TemporaryDirectory() as name:
        site = Site(arguments[0], pathlib.Path(name))
        try:
            claim("the server answers", site.server.wait_for(lambda: site.server.get("/readyz")[0] == 200))
            stop = threading.Event()
            clients = [Client(site, stop) for _ in range(CLIENTS)]
            for client in clients:
                client.start()
            for edition in range(1, PUBLISHES + 1):
                site.publish(edition)
                wanted = f"gen-{edition + 1:06d}"
                claim(f"{wanted} is served", site.server.wait_for(lambda: site.server.generation() == wanted))
            subprocess.run([site.bin / "indexer", "rollback", site.index], check=True, capture_output=True)
            before = f"gen-{PUBLISHES:06d}"
            claim(f"{before} is served again", site.server.wait_for(lambda: site.server.generation() == before))

            # A damaged generation is refused, and the one that is served stays.
            site.publish(99)
            current = site.index / "current"
            site.server.wait_for(lambda: site.server.generation() == current.readlink().name)
            good = site.server.generation()
            damaged = site.index / "gen-000099"
            subprocess.run(["cp", "-r", current.resolve(), damaged], check=True)
            with open(damaged / "records.dat", "r+b") as file:
                file.write(b"\xff\xff\xff\xff")
            (site.index / "link").symlink_to(damaged.name)
            (site.index / "link").rename(current)
            time.sleep(2.5)
            claim("a damaged generation is not served", site.server.generation() == good)

            stop.set()
            for client in clients:
                client.join()
            faults = [fault for client in clients for fault in client.faults]
            answers = sum(client.answers for client in clients)
            claim(f"none of {answers} requests failed or saw a mix: {faults[:3]}", not faults and answers > 100)
            log = site.server.stop()
            claim("the server stops by itself within 8 s and says 0", site.server.process.returncode == 0)
            if site.server.process.returncode != 0:
                print(log)
        finally:
            site.server.process.kill()
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A server over an index, for the tests that ask it."""
import http.client
import json
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """Runs `server` on a free port from here on; one thread asks at a time, or each by a connection of its own."""

    def __init__(self, bin_dir, index, *options):
        self.port = free_port()
        self.log = tempfile.TemporaryFile()    # not a pipe: a full one would stop the server
        self.process = subprocess.Popen(
            [pathlib.Path(bin_dir) / "server", "--index", index, "--listen", f"127.0.0.1:{self.port}", *options],
            stderr=self.log)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def get(self, path, connection=None, **parameters):
        """Status and body; by a connection that is kept, if one is given."""
        target = path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")
        kept = connection or self.connect()
        try:
            kept.request("GET", target)
            response = kept.getresponse()
            return response.status, response.read()
        finally:
            if connection is None:
                kept.close()

    def generation(self):
        """The one that a search is answered from."""
        return json.loads(self.get("/api/v1/search", q="tide")[1])["generation"]

    def wait_for(self, what, seconds=20):
        """Whether what() comes to hold in time; the server may not listen yet."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if what():
                    return True
            except OSError:
                pass
            time.sleep(0.05)
        return False

    def wait_until_ready(self):
        assert self.wait_for(lambda: self.get("/readyz")[0] == 200), "the server does not answer"

    def stop(self):
        """What it wrote on standard error. Raises when it does not end in the 8 s that it promises."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=8)
        with self.log:
            self.log.seek(0)
            return self.log.read().decode()

"""The example proxies of docs/proxy/, before a server of a test."""
import pathlib
import socket
import subprocess
import time

from served import free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Proxy:
    """Runs `haproxy` or `nginx` with the configuration that is delivered, on ports of its own."""

    def __init__(self, kind, directory, server_port, address="127.0.0.1"):
        self.kind, self.address, self.port = kind, address, free_port()
        directory = pathlib.Path(directory)
        name = "haproxy.cfg" if kind == "haproxy" else "nginx.conf"
        text = (ROOT / "docs/proxy" / name).read_text(encoding="utf-8")
        for there, here in {"127.0.0.1:8080": f"127.0.0.1:{server_port}",
                            "bind :80": f"bind {address}:{self.port}",
                            "listen 80;": f"listen {address}:{self.port};"}.items():
            text = text.replace(there, here)
        config = directory / name
        config.write_text(text, encoding="utf-8")
        if kind == "nginx":
            whole = directory / "whole.conf"
            paths = "".join(f"{part}_temp_path {directory}/{part};\n"
                            for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            whole.write_text(f"daemon off; master_process off; pid {directory}/nginx.pid; error_log stderr;\n"
                             f"worker_rlimit_nofile 4096; events {{ worker_connections 2048; }}\n"
                             f"http {{\naccess_log off;\n{paths}include {config};\n}}\n", encoding="utf-8")
            command = ["/usr/sbin/nginx", "-p", directory, "-c", whole]
        else:
            command = ["/usr/sbin/haproxy", "-db", "-f", config]
        self.log = open(directory / f"{kind}.log", "w+b")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                socket.create_connection((address, self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{kind} does not listen: " + self.said())

    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

#!/usr/bin/env python3
"""The example proxies of docs/proxy/ before the real server over corpus/.

    proxy_test.py BIN_DIR

Search works through both, caching and compression survive, hostile heads are refused, and the server limits the
clients that they name.
"""
import gzip
import http.client
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

from claims import Claims
from proxies import ROOT, Proxy
from served import Server

HOSTILE = {
    "a body": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 42\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n", {405, 413}),
    "a body of GET": (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", {413}),
    "a chunked body": (b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400, 413}),
    "two lengths": (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", {400, 413}),
    "a NUL": (b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
    "a blank before the colon": (b"GET / HTTP/1.1\r\nHost : x\r\n\r\n", {400}),
    "a version that there is none of": (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", {400, 505}),
    "an endless target": (b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", {400, 414}),
    "endless fields": (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: a\r\n" * 20_000 + b"\r\n", {400, 431}),
    "no method of ours": (b"DELETE /search HTTP/1.1\r\nHost: x\r\n\r\n", {405}),
}


def ask(address, port, path, **headers):
    connection = http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        return response.status, {name.lower(): text for name, text in response.getheaders()}, response.read()
    finally:
        connection.close()


def exchange(proxy, bytes_sent):
    """All that comes back; the proxy may hang up before it has taken everything."""
    with socket.create_connection((proxy.address, proxy.port), timeout=10) as client:
        answer = b""
        try:
            client.sendall(bytes_sent)
        except OSError:
            pass
        client.settimeout(8)
        try:
            while piece := client.recv(65_536):
                answer += piece
        except OSError:
            pass
        return answer


def statuses(answer):
    return [int(piece[:3]) for piece in answer.replace(b"HTTP/1.0 ", b"HTTP/1.1 ").split(b"HTTP/1.1 ")[1:]]


def check(claim, proxy):
    def through(path, **headers):
        time.sleep(0.06)    # below the rate that the proxies allow
        return ask(proxy.address, proxy.port, path, **headers)

    kind = proxy.kind
    status, headers, body = through("/api/v1/search?q=digital+skills", Accept_Encoding="gzip")
    claim(f"{kind}: search answers", status == 200)
    claim(f"{kind}: the answer is compressed and whole",
          headers.get("content-encoding") == "gzip" and json.loads(gzip.decompress(body))["total"] > 0)
    claim(f"{kind}: a request id arrives", len(headers.get("x-request-id", "")) == 16)
    claim(f"{kind}: the security headers arrive", "default-src 'none'" in headers.get("content-security-policy", ""))
    status, again, body = through("/api/v1/search?q=digital+skills", If_None_Match=headers.get("etag", "none"))
    claim(f"{kind}: what has not changed is not sent again",
          status == 304 and body == b"" and again.get("etag") == headers.get("etag"))
    claim(f"{kind}: the page answers", b"<html" in through("/search?q=digital+skills")[2])
    status, headers, body = through("/documents/README.md", Range="bytes=0-9")
    claim(f"{kind}: a part of a file answers", status == 206 and len(body) == 10)

    for name, (sent, allowed) in HOSTILE.items():
        time.sleep(0.06)
        answer = exchange(proxy, sent)
        got = statuses(answer)
        claim(f"{kind}: {name} is refused, once: {got}", len(got) == 1 and got[0] in allowed)


def main(arguments):
    claim = Claims()
    bin_dir = pathlib.Path(arguments[0])
    with tempfile.TemporaryDirectory() as name:
        index = pathlib.Path(name) / "index"
        subprocess.run([bin_dir / "indexer", "rebuild", "--index", index, ROOT / "corpus"], capture_output=True)
        # The clients of this test come from 127.0.0.1, where the proxies are too: to be told apart, they are exempt
        # only as proxies.
        server = Server(bin_dir, index, "--documents", ROOT / "corpus", "--address-exempt", "192.0.2.255",
                        "--address-trusted-proxies", "127.0.0.1", "--address-requests-per-second", "1",
                        "--address-burst", "500", "--operator", "127.0.0.1:0")
        proxies = []
        try:
            server.wait_until_ready()
            for kind in ("haproxy", "nginx"):
                folder = pathlib.Path(name) / kind
                folder.mkdir()
                proxies.append(Proxy(kind, folder, server.port))
                claim(f"{kind}: comes to answer", server.wait_for(
                    lambda: ask("127.0.0.1", proxies[-1].port, "/livez")[0] == 200))
                check(claim, proxies[-1])
                time.sleep(3)
                # A burst of one client is stopped here, and the server does not hear of it.
                codes = [ask("127.0.0.1", proxies[-1].port, "/livez")[0] for _ in range(200)]
                claim(f"{kind}: too many requests are told 429, the first ones not: {codes.count(429)} of 200",
                      codes[0] == 200 and codes.count(429) > 0 and set(codes) == {200, 429})
                time.sleep(4)    # until the proxy has forgotten it
        finally:
            for proxy in proxies:
                proxy.stop()
            log = server.stop()

        # The server's own limit is for whom the proxy names: 127.0.0.2 has its own, whatever it claims to be.
        server = Server(bin_dir, index, "--address-exempt", "192.0.2.255", "--address-trusted-proxies", "127.0.0.1",
                        "--address-requests-per-second", "1", "--address-burst", "5")
        proxies = []
        try:
            server.wait_until_ready()
            for kind in ("haproxy", "nginx"):
                folder = pathlib.Path(name) / kind
                proxies.append(Proxy(kind, folder, server.port))
                server.wait_for(lambda: ask("127.0.0.1", proxies[-1].port, "/livez")[0] == 200)
                source = f"127.0.0.{len(proxies) + 1}"
                codes = []
                for i in range(12):
                    connection = http.client.HTTPConnection("127.0.0.1", proxies[-1].port, timeout=10,
                                                            source_address=(source, 0))
                    connection.request("GET", "/livez", headers={"X-Forwarded-For": f"198.51.100.{i}"})
                    codes.append(connection.getresponse().status)
                    connection.close()
                claim(f"{kind}: the server limits the client that the proxy names: {codes}",
                      codes[:5] == [200] * 5 and codes.count(429) >= 5)
        finally:
            for proxy in proxies:
                proxy.stop()
            log += server.stop()
        requests = [json.loads(line) for line in log.splitlines() if line.startswith('{"time"')]
        claim("no address and no query is in the log",
              requests and "127.0.0" not in json.dumps(requests) and "digital" not in json.dumps(requests))
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

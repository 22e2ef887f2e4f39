#!/usr/bin/env python3
"""The server's settings as an operator meets them: file, environment, flags, reload, and the operator's listener.

    settings_test.py BIN_DIR
"""
import http.client
import json
import pathlib
import signal
import subprocess
import sys
import tempfile

from claims import Claims
from proxies import ROOT
from served import Server, free_port


def run(bin_dir, *options):
    ended = subprocess.run([bin_dir / "server", *options], capture_output=True, text=True, timeout=30, check=False)
    return ended.returncode, ended.stdout, ended.stderr


def get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        connection.close()


def check_files(claim, bin_dir, folder):
    file = folder / "bad.toml"
    file.write_text('index = "x"\nlistn = "a"\n', encoding="utf-8")
    code, _, said = run(bin_dir, "--config", file)
    claim("an unknown key is refused with 78, its line and the nearest",
          code == 78 and f'{file}:2: there is no setting "listn"; the nearest is "listen"' in said)
    file.write_text('index = "x"\n[work]\nthreads = "many"\n', encoding="utf-8")
    code, _, said = run(bin_dir, "--config", file)
    claim("a wrong value is refused with 78 and its line", code == 78 and f"{file}:3: work.threads: " in said)
    claim("a wrong flag is refused with 64", run(bin_dir, "--index", "x", "--work-threads", "0")[0] == 64)
    claim("without an index it does not start", run(bin_dir)[0] == 64)
    code, printed, _ = run(bin_dir, "--print-default-config")
    file.write_text(printed, encoding="utf-8")
    code, printed, _ = run(bin_dir, "--config", file, "--index", "there", "--print-config")
    claim("the default file can be read, and what is set is printed with its origin",
          code == 0 and "index = 'there'  # --index\n" in printed and "queue = 1024  # default\n" in printed)


def main(arguments):
    claim = Claims()
    bin_dir = pathlib.Path(arguments[0])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_files(claim, bin_dir, folder)

        index, config, watch = folder / "index", folder / "pressmark.toml", free_port()
        subprocess.run([bin_dir / "indexer", "rebuild", "--index", index, ROOT / "corpus"], capture_output=True)
        config.write_text(f'operator = "127.0.0.1:{watch}"\n', encoding="utf-8")
        server = Server(bin_dir, index, "--config", config)

        def shared():
            answer = get(server.port, "/api/v1/search?q=skills", Origin="https://www.example.org")
            return answer[1].get("Access-Control-Allow-Origin")

        try:
            server.wait_until_ready()
            claim("no other origin may read the API", shared() is None)
            config.write_text(f'operator = "127.0.0.1:{watch}"\ncors = ["https://www.example.org"]\n[work]\nthreads = 8\n',
                              encoding="utf-8")
            server.process.send_signal(signal.SIGHUP)
            claim("a reload takes what can change", server.wait_for(lambda: shared() == "https://www.example.org"))
            config.write_text('cors = []\nlistn = "a"\n', encoding="utf-8")
            server.process.send_signal(signal.SIGHUP)
            claim("a bad file changes nothing", not server.wait_for(lambda: shared() is None, 2.5))

            get(server.port, "/search?q=nothinghasthisword")
            # A request is counted when its answer has been sent, so a little after its client has it.
            route = 'pressmark_http_requests_total{code="200",route="/search"} 1'
            claim("requests are counted by route", server.wait_for(lambda: route in get(watch, "/metrics")[2].splitlines(), 5))
            status, headers, text = get(watch, "/metrics")
            claim("the operator has metrics", status == 200 and headers["Content-Type"].startswith("text/plain; version=0.0.4"))
            lines = text.splitlines()
            claim("a search that found nothing is counted", "pressmark_search_zero_results_total 1" in lines)
            claim("the generation is named", 'pressmark_index_info{generation="gen-000001"} 1' in lines)
            claim("its age is told", any(line.startswith("pressmark_index_age_seconds ") for line in lines))
            verbose = get(watch, "/readyz?verbose")
            claim("each check is told by name", verbose[0] == 200 and "index: ok, gen-000001 of " in verbose[2])
            claim("the operator's listener does not search", get(watch, "/search?q=a")[0] == 404)
            claim("readers have no metrics", get(server.port, "/metrics")[0] == 404)
            claim("readers are told no checks", get(server.port, "/readyz?verbose")[2] == get(server.port, "/readyz")[2])
        finally:
            said = server.stop()
        claim("it says what it took and what waits for a restart",
              "in force now: cors\n" in said and "in force after a restart: work.threads\n" in said)
        claim("it says what was wrong, and that it goes on",
              f'{config}:2: there is no setting "listn"' in said and "the settings stay as they were" in said)
        requests = [json.loads(line) for line in said.splitlines() if line.startswith('{"time"')]
        claim("each request is a line of JSON without address and query",
              len(requests) > 3 and set(requests[-1]) >= {"time", "id", "method", "route", "status", "bytes", "took_ms"}
              and "127.0.0.1" not in json.dumps(requests) and "nothinghasthisword" not in json.dumps(requests))
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

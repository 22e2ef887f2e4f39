#!/usr/bin/env python3
"""What `server --query-log` keeps of the searches people make, and what `search report` says of it.

    query_log_test.py BIN_DIR
"""
import http.client
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.parse

from served import Server

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
LEAST = 5

PERSONAL = ["jane.doe@example.org", "+44 20 7946 0018", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111",
            "C01X00T47", "QQ 12 34 56 C", "born 29.03.1987"]


def check(claim, holds, *seen):
    if not holds:
        raise SystemExit(f"query_log_test: not so: {claim}: {seen}")


def ask(server, query, former=None, path="/search", method="GET", **parameters):
    """As a browser does: with the page that the form stands on."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"User-Agent": "Firefox", "Cookie": "visitor=31337"}
    if former is not None:
        headers["Referer"] = f"http://127.0.0.1:{server.port}/search?" + urllib.parse.urlencode({"q": former})
    connection.request(method, path + "?" + urllib.parse.urlencode({"q": query, **parameters}), headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    check(f"{query} is answered", response.status == 200, response.status)


def report(bin_dir, log, *options):
    done = subprocess.run([bin_dir / "search", "report", "--query-log", log, *options], capture_output=True, text=True)
    check("there is a report", done.returncode == 0 and done.stderr == "", done)
    return done.stdout


def bytes_of(directory):
    return b"\n".join(path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file())


def search_as_people_do(server):
    for _ in range(LEAST):
        ask(server, "Flood  Defences")
        ask(server, "xylophones")
        ask(server, "xylophone zithers", former="xylophones")
        for personal in PERSONAL:
            ask(server, personal)
    for _ in range(LEAST - 1):
        ask(server, "whistleblower bullying")
    # None of these is a question of its own.
    for _ in range(LEAST):
        ask(server, "loneliness", page=2)
        ask(server, "loneliness", former="loneliness", kind="report")
        ask(server, "loneliness", path="/search.json")
        ask(server, "loneliness", path="/api/v1/suggest")
        ask(server, "loneliness", path="/api/v1/passages")
        ask(server, "loneliness", method="HEAD")


def main(bin_dir):
    bin_dir = pathlib.Path(bin_dir)
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        index, log = directory / "index", directory / "log"
        subprocess.run([bin_dir / "indexer", "update", "--index", index, CORPUS / "news", CORPUS / "reports"],
                       capture_output=True)

        server = Server(bin_dir, index, "--query-log", log)
        server.wait_until_ready()
        search_as_people_do(server)
        ask(server, "buses", path="/api/v1/search")
        said = server.stop()
        check("the operator's log has no query", "xylophone" not in said.lower(), said)

        answer = json.loads(report(bin_dir, log, "--json"))
        searches = LEAST * (3 + len(PERSONAL)) + LEAST - 1 + 1
        check("all questions are counted", answer["searches"] == searches, answer, searches)
        check("those that may tell of a person are withheld", answer["withheld"] == LEAST * len(PERSONAL), answer)
        check("the others are named", [q["query"] for q in answer["queries"]] ==
              ["flood defences", "xylophone zithers", "xylophones"], answer["queries"])
        check("with what they found", answer["queries"][0]["without_results"] == 0
              and [q["query"] for q in answer["failing"]] == ["xylophone zithers", "xylophones"], answer)
        check("and what was asked after them", answer["changes"] ==
              [{"from": "xylophones", "to": "xylophone zithers", "times": LEAST}], answer["changes"])

        kept = bytes_of(log).lower()
        for secret in ["whistleblower", "bullying", "loneliness", "buses", "127.0.0.1", "firefox", "31337", *PERSONAL]:
            check("it is not on the disk", secret.lower().encode() not in kept, secret)
        check("only its user reads it", all(path.stat().st_mode & 0o077 == 0 for path in [log, *log.iterdir()]))

        server = Server(bin_dir, index, "--query-log", log)
        server.wait_until_ready()
        ask(server, "flood defences")
        ask(server, "whistleblower bullying")
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=8)
        answer = json.loads(report(bin_dir, log, "--json"))
        check("counting goes on after a restart", answer["searches"] == searches + 2
              and answer["queries"][0] == {"query": "flood defences", "asked": LEAST + 1, "without_results": 0}, answer)
        check("what few have asked is forgotten with it", b"whistleblower" not in bytes_of(log))

        page, topics = directory / "report.html", directory / "topics.tsv"
        text = report(bin_dir, log, "--html", page, "--golden", topics, "--days", "7")
        check("the text names the most asked", f"{LEAST + 1:8}  flood defences" in text.splitlines(), text)
        html = page.read_text(encoding="utf-8")
        check("the page is whole", html.endswith("</html>\n") and "flood defences" in html and "<script" not in html
              and html.count('<rect class="bar"') == 14, html)
        run = directory / "run.txt"
        subprocess.run([bin_dir / "search", "--index", index, "--topics", topics, "--run", run], check=True)
        check("the candidates are topics", run.read_text().startswith("q001 Q0 "), topics.read_text())
        found = subprocess.run([bin_dir / "search", "--index", index, "--json", "report"], capture_output=True, text=True)
        check("'report' is still a query", json.loads(found.stdout)["total"] > 0, found)

        blocked = directory / "file"
        blocked.write_text("no directory")
        server = Server(bin_dir, index, "--query-log", blocked)
        server.wait_until_ready()
        for _ in range(LEAST):
            ask(server, "flood defences")
        said = server.stop()
        check("a log that cannot be written costs one message and no answer",
              said.count("what people look for is not being written") == 1, said)


if __name__ == "__main__":
    main(sys.argv[1])

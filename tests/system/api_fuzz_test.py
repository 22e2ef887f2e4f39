#!/usr/bin/env python3
"""Asks the API what nobody should: requests made from its description and broken in the ways that requests break.

    api_fuzz_test.py BIN_DIR [--count N] [--seed S]

Whatever is asked: no answer is a fault of the server's, each is what the description says, its body is what its type says,
and nothing of the request gets out of the text that it stands in. Equal seeds ask equal questions.
"""
import argparse
import pathlib
import random
import subprocess
import sys
import tempfile
import urllib.parse

from api_spec import MARKER, Api, Client
from served import Server

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
FAULTS_SHOWN = 10
# Pages are no part of the API, and take what readers send.
PAGES = {"/": [], "/search": ["q", "page", "sort", "kind", "topic", "from"],
         "/publications/{id}": ["q", "order", "passage", "page"],
         "/documents/{id}": [], "/{id}": ["q"], "/api/v1/{id}": ["q"]}
WORDS = ["skills", "digital skills", '"tech review"', "flood -risk", "kind:report", "sk*", "title:(a OR b)", "5g +",
         '"a b"~5', "Ärzte"]
INJECTED = [f"<{MARKER}>", f"\"><{MARKER} on{MARKER}=1>", f"' {MARKER}='1", f"\" {MARKER}=\"1", f"]]><{MARKER}>",
            f"</title><{MARKER}>", f"--><{MARKER}>", f"</script><{MARKER}>", f"&lt;{MARKER}&gt;", f"javascript:{MARKER}()",
            f"\\u003c{MARKER}", f"{{{{{MARKER}}}}}",
            f"{{{{{{q}}}}}}<{MARKER}", f"<![CDATA[<{MARKER}>]]>"]
ODD = ["\x00", "\x01", "\r\nX-Header: 1", "\x1b[31m", "\x7f", "\x85", "\u202e", "\u2066a\u2069", "\u200f", "\u2028",
       "\u2029", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\U0001f600", "e\u0301", "\u0000\ud7ff", "a" * 300,
       "ü" * 200, "-1", "0", "1e9", "18446744073709551616",
       "NaN", "null", "[]", "{}", "true", " ", "%", "+", "&", "#", ",", ",,,", "..", "../../etc/passwd", "/"]
BROKEN = ["%", "%4", "%zz", "%C3", "%FF", "%ED%A0%80", "%C0%AF", "%F5%80%80%80", "%00%", "%u0041"]
METHODS = ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "G\x01T", "CONNECT"]
HOSTS = ["search.example.org", "a_b:8080", "[::1]:1", "x:0", "x:99999", "-", f"{MARKER}.example", f"<{MARKER}>", "a b", ""]


class Fuzzer:
    def __init__(self, api, ids, seed):
        self.api, self.ids, self.random = api, ids, random.Random(seed)
        self.paths = [(path, api.parameters(operation)) for path, operation in api.operations()]
        self.paths += [(path, [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names])
                       for path, names in PAGES.items()]
        self.values = [self.valid] * 8 + [self.edge] * 3 + [lambda schema: self.pick(ODD), lambda schema: self.pick(INJECTED),
                                                            lambda schema: self.pick(WORDS) + self.pick(INJECTED)]

    def pick(self, things):
        return self.random.choice(things)

    def chance(self, of_a_hundred):
        return self.random.randrange(100) < of_a_hundred

    def valid(self, schema):
        schema = self.api.resolve(schema)
        if "items" in schema:
            return self.pick(["", ","]).join(str(self.valid(schema["items"])) for _ in range(self.random.choice([1, 1, 2, 5])))
        if "enum" in schema:
            return str(self.pick(schema["enum"]))
        if schema["type"] == "integer":
            return str(self.random.randint(schema["minimum"], self.pick([5, schema["maximum"]])))
        return self.pick([*WORDS, "en", "pdf", "2022", "2022-03", "last year", "www.example.org", "flooding"])

    def edge(self, schema):
        schema = self.api.resolve(schema)
        if "items" in schema:
            return ",".join(["en", "report", "a"][number % 3] + str(number) for number in range(self.pick([31, 32, 33])))
        if schema["type"] == "integer" and "maximum" in schema:
            return str(self.pick([schema["minimum"], schema["maximum"]]) + self.pick([-1, 0, 1]))
        most = schema.get("x-bytes-max", schema.get("maxLength", schema.get("x-cut-at-characters", 256)))
        return self.pick(["a", "ü", "😀"]) * (most + self.pick([-1, 0, 1]))

    def target(self):
        path, parameters = self.pick(self.paths)
        if "{id}" in path:
            path = path.replace("{id}", self.identifier())
        if self.chance(3):
            path += self.pick(["/", "//", "/x", "%2F", ".", "/..", ";a=1"])
        known = [parameter for parameter in parameters if parameter["in"] == "query"]
        pairs = [self.pair(parameter["name"], self.pick(self.values)(parameter["schema"])) for parameter in known
                 if parameter.get("required") or parameter["name"] == "q" or self.chance(20)]
        if self.chance(5):
            pairs = []
        if self.chance(8):
            pairs.append(self.pair(self.pick(["pgae", "Q", "limit", "passage", "order", *INJECTED, *ODD]), "1"))
        if self.chance(6) and pairs:
            pairs.append(self.pick(pairs))
        if self.chance(5):
            pairs.append(self.pick(["q", "x", "topic"]) + "=" + self.pick(BROKEN))
        if self.chance(2):
            pairs += [self.pick(["q=a", "topic=b", "&", ""])] * self.random.randint(30, 40)
        if self.chance(2):
            pairs.append("topic=" + "a" * self.random.randint(1900, 4000))
        self.random.shuffle(pairs)
        target = (path + ("?" if pairs or self.chance(2) else "") + "&".join(pairs)).encode()
        if self.chance(2):
            at = self.random.randrange(len(target))
            raw = self.pick([b"\x00", b"\x01", b"\x80", b"\xff", b"\t", b"\x7f", b"\xc3\xbc", b"\""])
            target = target[:at] + raw + target[at:]
        return target

    def identifier(self):
        raw = self.pick([*self.ids, *INJECTED, *ODD]) if self.chance(40) else self.pick(self.ids)
        if self.chance(5):
            return raw.encode("ascii", "ignore").decode().replace(" ", "").replace("\r\n", "")
        return urllib.parse.quote(raw, safe="") + (self.pick(BROKEN) if self.chance(4) else "")

    @staticmethod
    def pair(name, value):
        return urllib.parse.quote_plus(name) + "=" + urllib.parse.quote_plus(value)

    def request(self):
        """Target, method, version and fields of the head."""
        fields = {}
        if self.chance(5):
            fields["If_None_Match"] = self.pick(["*", 'W/"0123456789abcdef"', "\"", "a, b"])
        if self.chance(5):
            fields["Accept_Encoding"] = self.pick(["gzip", "gzip;q=0", "*", "br", ",,"])
        if self.chance(5):
            fields["Host"] = self.pick(HOSTS)
        if self.chance(2):
            fields["X"] = self.pick(["a" * 9000, "a\x01", "\x7f"])
        if self.chance(1):
            fields[self.pick(["Content_Length", "Transfer_Encoding", "Connection"])] = self.pick(["3", "0", "chunked", "close"])
        version = self.pick(["1.0", "2.0", "0.9", "11", ""]) if self.chance(2) else "1.1"
        method = self.pick(METHODS) if self.chance(3) else "HEAD" if self.chance(3) else "GET"
        return self.target(), method, version, fields


def faults_of(api, answer, target, method):
    """Those of one answer."""
    found = [] if answer.status < 500 or answer.status == 505 else [f"the status {answer.status}"]
    if any(MARKER in name for name in answer.headers) or "x-header" in answer.headers:
        found.append(f"a header out of the request: {answer.headers}")
    try:
        path = target.partition(b"?")[0].decode()
    except UnicodeDecodeError:
        path = ""
    if path.startswith("/documents/") and answer.status in (200, 206):
        return found    # a file of the collection, as it is
    return found + api.faults(path, answer, method == "HEAD")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    api, faults, statuses, codes = Api(), [], {}, {}
    with tempfile.TemporaryDirectory() as directory:
        index = pathlib.Path(directory) / "index"
        subprocess.run([options.bin / "indexer", "update", "--index", index, CORPUS], check=True, capture_output=True)
        server = Server(options.bin, index, "--documents", CORPUS)
        try:
            server.wait_until_ready()
            client = Client(server.port)
            hits = client.get("/api/v1/search?q=skills&per_page=20").json()["hits"]
            fuzzer = Fuzzer(api, [hit["id"] for hit in hits], options.seed)
            for _ in range(options.count):
                target, method, version, fields = fuzzer.request()
                answer = client.get(target, method, version, **fields)
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
                found = faults_of(api, answer, target, method)
                faults += [f"{method} {target[:300]!r} {version} {fields}: {answer.status} {fault}" for fault in found]
                if answer.type == "application/problem+json" and answer.body:
                    code = answer.json()["code"]
                    codes[code] = codes.get(code, 0) + 1
        finally:
            server.stop()
    for fault in faults[:FAULTS_SHOWN]:
        print("FAILED:", fault)
    print(f"{options.count} requests, {len(faults)} faults; by status {dict(sorted(statuses.items()))}, by problem {codes}")
    # Enough of each kind, or it is no test: half of them good, and every problem that a request can have.
    wanted = {"bad_request", "bad_encoding", "bad_parameter", "missing_parameter", "duplicate_parameter", "unknown_parameter",
              "too_many_parameters", "not_found", "method_not_allowed", "uri_too_long", "headers_too_large",
              "version_not_supported"}
    missed = wanted - set(codes) if options.count >= 1000 else set()
    if missed:
        print("FAILED: never provoked:", ", ".join(sorted(missed)))
    return 1 if faults or missed or statuses.get(200, 0) * 4 < options.count else 0


if __name__ == "__main__":
    sys.exit(main())

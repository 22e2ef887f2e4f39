#!/usr/bin/env python3
"""Holds every answer of the API against its description, server/web/openapi.json, over corpus/.

    api_test.py BIN_DIR
"""
import contextlib
import pathlib
import subprocess
import sys
import tempfile
import unittest

from api_spec import FILE, Api, Client
from served import Server

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
BIN = pathlib.Path(sys.argv.pop(1)) if __name__ == "__main__" else None

# How a problem comes about that no address alone brings about: what is sent, by its code.
HOST = b"Host: localhost\r\n"
SENT = {
    "bad_request": b"GET /api/v1/search?q=a HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\n\r\na",
    "too_many_parameters": b"GET /api/v1/search?q=a" + b"&kind=post" * 32 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "method_not_allowed": b"POST /api/v1/search?q=a HTTP/1.1\r\n" + HOST + b"\r\n",
    "uri_too_long": b"GET /api/v1/search?q=" + b"a" * 2048 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "headers_too_large": b"GET /api/v1/search?q=a HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 40 + b"\r\n",
    "version_not_supported": b"GET /api/v1/search?q=a HTTP/2.0\r\n" + HOST + b"\r\n",
    "request_timeout": b"GET /api/v1/search?q=a HTTP/1.1\r\n" + HOST,    # and no end
}
# Nothing that is asked brings these about; a test of the server's own holds their examples against its words.
NOT_ASKED_FOR = {"internal", "overloaded"}

# Beside the examples: answers of every shape that a path has.
REQUESTS = [
    "/api/v1/search?q=digital+skills", "/api/v1/search?q=digtial+skils", "/api/v1/search?q=zzzz", "/api/v1/search?q=+-(",
    "/api/v1/search?q=skills&facets=0&snippets=0", "/api/v1/search?kind=report,data&per_page=50",
    "/api/v1/search?q=skills&page=100",
    "/api/v1/search?lang=de&lang=fr", "/api/v1/search?from=last+year&sort=oldest", "/api/v1/search?q=skills&page=&sort=",
    "/api/v1/search?q=" + "a+" * 400, "/api/v1/search?q=%F0%9F%98%80", "/api/v1/passages?q=%22digital+skills%22&per_page=50",
    "/api/v1/explain?q=skills&id=none", "/api/v1/explain?q=skills&kind=data&id=news%2F2022-03-skills-for-a-digital-decade.html",
    "/api/v1/explain?q=zzzz&id=news%2F2022-03-skills-for-a-digital-decade.html",
    "/api/v1/search?q=digital+skills&explain=1&facets=0", "/api/v1/passages?q=zzzz", "/api/v1/passages?q=flood&kind=report", "/api/v1/suggest", "/api/v1/suggest?q=zzzz",
    "/api/v1/suggest?q=s&limit=20", "/opensearch-suggest", "/search.atom?q=flood&per_page=50", "/search.atom?kind=data",
    "/search.json?q=flood&page=2", "/search.json?q=zzzz",
]


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = Api()
        with contextlib.ExitStack() as stack:
            directory = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            subprocess.run([BIN / "indexer", "update", "--index", directory / "index", CORPUS], check=True, capture_output=True)
            (directory / "empty").mkdir()
            cls.index = directory / "index"
            cls.server = Server(BIN, cls.index)
            stack.callback(lambda: cls.server.stop())
            cls.early = Server(BIN, directory / "empty")
            stack.callback(lambda: cls.early.stop())
            cls.server.wait_until_ready()
            assert cls.early.wait_for(lambda: cls.early.get("/readyz")[0] == 503)
            cls.client, cls.early_client = Client(cls.server.port), Client(cls.early.port)
            stack.callback(cls.client.close)
            stack.callback(cls.early_client.close)
            cls.addClassCleanup(stack.pop_all().close)

    def ask(self, target, client=None, method="GET", **fields):
        answer = (client or self.client).get(target, method, **fields)
        self.assertEqual(self.api.faults(target.partition("?")[0], answer, method == "HEAD"), [], target)
        return answer

    def test_every_example_request_is_answered_as_described(self):
        for path, operation in self.api.operations():
            with self.subTest(path):
                answer = self.ask(self.api.request(operation))
                self.assertEqual(answer.status, 200)
                head = self.ask(self.api.request(operation), method="HEAD")
                self.assertEqual(head.status, 200)
                self.assertEqual(head.headers["content-type"], answer.headers["content-type"])

    def test_every_example_answer_is_as_described(self):
        for path, operation in self.api.operations():
            for status, reference in operation["responses"].items():
                for content in self.api.resolve(reference).get("content", {}).values():
                    examples = [self.api.resolve(example)["value"] for example in content.get("examples", {}).values()]
                    for example in examples or [content["example"]]:
                        self.assertEqual(self.api.validate(content["schema"], example), [], f"{path} {status}")

    def test_answers_of_every_shape_are_as_described(self):
        for target in REQUESTS:
            with self.subTest(target):
                self.assertEqual(self.ask(target).status, 200)

    def test_every_publication_is_as_described(self):
        found = []
        for page in (1, 2, 3):
            all_of_it = self.ask(f"/api/v1/search?kind=report,post,page,data&per_page=50&page={page}").json()
            found += [hit["id"] for hit in all_of_it["hits"]]
        self.assertGreater(len(found), 90)
        for number, hit in enumerate(found):
            path = "/api/v1/publications/" + "".join(f"%{byte:02X}" for byte in hit.encode())
            with self.subTest(hit):
                publication = self.ask(path).json()
                self.assertEqual(publication["id"], hit)
                if number % 5 == 0:
                    self.ask(path + "/similar?limit=20")
                    self.ask(path + "/passages?q=the+of+und+de&order=best&per_page=100")

    def test_what_is_held_is_not_sent_again(self):
        held = 0
        for path, operation in self.api.operations():
            answer = self.ask(self.api.request(operation))
            if "304" in operation["responses"]:
                held += 1
                self.assertEqual(self.ask(self.api.request(operation), If_None_Match=answer.headers["etag"]).status, 304, path)
            else:
                self.assertNotIn("etag", answer.headers, path)
        self.assertGreater(held, 6)

    def test_what_must_be_given_is_asked_for(self):
        for path, operation in self.api.operations():
            for parameter in self.api.parameters(operation):
                if parameter["in"] == "query" and parameter.get("required"):
                    answer = self.ask(self.api.request(operation).partition("?")[0])
                    self.assertEqual(answer.json()["code"], "missing_parameter", path)
                    self.assertIn(parameter["name"], [error["parameter"] for error in answer.json()["errors"]], path)

    def test_an_unknown_parameter_is_told_its_nearest(self):
        for path, operation in self.api.operations():
            for parameter in self.api.parameters(operation):
                name = parameter["name"]
                if parameter["in"] != "query" or len(name) < 2:
                    continue
                slip = name + "x"
                target = self.api.request(operation).partition("?")[0] + f"?{slip}=1"
                error = self.ask(target).json()["errors"][0]
                self.assertEqual((error["parameter"], error["suggestion"]), (slip, name), target)

    def test_every_problem_comes_as_its_example_says(self):
        for code, example in self.api.document["components"]["examples"].items():
            if code in NOT_ASKED_FOR:
                continue
            with self.subTest(code):
                answer = self.provoke(code, example)
                told = answer.json()
                self.assertEqual(self.api.faults("/api/v1/publications/none", answer), [])
                self.assertEqual({**told, "instance": ""}, {**example["value"], "instance": ""})

    def provoke(self, code, example):
        if code == "not_ready":
            return self.early_client.get("/api/v1/search?q=a")
        if code == "too_many_requests":
            return self.too_often()
        if code in SENT:
            client = Client(self.server.port)
            self.addCleanup(client.close)
            return client.send(SENT[code])
        return self.client.get(example["x-example-request"])

    def too_often(self):
        server = Server(BIN, self.index, "--address-exempt", "192.0.2.1", "--address-requests-per-second", "1", "--address-burst", "1")
        self.addCleanup(server.stop)
        # It answers, be it that it is not ready or that it is asked too often.
        self.assertTrue(server.wait_for(lambda: server.get("/api/v1/search", q="a")[0] == 429))
        client = Client(server.port)
        self.addCleanup(client.close)
        return client.get("/api/v1/search?q=a")

    def test_a_page_whose_request_is_broken_is_a_problem_document(self):
        whole, broken = self.client.get("/docs", "POST"), self.client.get(b"/docs?\x00")
        self.assertEqual([whole.status, broken.status], [405, 400])
        self.assertEqual([whole.type, broken.type], ["text/html", "application/problem+json"])
        self.assertEqual([self.api.faults("/docs", answer) for answer in (whole, broken)], [[], []])

    def test_without_an_index_answers_are_as_described(self):
        ready = {}
        for path, operation in self.api.operations():
            ready[path] = self.ask(self.api.request(operation), self.early_client).status
        self.assertEqual({path for path, status in ready.items() if status == 200},
                         {"/livez", "/version", "/openapi.json", "/docs", "/problems", "/opensearch.xml"})
        self.assertEqual(set(ready.values()), {200, 503})

    def test_the_description_is_served_as_it_is(self):
        self.assertEqual(self.client.get("/openapi.json").body, FILE.read_bytes())

    def test_the_links_of_the_docs_lead_to_what_they_show(self):
        page = self.client.get("/docs").body.decode()
        for path, operation in self.api.operations():
            if "{id}" in path:
                start = page.index('href="' + path.partition("{")[0]) + len('href="')
                target = page[start:page.index('"', start)].replace("&amp;", "&")
                self.assertEqual(self.ask(target).status, 200, target)

    def test_too_long_a_query_is_cut_and_says_so(self):
        cut = self.api.resolve({"$ref": "#/components/parameters/Query"})["schema"]["x-cut-at-characters"]
        whole = self.ask("/api/v1/search?q=" + "a" * cut).json()["notes"]
        self.assertFalse([note for note in whole if "longer than" in note])
        notes = self.ask("/api/v1/search?q=" + "a" * (cut + 1)).json()["notes"]
        self.assertTrue([note for note in notes if f"longer than {cut}" in note], notes)


if __name__ == "__main__":
    unittest.main()

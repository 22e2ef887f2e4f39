#!/usr/bin/env python3
"""Asks what nobody thought of: queries made from the texts of corpus/, broken in the ways that typing breaks them.

    generated_test.py BIN_DIR [--queries N] [--seed S]

Whatever is asked: the answer is whole, every hit shows a mark or says why it is there, no snippet is empty, its markup
holds marks and nothing else, a corrected query and a completion find as much as they promise.
"""
import argparse
import html
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from served import Server

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
FAULTS_SHOWN = 10
QUERY_LENGTH_MAX = 200    # three bytes each, and three letters a byte: what an address may hold
NOISE = ["AND", "OR", "-", "+", '"', "(", ")", "*", "title:", "kind:report", "2021..", "\u00a0", "\u202e", "\u200b", "%",
         "\U0001f600", "\u0301", "<b>", "&amp;", "\\", "from:2020", "NEAR/3", "~", "'"]


def texts_of(bin_dir):
    """The paragraphs of the collection, as they are read."""
    files = sorted(file for folder in ("news", "notes", "reports") for file in (CORPUS / folder).rglob("*.*"))
    done = subprocess.run([bin_dir / "indexer", "inspect", "--json", *files], capture_output=True, text=True)
    for line in done.stdout.splitlines():
        for part in json.loads(line)["parts"]:
            for block in part["blocks"]:
                if block["role"] != "boilerplate":
                    yield block["text"].split()


class Generator:
    """Queries, each from one way of typing; the same for the same seed."""

    def __init__(self, paragraphs, seed):
        self.random = random.Random(seed)
        self.paragraphs = [words for words in paragraphs if words]
        self.ways = [self.sequence, self.sequence, self.scattered, self.scattered, self.phrase, self.misspelt, self.misspelt,
                     self.prefix, self.operators, self.run_together, self.dressed_up, self.noise]

    def query(self):
        return self.random.choice(self.ways)()[:QUERY_LENGTH_MAX] or "a"

    def word(self):
        return self.random.choice(self.random.choice(self.paragraphs))

    def words(self, low, high):
        """Some that stand one after the other."""
        words = self.random.choice(self.paragraphs)
        count = min(self.random.randint(low, high), len(words))
        start = self.random.randint(0, len(words) - count)
        return words[start:start + count]

    def sequence(self):
        return " ".join(self.words(1, 8))

    def scattered(self):
        return " ".join(self.word() for _ in range(self.random.randint(1, 5)))

    def phrase(self):
        return '"' + " ".join(self.words(2, 6)) + '" ' + self.random.choice(["", self.word()])

    def misspelt(self):
        words = self.words(1, 4)
        at = self.random.randrange(len(words))
        for _ in range(self.random.randint(1, 2)):
            words[at] = self.slip(words[at])
        return " ".join(words)

    def slip(self, word):
        at = self.random.randrange(len(word) + 1)
        letter = self.random.choice("abcdefghijklmnopqrstuvwxyz")
        return self.random.choice([word[:at] + letter + word[at:], word[:at] + word[at + 1:], word[:at] + letter + word[at + 1:],
                                   word[:at] + word[at + 1:at + 2] + word[at:at + 1] + word[at + 2:]])

    def prefix(self):
        word = self.word()
        return " ".join([*self.words(0, 2), word[:self.random.randint(1, len(word))] + "*"])

    def operators(self):
        return " ".join(self.random.choice(["", "+", "-", "title:", "author:"]) + word for word in self.words(2, 6))

    def run_together(self):
        return "".join(self.words(2, 2))

    def dressed_up(self):
        return self.random.choice([str.upper, str.title, str.swapcase])(self.sequence())

    def noise(self):
        return " ".join(self.random.choice([self.word(), self.random.choice(NOISE)]) for _ in range(self.random.randint(1, 8)))


class Asked:
    """Asks one query after the other over one connection and keeps what is wrong with the answers."""

    def __init__(self, server):
        self.server, self.connection = server, server.connect()
        self.faults, self.hits, self.corrected, self.completed = [], 0, 0, 0

    def get(self, path, **parameters):
        status, body = self.server.get(path, self.connection, **parameters)
        if status != 200:
            self.faults.append(f"{path} {parameters}: {status} {body[:200]}")
            return None
        return json.loads(body)

    def expect(self, query, holds, claim):
        if not holds:
            self.faults.append(f"{query!r}: {claim}")

    @staticmethod
    def without_words(query):
        words = [word for word in query.split() if word != "kind:report"]
        return all(word.startswith("-") or not any(c.isalnum() for c in word) for word in words)

    def search(self, query):
        answer = self.get("/api/v1/search", q=query)
        if answer is None:
            return
        self.expect(query, len(answer["hits"]) <= answer["total"], "fewer are counted than shown")
        self.expect(query, bool(answer["hits"]) == (answer["total"] > 0), "some are counted and none shown, or the other way")
        wordless = self.without_words(query)
        said = any(note.startswith("There is no word to look for in") for note in answer["notes"])
        self.expect(query, wordless or not said, "has words to look for")
        for hit in answer["hits"]:
            self.hits += 1
            marked = "<mark>" in hit["title_html"] or any("<mark>" in snippet["html"] for snippet in hit["snippets"])
            self.expect(query, marked or hit.get("reason") or wordless, f"no evidence for {hit['id']}")
            for snippet in hit["snippets"]:
                self.expect(query, snippet["text"].strip(), f"an empty snippet of {hit['id']}")
                plain = re.sub("</?mark>", "", snippet["html"])
                self.expect(query, "<" not in plain and html.unescape(plain).strip("…") == snippet["text"].strip("…"),
                            f"markup that is not its text: {snippet['html']!r}")
        for related in answer["related"]:
            self.expect(query, related.get("reason"), f"no reason for {related['id']}, which is only related")
        if answer["did_you_mean"]:
            self.corrected += 1
            better = answer["did_you_mean"]
            corrected = self.get("/api/v1/search", q=better["text"])
            self.expect(query, corrected and corrected["total"] > 0, f"{better['text']!r} finds nothing")

    def complete(self, query):
        answer = self.get("/api/v1/suggest", q=query)
        for suggestion in answer["suggestions"] if answer else []:
            self.completed += 1
            found = self.get("/api/v1/search", q=suggestion["text"], per_page=1)
            self.expect(query, found and found["total"] > 0, f"the completion {suggestion['text']!r} finds nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--queries", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        index = pathlib.Path(directory) / "index"
        subprocess.run([options.bin / "indexer", "update", "--index", index, CORPUS], check=True, capture_output=True)
        generator = Generator(texts_of(options.bin), options.seed)
        server = Server(options.bin, index)
        try:
            server.wait_until_ready()
            asked = Asked(server)
            for number in range(options.queries):
                query = generator.query()
                asked.search(query)
                if number % 4 == 0:
                    asked.complete(query[:generator.random.randint(2, 12)])
        finally:
            server.stop()
    for fault in asked.faults[:FAULTS_SHOWN]:
        print("FAILED:", fault)
    print(f"{options.queries} queries, {asked.hits} hits, {asked.corrected} corrections and {asked.completed} completions "
          f"verified, {len(asked.faults)} faults")
    return 1 if asked.faults or not (asked.hits and asked.corrected and asked.completed) else 0


if __name__ == "__main__":
    sys.exit(main())

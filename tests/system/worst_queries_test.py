#!/usr/bin/env python3
"""Asks what costs a search most. Each is refused with a reason or answered, whole or in part, in half a second.

    worst_queries_test.py BIN_DIR [--articles FILE.jsonl] [--all]

Without a file the articles are made up: words as frequent as in ordinary text, so that some stand in nearly all of them.
--all shows the time of each, the best of three.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

from claims import Claims
from served import Server

ARTICLES = 20_000
WORDS_OF_ONE = 120
VOCABULARY = 30_000
READ_FOR_WORDS = 5_000
LIMIT_S = 0.5
TIMES_ASKED = 3
REFUSED = (400, 414)


def made_up(file):
    """Articles whose n-th most frequent word is n times rarer than the first."""
    of_words = random.Random(5)
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words = ["".join(of_words.choices(syllables, k=of_words.randint(2, 4))) for _ in range(VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(VOCABULARY)]
    with open(file, "w", encoding="utf-8") as out:
        for i in range(ARTICLES):
            text = of_words.choices(words, weights, k=WORDS_OF_ONE)
            out.write(json.dumps({"id": f"a{i}", "url": f"https://example.org/{i}", "title": " ".join(text[:5]),
                                  "date": f"{1990 + i % 30}-06-01", "text": " ".join(text)}) + "\n")


def frequent_words(file):
    """Those of the first articles that most of these have, and the words of one of them in order."""
    articles = collections.Counter()
    with open(file, encoding="utf-8") as lines:
        for line, _ in zip(lines, range(READ_FOR_WORDS)):
            text = re.findall(r"[a-z]{2,}", json.loads(line)["text"].lower())
            articles.update(set(text))
    return [word for word, _ in articles.most_common(400)], text


def joined(words, separator=" "):
    """As many of them as a query may hold."""
    query = ""
    for word in words:
        longer = query + separator + word if query else word
        if len(longer) > 256:
            break
        query = longer
    return query


def worst_queries(words, text):
    """Name and what is asked: path and parameters."""
    pairs = [f'"{a} {b}"' for a, b in zip(words[::2], words[1::2])]
    long_words = [word for word in words if len(word) > 4]
    queries = {
        "a letter and an asterisk": words[0][0] + "*",
        "three letters and an asterisk": words[0][:3] + "*",
        "many asterisks": joined(word[:3] + "*" for word in words),
        "an asterisk alone": "*",
        "the most frequent word": words[0],
        "frequent words": joined(words),
        "longer frequent words": joined(long_words),
        "frequent words, all wanted": joined(words, " AND "),
        "frequent words, each with a plus": joined("+" + word for word in words),
        "the ten most frequent, all wanted": " AND ".join(words[:10]),
        "longer frequent words, all wanted": joined(long_words, " AND "),
        "frequent words as alternatives": joined(words, " OR "),
        "one word many times": joined([words[0]] * 100),
        "one word many times, all wanted": joined(["+" + words[0]] * 100),
        "two letters each": joined(a + b for a in "abcdefgh" for b in "abcdefgh"),
        "a phrase of frequent words": f'"{words[0]} {words[1]}"',
        "a phrase of frequent words the other way": f'"{words[1]} {words[0]}"',
        "a phrase of one frequent word": f'"{words[0]} {words[0]} {words[0]}"',
        "a long phrase of frequent words": '"' + joined(words)[:250].rsplit(" ", 1)[0] + '"',
        "a long phrase that stands there": '"' + joined(text)[:250].rsplit(" ", 1)[0] + '"',
        "many phrases": joined(pairs),
        "phrases as alternatives": joined(pairs, " OR "),
        "phrases as alternatives in a group": "(" + joined(pairs, " OR ")[:240].rsplit(" OR ", 1)[0] + ")",
        "phrases that must not stand": words[2] + " " + joined(("-" + pair for pair in pairs))[:240].rsplit(" ", 2)[0],
        "frequent words near each other": f'"{words[0]} {words[1]}"~50',
        "many frequent words near each other": '"' + joined(words)[:240].rsplit(" ", 1)[0] + '"~50',
        "nearness, many times": joined(pair + "~50" for pair in pairs),
        "nearness as alternatives": joined((pair + "~50" for pair in pairs), " OR "),
        "no word, all but one": "-" + words[0],
        "all but the frequent words": joined("-" + word for word in words),
        "a word and none of the others": words[3] + " " + joined(("-" + word for word in words[4:]))[:240].rsplit(" ", 1)[0],
        "nested brackets": "(" * 100 + words[0] + ")" * 100,
        "brackets that never close": "(" * 250,
        "groups of alternatives, all wanted": joined((f"({a} OR {b})" for a, b in zip(words, words[20:])), " AND "),
        "alternatives of groups": joined((f"({a} AND {b})" for a, b in zip(words, words[20:])), " OR "),
        "a word of 250 letters": "a" * 250,
        "misspelt words": joined(word[:2] + "q" + word[2:] for word in long_words),
        "long misspelt words": joined(word[1:] + "qzx" + word[::-1] for word in long_words),
        "words run together": "".join(long_words)[:250],
        "hyphens": joined(words, "-"),
        "dots": "." * 250,
        "digits": "1234567890" * 25,
        "quotation marks": '"' * 250,
        "characters without a word": "\u0301" * 250,
        "Chinese without a blank": "\u4e2d\u56fd\u4eba\u6c11" * 62,
        "all dates": "0001..9999 " + words[0],
        "words of titles": joined("title:" + word for word in words),
    }
    for name, query in queries.items():
        yield name, "/api/v1/search", {"q": query}
    many = joined(long_words)
    yield "the last page", "/api/v1/search", {"q": many, "page": 20, "per_page": 50}
    yield "the newest of all", "/api/v1/search", {"q": joined(words, " OR "), "sort": "newest"}
    yield "the newest with a phrase", "/api/v1/search", {"q": pairs[0], "sort": "newest"}
    yield "nothing asked", "/api/v1/search", {"q": ""}
    for name in ("frequent words", "many phrases", "misspelt words", "frequent words, all wanted"):
        yield f"the page: {name}", "/search", {"q": queries[name]}
        yield f"passages: {name}", "/api/v1/passages", {"q": queries[name]}
        yield f"while typing: {name}", "/api/v1/suggest", {"q": queries[name]}
    yield "a feed", "/search.atom", {"q": queries["frequent words"]}


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin_dir", type=pathlib.Path)
    parser.add_argument("--articles", type=pathlib.Path)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args(arguments)
    claim = Claims()
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        articles = options.articles
        if articles is None:
            articles = directory / "articles.jsonl"
            made_up(articles)
        subprocess.run([options.bin_dir / "indexer", "rebuild", "--index", directory / "index", articles],
                       check=True, capture_output=True)
        words, text = frequent_words(articles)
        server = Server(options.bin_dir, directory / "index")
        try:
            server.wait_until_ready()
            connection = server.connect()
            for name, path, parameters in worst_queries(words, text):
                best_s = 10
                for _ in range(TIMES_ASKED):
                    begun = time.perf_counter()
                    status, body = server.get(path, connection, **parameters)
                    best_s = min(best_s, time.perf_counter() - begun)
                partial = b'"partial":true' in body
                if options.all:
                    print(f"{best_s * 1000:7.1f} ms  {status}{' in part' if partial else ''}  {name}: {parameters['q'][:60]}")
                if status in REFUSED:
                    claim(f"{name}: refused with a reason", path == "/search" or json.loads(body)["detail"])
                else:
                    claim(f"{name}: {status} after {best_s * 1000:.0f} ms", status == 200 and best_s <= LIMIT_S)
            connection.close()
            server.stop()
        finally:
            server.process.kill()
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

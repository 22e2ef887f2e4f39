#!/usr/bin/env python3
"""Measures the ranking of passages over all publications, on judged paragraphs joined into publications.

    passages_figures.py BIN_DIR COLLECTION... [--articles N] [--rows ROW...]

A COLLECTION is a directory with docs.jsonl (one paragraph a line: id, title, text; the title names its article),
queries.tsv and qrels.txt, which judges paragraphs. The paragraphs of N articles (1 unless said) become one publication
with a part a paragraph; so the judgements are of parts. Printed are nDCG@10, the share of queries whose right part is
first, and the share with it in the first ten: before, where the publications of a search stand for the page of their
first snippet, and with `search --passages`.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

import measures

BATCH_DEPTH = 100


def make_publications(collection, articles, out):
    """Writes JSON Lines of publications; the paragraphs' ids are the anchors of the parts."""
    by_title = collections.OrderedDict()
    with open(collection / "docs.jsonl", encoding="utf-8") as lines:
        for line in lines:
            paragraph = json.loads(line)
            by_title.setdefault(paragraph["title"], []).append(paragraph)
    titles = list(by_title)
    language = collection.name.rpartition("-")[2]
    with open(out, "w", encoding="utf-8") as file:
        for number, first in enumerate(range(0, len(titles), articles)):
            chosen = titles[first : first + articles]
            parts = [
                {
                    "label": str(position + 1),
                    "anchor": "#p" + paragraph["id"],
                    "blocks": [{"role": "body", "text": paragraph["text"]}],
                }
                for position, paragraph in enumerate(p for title in chosen for p in by_title[title])
            ]
            title = chosen[0].replace("_", " ") if articles == 1 else f"Report {number + 1}"
            publication = {"id": f"r{number}", "title": title, "language": language, "parts": parts}
            file.write(json.dumps(publication, ensure_ascii=False) + "\n")


def first_snippets(binaries, index, topics):
    """The run of a reader who opens the hits of each search in order."""
    run = {}
    for query, text in topics.items():
        done = subprocess.run(
            [binaries / "search", "--index", index, "--json", "--per-page", "50", "--", text],
            capture_output=True, text=True, check=True,
        )
        urls = [hit["snippets"][0]["url"] for hit in json.loads(done.stdout)["hits"] if hit["snippets"]]
        run[query] = [url.rpartition("#p")[2] for url in urls]
    return run


def passages(binaries, index, collection, directory):
    run = directory / "run.txt"
    command = [binaries / "search", "--index", index, "--topics", collection / "queries.tsv", "--run", run, "--passages",
               "--depth", str(BATCH_DEPTH)]
    subprocess.run(command, check=True)
    return {query: [name.rpartition("#p")[2] for name in names] for query, names in measures.read_run(run).items()}


def figures(qrels, run):
    judged = {query: grades for query, grades in qrels.items() if measures.relevant(grades)}
    return {
        "nDCG@10": measures.mean(measures.ndcg(grades, run.get(q, [])) for q, grades in judged.items()),
        "first": measures.mean(measures.reciprocal_rank(grades, run.get(q, []), 1) for q, grades in judged.items()),
        "in ten": measures.mean(measures.recall(grades, run.get(q, []), 10) for q, grades in judged.items()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binaries", type=pathlib.Path)
    parser.add_argument("collections", type=pathlib.Path, nargs="+")
    parser.add_argument("--articles", type=int, default=1, help="joined into one publication")
    parser.add_argument("--rows", nargs="+", choices=["snippets", "passages"], default=["snippets", "passages"])
    arguments = parser.parse_args()
    for collection in arguments.collections:
        qrels = measures.read_qrels(collection / "qrels.txt")
        topics = measures.read_topics(collection / "queries.tsv")
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            make_publications(collection, arguments.articles, directory / "reports.jsonl")
            index = directory / "index"
            subprocess.run(
                [arguments.binaries / "indexer", "update", "--index", index, "--json", directory / "reports.jsonl"],
                check=True, stdout=subprocess.DEVNULL,
            )
            rows = {}
            if "snippets" in arguments.rows:
                rows["snippets"] = lambda: first_snippets(arguments.binaries, index, topics)
            if "passages" in arguments.rows:
                rows["passages"] = lambda: passages(arguments.binaries, index, collection, directory)
            for row, make in rows.items():
                values = figures(qrels, make())
                print(f"{collection.name:12} {arguments.articles:3} {row:9}  "
                      + "  ".join(f"{key} {value:.4f}" for key, value in values.items()), flush=True)


if __name__ == "__main__":
    main()

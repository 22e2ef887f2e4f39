#!/usr/bin/env python3
"""Holds the search of corpus/ to its bars, with the real programs.

    corpus_test.py BIN_DIR [--update]

Indexes corpus/, runs corpus/queries.tsv and prints the measures, then checks: nDCG@10 and recall@3, every title finds
its publication in the first three, the page that is opened is the one judged, every hit has evidence, what is offered
while somebody types finds something, publications on one matter are alike, and the ranking is the one in
tests/golden/rankings.txt (--update, or PRESSMARK_UPDATE_GOLDEN=1, rewrites it).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import measures

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
GOLDEN = ROOT / "tests" / "golden" / "rankings.txt"

NDCG_MIN = 0.88
RECALL_AT_3_MIN = 0.92
RIGHT_PAGE_MIN = 0.88
RIGHT_PAGE_FIRST_MIN = 0.84

# Queries on what stands in staff biographies under many posts and is the matter of one publication.
ON_BIOGRAPHIES = [f"q{number}" for number in range(247, 252)]


class Search:
    """The programs, and an index of the corpus made with them."""

    def __init__(self, bin_dir, directory):
        self.bin = pathlib.Path(bin_dir)
        self.index = pathlib.Path(directory) / "index"
        done = subprocess.run(
            [self.bin / "indexer", "update", "--index", self.index, "--json", CORPUS], capture_output=True, text=True
        )
        assert done.returncode == 0, f"indexing the corpus ended with {done.returncode}: {done.stderr}"
        self.summary = json.loads(done.stdout)

    def run(self, topics, directory):
        run = pathlib.Path(directory) / "run.txt"
        self._search("--topics", topics, "--run", run, "--depth", "100")
        return measures.read_run(run)

    def hits(self, query, per_page=10):
        return json.loads(self._search("--json", "--per-page", str(per_page), "--", query))["hits"]

    def _search(self, *arguments):
        command = [self.bin / "search", "--index", self.index, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def check_measures(topics, qrels, run):
    judged = {q: grades for q, grades in qrels.items() if measures.relevant(grades)}
    rows = [("all", list(judged))]
    for name, low, high in (("1-2 words", 1, 2), ("3-5 words", 3, 5), ("6 words and more", 6, 999)):
        rows.append((name, [q for q in judged if low <= len(topics[q].split()) <= high]))
    for name, queries in rows:
        values = {
            "nDCG@10": measures.mean(measures.ndcg(judged[q], run.get(q, [])) for q in queries),
            "recall@3": measures.mean(measures.recall_of_best(judged[q], run.get(q, [])) for q in queries),
            "recall@10": measures.mean(measures.recall(judged[q], run.get(q, []), 10) for q in queries),
            "MRR@10": measures.mean(measures.reciprocal_rank(judged[q], run.get(q, [])) for q in queries),
        }
        print(f"{name:18} {len(queries):4} queries  " + "  ".join(f"{k} {v:.4f}" for k, v in values.items()))
        if name == "all":
            yield f"nDCG@10 {values['nDCG@10']:.4f} < {NDCG_MIN}", values["nDCG@10"] >= NDCG_MIN
            yield f"recall@3 {values['recall@3']:.4f} < {RECALL_AT_3_MIN}", values["recall@3"] >= RECALL_AT_3_MIN
    worst = sorted(judged, key=lambda q: measures.ndcg(judged[q], run.get(q, [])))[:12]
    for q in worst:
        print(f"  worst: {q} {measures.ndcg(judged[q], run.get(q, [])):.3f}  {topics[q]}")


def check_titles(search, run_all):
    """Every title, typed as a query, finds its publication (or its twin of the same title) in the first three."""
    for hit in run_all:
        first = search.hits(hit["title"], 3)
        found = any(h["id"] == hit["id"] or h["title"] == hit["title"] for h in first)
        yield f"title not in the first three: {hit['title']!r} ({hit['id']})", found


def check_pages(search, topics):
    """Where the answer is on a page of a PDF that is found, the page opened is one of those judged to serve."""
    right = first = total = 0
    pages = {}
    with open(CORPUS / "qrels-pages.txt", encoding="utf-8") as lines:
        for line in lines:
            query, document, page, _ = line.split()
            pages.setdefault((query, document), set()).add(int(page))
    for (query, document), wanted in pages.items():
        hit = next((h for h in search.hits(topics[query]) if h["id"] == document), None)
        if hit is None:
            continue
        total += 1
        opened = [s["url"].rpartition("#page=")[2] for s in hit["snippets"]]
        hold = [page.isdigit() and int(page) in wanted for page in opened]
        right += any(hold)
        first += any(hold[:1])
    print(f"the right page is among those shown for {right} of {total} answers in a PDF, and first for {first}")
    yield f"right page {right}/{total} < {RIGHT_PAGE_MIN}", total > 0 and right >= RIGHT_PAGE_MIN * total
    yield f"right page first {first}/{total} < {RIGHT_PAGE_FIRST_MIN}", first >= RIGHT_PAGE_FIRST_MIN * total


def check_biographies(topics, qrels, run):
    """The publication about the matter comes before every post that has it in a biography."""
    for query in ON_BIOGRAPHIES:
        first = run.get(query, [""])[0]
        yield f"{query} {topics[query]!r}: {first} is first", qrels[query].get(first, 0) == 3


def check_evidence(search, topics):
    """Every hit shows a mark or says why it is there; a page of a PDF is opened by its address."""
    for query, text in topics.items():
        for hit in search.hits(text):
            marked = "<mark>" in hit["title_html"] or any("<mark>" in s["html"] for s in hit["snippets"])
            yield f"{query}: no evidence for {hit['id']}", marked or bool(hit.get("reason"))
            if hit.get("page"):
                yield f"{query}: {hit['url']} does not open a page", "#page=" in hit["url"]


def check_folds(search, topics):
    """A work is shown once, and the newest edition stands for the series where no year is named."""
    for query, text in topics.items():
        hits = search.hits(text)
        shown = [hit["id"] for hit in hits]
        under = [form["id"] for hit in hits for form in hit["forms"]]
        yield f"{query}: shown twice: {set(shown) & set(under)}", not set(shown) & set(under)
    reports = [hit for hit in search.hits("annual report") if "tvca-annual-report" in hit["id"]]
    editions = [form["id"] for hit in reports for form in hit["forms"]]
    yield f"the newest annual report stands for all: {[hit['id'] for hit in reports]}, {editions}", (
        [hit["id"] for hit in reports] == ["reports/tvca-annual-report-2024.pdf"] and len(editions) == 5)


# Titles of publications on one matter, each pair for a reason that the texts give.
ALIKE = [
    # the review, and the post that announces its panel
    ("reports/5g-rural-broadband-rollout-review.pdf", "Independent panel to review 5G and rural broadband rollout"),
    ("news/2023-02-review-of-5g-and-broadband-rollout.html", "5G and Rural Broadband: Rollout Review"),
    # the report, and the notes on its data
    ("reports/skills-for-a-digital-decade.pdf", "Notes for users of the Digital Decade panel data"),
    ("notes/digital-decade-panel-methods.md", "Skills for a Digital Decade"),
    # one fund, when it opened and what it bought
    ("news/2025-03-digital-skills-fund-evaluation.html", "digital skills fund opens to small firms"),
    # one transport plan, and the decision that it led to
    ("reports/local-transport-plan-2022-2037.pdf", "Authority votes to bring buses under local control"),
]


def check_completions(search):
    """Whatever is typed of a query, each completion finds something."""
    command = [search.bin / "completion_figures", search.index / "current", CORPUS / "queries.tsv"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    yield "completions are measured", any(line.startswith("every ") for line in lines)
    for line in lines:
        yield f"completions without hits: {line}", line.endswith("without hits 0")


def check_similar(search):
    """Publications on one matter are like each other."""
    for identity, title in ALIKE:
        command = [search.bin / "similar_figures", search.index / "current", identity]
        similar = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        yield f"{identity} is not like {title}: {similar}", title in similar


def check_golden(topics, run, update):
    text = "".join(
        f"{q}  {topics[q]}\n" + "".join(f"    {document}\n" for document in run.get(q, [])[:5]) for q in topics
    )
    if update:
        GOLDEN.write_text(text, encoding="utf-8")
    same = GOLDEN.exists() and GOLDEN.read_text(encoding="utf-8") == text
    if not same:
        fresh = pathlib.Path(tempfile.gettempdir()) / "rankings.txt"
        fresh.write_text(text, encoding="utf-8")
        subprocess.run(["diff", "-U2", GOLDEN, fresh], check=False)
    yield f"the rankings differ from {GOLDEN.relative_to(ROOT)}; judge the difference, then scripts/test --update", same


def main(arguments):
    update = "--update" in arguments or os.environ.get("PRESSMARK_UPDATE_GOLDEN") == "1"
    topics = measures.read_topics(CORPUS / "queries.tsv")
    qrels = measures.read_qrels(CORPUS / "qrels.txt")
    with tempfile.TemporaryDirectory() as directory:
        search = Search(arguments[0], directory)
        run = search.run(CORPUS / "queries.tsv", directory)
        everything = [hit for page in range(1, 6) for hit in page_of_all(search, page)]
        passed = failed = 0
        for checks in (
            check_measures(topics, qrels, run),
            check_titles(search, everything),
            check_pages(search, topics),
            check_biographies(topics, qrels, run),
            check_evidence(search, topics),
            check_folds(search, topics),
            check_completions(search),
            check_similar(search),
            check_golden(topics, run, update),
        ):
            for claim, holds in checks:
                passed += holds
                failed += not holds
                if not holds:
                    print(f"FAILED: {claim}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def page_of_all(search, page):
    command = [search.bin / "search", "--index", search.index, "--json", "--per-page", "50", "--page", str(page), ""]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["hits"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

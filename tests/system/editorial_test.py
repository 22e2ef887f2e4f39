#!/usr/bin/env python3
"""What the editors' file does to the answers of `search` over corpus/, and what is said of a bad one.

    editorial_test.py BIN_DIR
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from served import Server

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"

EDITORIAL = """\
[[synonyms]]
words = ["TVCA", "Tarn Valley Combined Authority"]

[[synonyms]]
from = "zorbing"
to = ["digital skills", "floodlights"]

[[pins]]
query = "annual report"
publications = ["{pinned}"]

[[hides]]
publications = ["{hidden}"]

[[boosts]]
kind = "report"
factor = 9
"""

NOTE = """A note

The Tarn Valley Combined Authority (TVCA) and its local enterprise partnerships (LEPs), among them one LEP (Lower Elm
Park), wrote to the NAO (National Audit Office).
"""


class Search:
    def __init__(self, bin_dir, directory):
        self.bin, self.index, self.file = pathlib.Path(bin_dir), directory / "index", directory / "editorial.toml"
        note = directory / "note.txt"
        note.write_text(NOTE, encoding="utf-8")
        subprocess.run([self.bin / "indexer", "update", "--index", self.index,
                        CORPUS / "news", CORPUS / "reports", note], capture_output=True)

    def run(self, *query, editorial=True):
        command = [self.bin / "search", "--index", self.index, "--json", *query]
        if editorial:
            command += ["--editorial", self.file]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode, json.loads(done.stdout or "null"), done.stderr

    def ids(self, *query, **options):
        return [hit["id"] for hit in self.run(*query, **options)[1]["hits"]]

    def explain(self, id, *query):
        command = [self.bin / "search", "--index", self.index, "--editorial", self.file, "--explain", id, *query]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def first(server, query):
    return json.loads(server.get("/api/v1/search", q=query, per_page=1)[1])["hits"][0]["id"]


def check(claim, holds, *seen):
    if not holds:
        raise SystemExit(f"editorial_test: not so: {claim}: {seen}")


def main(bin_dir):
    with tempfile.TemporaryDirectory() as directory:
        search = Search(bin_dir, pathlib.Path(directory))
        skills = search.ids("digital", "skills", editorial=False)
        hidden = skills[0]
        plain = [id for id in search.ids("annual", "report", editorial=False) if id != hidden]
        check("the corpus has both", len(plain) >= 9 and len(skills) == 10, plain, skills)
        pinned = plain[7]
        search.file.write_text(EDITORIAL.format(pinned=pinned, hidden=hidden), encoding="utf-8")

        code, answer, messages = search.run("annual reports")
        check("the pinned one is first and said to be", answer["hits"][0]["id"] == pinned
              and answer["hits"][0].get("pinned") is True, answer["hits"][0])
        check("the others are not", not any(hit.get("pinned") for hit in answer["hits"][1:]))
        check("a bad entry costs itself", code == 0 and messages ==
              'search: editorial.toml:17: "factor" must be a number from 0.25 to 4; '
              "above 1 raises, below 1 lowers\n", code, messages)
        check("what is hidden is gone", hidden not in search.ids("digital", "skills"))

        answer = search.run("zorbing")[1]
        check("a word that nobody writes is found as its synonyms", answer["total"] > 0
              and all(hit["reason"] in ("as “digital skills”", "as “floodlights”") for hit in answer["hits"]),
              [hit.get("reason") for hit in answer["hits"]])
        check("and marked", all("<mark>" in hit["snippets"][0]["html"] + hit["title_html"]
                                for hit in answer["hits"]))
        demanded = search.run("+digital +xylophone")[1]
        check("what has all is asked for, and what has some is shown and said to be", demanded["relaxed"]
              and demanded["total"] == search.run("digital")[1]["total"]
              and demanded["notes"] == ["No publication has all that is demanded; these have some of the words."], demanded["notes"])
        check("a condition is not relaxed", search.run("+digital +xylophone kind:data")[1]["total"] == 0)
        check("and not corrected", answer["did_you_mean"] is None)
        quoted = search.run('"zorbing"')[1]
        check("quoted it is literal, and what it stands for is offered instead", quoted["relaxed"], quoted["notes"])

        check("the terminal explains", "The editors have pinned it for this query." in
              search.explain(pinned, "annual", "report").splitlines(), search.explain(pinned, "annual", "report"))
        check("and says why not", search.explain(hidden, "digital").splitlines()[1] ==
              "Not found: the editors have hidden it.")
        explained = json.loads(search.explain(pinned, "--json", "annual report kind:data"))
        check("as JSON too", explained["outcome"] == "filtered" and explained["obstacles"] == ["kind:data"], explained)

        server = Server(search.bin, search.index, "--editorial", search.file)
        try:
            check("the server pins", server.wait_for(lambda: first(server, "annual report") == pinned))
            pin = '[[pins]]\nquery = "annual report"\npublications = ["{}"]\n'
            search.file.write_text(pin.format(plain[8]), encoding="utf-8")
            check("and reads the file again", server.wait_for(lambda: first(server, "annual report") == plain[8]))
            search.file.write_text("[[pins]\n", encoding="utf-8")
            time.sleep(2.5)
            check("and keeps the last good one", first(server, "annual report") == plain[8])
        finally:
            log = server.stop()
        check("and says what is wrong", "server: editorial.toml:1: " in log, log)

        search.file.write_text("[[pins]\n", encoding="utf-8")
        code, answer, messages = search.run("annual report")
        check("a broken file is named and the search goes on", code == 0 and len(answer["hits"]) == 10
              and messages.startswith("search: editorial.toml:1: "), messages)
        search.file.unlink()
        check("a file that is not there is an error", search.run("annual report")[0] == 66)

        proposal = subprocess.run([search.bin / "indexer", "acronyms", search.index],
                                  capture_output=True, text=True, check=True).stdout
        proposed = [line for line in proposal.splitlines() if line.startswith(("# words", "# from"))]
        check("acronyms are proposed", proposed == [
            '# words = ["LEP", "local enterprise partnerships"]', '# words = ["LEP", "Lower Elm Park"]',
            '# words = ["NAO", "National Audit Office"]',
            '# words = ["TVCA", "Tarn Valley Combined Authority"]'], proposal)
        entries = proposal.split("\n\n", 1)[1]
        confirmed = "\n".join(line[2:] if line[2:4] in ("[[", "wo", "fr", "to") else line
                              for line in entries.splitlines())
        search.file.write_text(confirmed, encoding="utf-8")
        code, _, messages = search.run("annual report")
        check("a confirmed proposal is an editors' file", code == 0 and messages == "", messages)


if __name__ == "__main__":
    main(sys.argv[1])

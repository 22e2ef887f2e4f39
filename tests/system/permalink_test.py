#!/usr/bin/env python3
"""A passage that was cited is looked for by its permanent address after its report has been replaced.

    permalink_test.py BIN_DIR
"""
import html
import json
import pathlib
import re
import sys
import tempfile
import urllib.parse

from claims import Claims
from posts import Folder
from served import Server

PASSAGE = ("The ferry across the estuary carried two hundred and twelve thousand people last year, "
           "although its chain dates from the reign of a former queen.")
REWORDED = ("The ferry over the estuary carried two hundred and fourteen thousand people last year, "
            "although its chain dates from the reign of an earlier queen.")
PAGES = [
    ["Estuary crossings", "A report to the harbour board."],
    ["Contents", "The ferry 3", "The bridge 4", "The tunnel 5"],
    ["The ferry", PASSAGE],
    ["The bridge", "The bridge opens for yachts at noon and makes the buses late on every working day.",
     "Next steps for the board"],
    ["The tunnel", "Nobody has paid for a tunnel yet, and the board does not expect that anybody will.",
     "Next steps for the board"],
]


def pdf(pages):
    """A PDF with these lines on its pages; the first is a heading. No line is divided."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    numbers = []
    for lines in pages:
        shown, y = [], 780
        for i, line in enumerate(lines):
            shown.append(f"BT /F1 {20 if i == 0 else 6} Tf 40 {y} Td ({line}) Tj ET")
            y -= 60
        text = "\n".join(shown)
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                       f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>")
        numbers.append(len(objects))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(numbers)} >>"
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n").encode()


class Site(Folder):
    """A folder with one report and a few posts, its index, and a server over it."""

    def __init__(self, bin_dir, directory):
        super().__init__(bin_dir, directory)
        for i in range(3):
            (self.files / f"{i}.txt").write_text(f"Post {i}\n\nThe tide came in {i + 3} times.\n", encoding="utf-8")
        self.report = self.files / "crossings.pdf"
        self.report.write_bytes(pdf(PAGES))
        self.must_update()
        self.server = Server(self.bin, self.index)
        self.server.wait_until_ready()

    def replace(self, pages):
        """Publishes these pages in place of the report, or takes it away, and waits until that is served."""
        if pages is None:
            self.report.unlink()
        else:
            self.report.write_bytes(pdf(pages))
        self.must_update()
        generation = self.generation()
        assert self.server.wait_for(lambda: self.server.generation() == generation), f"{generation} is not served"

    def permalinks(self, query):
        answer = self.server.get("/api/v1/publications/crossings.pdf/passages", q=query)[1]
        return {passage["part"]: passage["permalink"] for passage in json.loads(answer)["passages"]}


class Shown:
    """What a reader sees at an address."""

    def __init__(self, server, address):
        self.status, body = server.get(address)
        self.html = body.decode()
        self.words = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.html)).split())
        opens = re.search(r'<h2 id="quoted">.*?<a class="place" href="([^"]*)"', self.html, re.DOTALL)
        self.opens = html.unescape(opens.group(1)) if opens else None
        self.links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', self.html)]

    def opens_page(self, number):
        return self.status == 200 and self.opens is not None and self.opens.endswith(f"crossings.pdf#page={number}")

    def changed(self):
        return "have changed in part" in self.words


def main(arguments):
    claim = Claims()
    with tempfile.TemporaryDirectory() as name:
        site = Site(arguments[0], pathlib.Path(name))
        try:
            server = site.server
            passage = site.permalinks("estuary chain reign")[3]
            heading = site.permalinks("bridge")[4]
            repeated = site.permalinks("\"next steps\"")[5]
            quoted = urllib.parse.parse_qs(urllib.parse.urlsplit(passage).query)["passage"][0]
            claim(f"a passage has an address by its own words: {quoted}", quoted in PASSAGE)
            shown = Shown(server, passage)
            claim("which opens it on its page, unchanged", shown.opens_page(3) and not shown.changed())
            claim("one that the contents have too leads to the page that was meant",
                  Shown(server, heading).opens_page(4))
            claim("and so does one that another page has before it", Shown(server, repeated).opens_page(5))

            preface = [["Preface", "The board thanks everybody who has waited for this edition."],
                       ["Summary", "Three ways lead over the water, and two of them are paid for."]]
            site.replace(preface + PAGES)
            shown = Shown(server, passage)
            claim("with two pages before it, it is found on its new page, unchanged",
                  shown.opens_page(5) and not shown.changed())
            claim("and so is the one that the contents have too", Shown(server, heading).opens_page(6))
            shown = Shown(server, repeated)
            claim("the one that two pages have, on one of them", shown.opens_page(6) or shown.opens_page(7))

            site.replace(preface + PAGES[:2] + [["The ferry", REWORDED]] + PAGES[3:])
            shown = Shown(server, passage)
            claim("reworded, it is found, and the page says that it has changed and from what",
                  shown.opens_page(5) and shown.changed() and quoted in shown.words)

            site.replace(PAGES[:2] + PAGES[3:])
            shown = Shown(server, passage)
            claim("removed, it is said in plain words to be gone, with what it was",
                  shown.status == 200 and shown.opens is None and quoted in shown.words
                  and "is no longer in this report" in shown.words)
            elsewhere = [link for link in shown.links if urllib.parse.quote(quoted) in link]
            claim("with links that look for it in the report and everywhere, and both answer",
                  {urllib.parse.urlsplit(link).path for link in elsewhere} == {"/publications/crossings.pdf", "/search"}
                  and all(server.get(link)[0] == 200 for link in elsewhere))

            site.replace(None)
            shown = Shown(server, passage)
            claim("without the report, the answer is that it is not there, and why that may be",
                  shown.status == 404 and "no publication" in shown.words and "taken away" in shown.words)
            claim("with a link that looks for the words elsewhere, and answers",
                  [server.get(link)[0] for link in shown.links if urllib.parse.quote(quoted) in link] == [200])

            site.replace(PAGES)
            claim("when it comes back, so does the passage", Shown(server, passage).opens_page(3))

            strange = ["", "%20", "%00", "%FF%FE", "%22", "zeppelin", "a" * 400, "%E6%B3%A2" * 133, "+" * 400]
            answers = [server.get(f"/publications/crossings.pdf?passage={words}&part={part}")[0]
                       for words in strange for part in ("1", "10000")]
            claim(f"whatever the words are, the server does not fail: {sorted(set(answers))}",
                  all(status in (200, 400) for status in answers))
            wrong = [server.get(f"/publications/crossings.pdf?passage=ferry&part={part}")[0] for part in ("0", "x", "10001")]
            claim("a part that cannot be is refused", wrong == [400] * 3)
        finally:
            site.server.stop()
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

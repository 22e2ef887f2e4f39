#!/usr/bin/env python3
"""Holds every #include against the layers of ARCHITECTURE.md, and the house's bans against every line.

    check_layers.py FILE...

A folder may include what its row allows, and a library's headers are known to the folders that wrap it.
"""
import re
import sys

# Folder -> folders of the project that it may include. The first prefix that fits decides.
LAYERS = [
    ("engine/analysis/", ["engine/analysis/"]),
    ("engine/schema/", ["engine/schema/"]),
    ("engine/query/", ["engine/query/", "engine/analysis/", "engine/schema/"]),
    ("engine/snippet/", ["engine/snippet/", "engine/analysis/", "engine/schema/"]),
    ("engine/match/", ["engine/match/", "engine/query/", "engine/schema/", "engine/snippet/", "engine/analysis/"]),
    ("engine/", []),
    ("indexer/collection/", ["indexer/collection/", "indexer/source/", "engine/schema/"]),
    ("indexer/fetch/", ["indexer/fetch/", "indexer/source/"]),
    ("indexer/source/", ["indexer/source/"]),
    ("indexer/reader/", ["indexer/reader/"]),
    ("indexer/sandbox/", ["indexer/sandbox/", "indexer/reader/", "indexer/source/"]),
    ("indexer/", ["indexer/", "engine/analysis/", "engine/schema/"]),
    ("server/http/", ["server/"]),
    ("server/", ["server/", "engine/query/", "engine/match/", "engine/snippet/", "engine/schema/", "engine/analysis/"]),
    ("tests/", ["engine/", "indexer/", "server/", "tests/"]),
]
# What every folder may include: the root headers of engine/.
EVERYWHERE = re.compile(r"^engine/[^/]+\.h$")

# Library header -> folders (or files) that may know it.
LIBRARIES = [
    (re.compile(r"^unicode/"), ["engine/analysis/", "indexer/reader/"], "ICU"),
    (re.compile(r"^xapian\.h$"),
     ["engine/analysis/", "engine/schema/", "engine/query/", "engine/match/", "indexer/index_writer.cc",
      "indexer/live_documents.cc"], "Xapian"),
    (re.compile(r"^(gumbo|poppler|qpdf|md4c|yaml-cpp|pugixml|archive|cld2|tesseract)"), ["indexer/reader/"], "document parsers"),
    (re.compile(r"^curl/"), ["indexer/fetch/"], "libcurl"),
    (re.compile(r"^Poco/"), ["server/http/"], "Poco"),
    (re.compile(r"^zstd|^zdict"), ["engine/schema/"], "zstd"),
    (re.compile(r"^mustache\.hpp$"), ["server/"], "mustache"),
    (re.compile(r"^toml\+\+/"), ["server/editorial_file.cc", "server/settings/"], "toml++"),
    (re.compile(r"^prometheus/"), ["server/http/metrics.cc"], "prometheus-cpp"),
]

BANS = [
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), "finish it, or open an issue"),
    (re.compile(r"\bsnippet\(.*MSet|MSet::snippet"), "use engine/snippet: MSet::snippet cuts words by other rules"),
    (re.compile(r"Query::MatchAll\b"), "use Xapian::Query(std::string()): MatchAll is shared between threads"),
    (re.compile(r"Poco::URI\b"), "use server/url.h: Poco::URI throws on what people type"),
    (re.compile(r"\bdelete (?!\()[a-z]"), "use unique_ptr"),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


def layer_of(path):
    return next((allowed for prefix, allowed in LAYERS if path.startswith(prefix)), None)


def check_include(path, kind, target):
    if kind == '"':
        allowed = layer_of(path)
        if allowed is None or EVERYWHERE.match(target) or any(target.startswith(a) for a in allowed):
            return None
        return f'may not include "{target}"'
    if path.startswith("tests/"):
        return None
    for pattern, folders, name in LIBRARIES:
        if pattern.match(target) and not any(path.startswith(f) for f in folders):
            return f"may not know {name}: <{target}> belongs to {', '.join(folders)}"
    return None


def main(paths):
    faults = 0
    for path in paths:
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            include = INCLUDE.match(line)
            fault = check_include(path, *include.groups()) if include else None
            faults_here = [fault] if fault else []
            if not path.startswith("tests/"):
                faults_here += [remedy for ban, remedy in BANS if ban.search(line)]
            for text in faults_here:
                print(f"{path}:{number}: {text}", file=sys.stderr)
                faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

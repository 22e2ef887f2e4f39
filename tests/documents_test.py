#!/usr/bin/env python3
"""Holds the documents to what they say.

    documents_test.py BIN_DIR

Every relative link in the Markdown files leads somewhere; every command of README.md names a program, an option and a
script that exist (dry: `--help` says so); every package of the README's set-up is in scripts/packages.txt; every folder
of the tree has its section in ARCHITECTURE.md.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOCUMENTS = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not {"node_modules", "build", "corpus", "golden"} & set(path.relative_to(ROOT).parts)
]


def check_links():
    for document in DOCUMENTS:
        text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.S)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target:
                yield f"{document.relative_to(ROOT)}: {target} is not there", (document.parent / target).exists()


def commands_of(readme):
    """The lines of the README's shell blocks, and the commands in its tables."""
    for block in re.findall(r"```sh\n(.*?)```", readme, flags=re.S):
        yield from (line for line in block.splitlines() if line.strip())
    yield from re.findall(r"^\| `((?:indexer|search|server) [^`]+)` \|", readme, flags=re.M)


def check_commands(bin_dir):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    count = 0
    for command in commands_of(readme):
        words = command.split()
        program = pathlib.Path(words[0])
        count += 1
        if program.parts[0] == "scripts":
            yield f"README: {program} is not a script", (ROOT / program).exists()
            continue
        if program.name not in ("indexer", "search", "server"):
            continue
        subcommand = words[1:2] if program.name == "indexer" else []
        shown = subprocess.run([bin_dir / program.name, *subcommand, "--help"], capture_output=True, text=True)
        yield f"README: `{command}`: no such command", shown.returncode == 0
        for option in (word for word in words if word.startswith("--")):
            yield f"README: `{command}`: {option} is not an option of it", option in shown.stdout
    yield "README: its commands are not found where this test looks", count >= 12


def check_map():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    listed = subprocess.run(["git", "ls-files", "*.cc"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {str(pathlib.PurePath(path).parent) for path in listed.split() if not path.startswith("tests/")}
    for folder in folders:
        yield f"ARCHITECTURE.md does not speak of {folder}/", f"{folder}/" in text


def main(arguments):
    passed = failed = 0
    for checks in (check_links(), check_commands(pathlib.Path(arguments[0])), check_map()):
        for claim, holds in checks:
            passed += holds
            failed += not holds
            if not holds:
                print(f"FAILED: {claim}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

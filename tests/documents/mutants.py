#!/usr/bin/env python3
"""Feeds damaged copies of documents to the indexer: whatever they hold, the batch goes on and says why.

    mutants.py BIN_DIR FOLDER [--count N] [--seed N] [--slice N] [--type .pdf] [--keep FOLDER]

Takes the documents under FOLDER, and those that BIN_DIR/make_documents writes if it is there, damages them by
seed, and runs `indexer update` over slices of them. Fails when a run ends with another code than 0 or 1, hangs,
loses a file from its counts, or names a failure without its reason and path. Prints a table of the reasons.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile

BASE_BYTES_MAX = 1 << 20
RUN_BYTES_MAX = 4096
SECONDS_PER_FILE = 35  # a reader may take 30 before it is stopped
SECONDS_PER_SLICE_MIN = 300
REASONS_OF_A_STOPPED_WORKER = ("crashed", "timeout")
FILE_TYPES = (".pdf", ".html", ".docx", ".odt", ".pptx", ".epub", ".md", ".txt", ".jsonl", ".xml", ".atom", ".warc")


def flip_bytes(rng, data, _others):
    for _ in range(rng.randint(1, 40)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return data


def flip_one_bit(rng, data, _others):
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data


def truncate(rng, data, _others):
    return data[: rng.randrange(len(data))]


def splice(rng, data, others):
    other = rng.choice(others).read_bytes()[:BASE_BYTES_MAX]
    return data[: rng.randrange(len(data))] + other[rng.randrange(len(other) + 1) :]


def zero_run(rng, data, _others):
    begin = rng.randrange(len(data))
    size = min(rng.randint(1, RUN_BYTES_MAX), len(data) - begin)
    data[begin : begin + size] = bytes(size)
    return data


def drop_run(rng, data, _others):
    begin = rng.randrange(len(data))
    del data[begin : begin + rng.randint(1, RUN_BYTES_MAX)]
    return data


def repeat_run(rng, data, _others):
    begin = rng.randrange(len(data))
    run = data[begin : begin + rng.randint(1, RUN_BYTES_MAX)]
    data[begin:begin] = run * rng.randint(1, 20)
    return data


def change_numbers(rng, data, _others):
    """Lengths, offsets and counts that lie."""
    numbers = list(re.finditer(rb"(?<![\d.])\d{1,10}(?![\d.])", data))
    for number in sorted(rng.sample(numbers, min(len(numbers), rng.randint(1, 6))), key=lambda n: -n.start()):
        value = rng.choice([0, 1, 2**31 - 1, 2**31, 2**32, 10**10, int(number.group()) + 1, rng.randrange(10**6)])
        data[number.start() : number.end()] = str(value).encode()
    return data


DAMAGES = [flip_bytes, flip_one_bit, truncate, splice, zero_run, drop_run, repeat_run, change_numbers]


def find_documents(folder, types):
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in types and path.is_file())
    return [path for path in found if 0 < path.stat().st_size <= BASE_BYTES_MAX]


def write_mutant(rng, documents, path):
    """The name tells how it was made; None if the document holds nothing to damage."""
    document = rng.choice(documents)
    damage = rng.choice(DAMAGES)
    data = bytes(damage(rng, bytearray(document.read_bytes()), documents))
    target = path / f"{len(list(path.iterdir())):05}-{damage.__name__}{document.suffix.lower()}"
    target.write_bytes(data)
    return target.name, document.name


class Run:
    def __init__(self, bin_dir, keep):
        self.indexer = pathlib.Path(bin_dir) / "indexer"
        self.keep = keep
        self.reasons = collections.Counter()
        self.warnings = collections.Counter()
        self.stopped = []
        self.faults = []
        self.seen = self.read = 0

    def slice(self, folder, index, sources):
        count = len(sources)
        command = [self.indexer, "update", "--index", index, "--allow-shrink", "--json", folder]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, stdout=out, stderr=errors, start_new_session=True)
            code = self._wait(process, max(SECONDS_PER_SLICE_MIN, SECONDS_PER_FILE * count))
            out.seek(0)
            errors.seek(0)
            output, complaint = out.read(), errors.read()
        if code not in (0, 1):
            self.faults.append(f"the run ended with {code}: {complaint[-300:].decode(errors='replace')}")
            return
        self._check(json.loads(output), folder, count, code, sources)

    def _wait(self, process, seconds):
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return f"no answer within {seconds} s"
        try:
            os.killpg(process.pid, 0)
            self.faults.append("a process of the run outlived it")
        except ProcessLookupError:
            pass
        return process.returncode

    def _check(self, summary, folder, count, code, sources):
        self.seen += summary["seen"]
        self.read += summary["added"] + summary["updated"] + summary["unchanged"]
        parts = sum(summary[name] for name in ("added", "updated", "unchanged", "skipped", "failed"))
        if summary["seen"] != count or parts != count:
            self.faults.append(f"{count} files, but {summary['seen']} seen and {parts} accounted for")
        if summary["failed"] != len(summary["failures"]) or (summary["failed"] > 0) != (code == 1):
            self.faults.append(f"{summary['failed']} failed, {len(summary['failures'])} named, code {code}")
        for warning in summary["warnings"]:
            self.warnings[warning["warning"].split(":")[0]] += 1
        for failure in summary["failures"]:
            if not failure.get("path") or not failure.get("reason") or not failure.get("detail"):
                self.faults.append(f"a failure without path, reason or detail: {failure}")
            self.reasons[failure["reason"]] += 1
            if failure["reason"] in REASONS_OF_A_STOPPED_WORKER:
                name = failure["path"]
                self.stopped.append(f"{name} of {sources.get(name, '?')}: {failure['detail']}")
                if self.keep:
                    shutil.copy(folder / name, self.keep / f"{len(self.stopped):04}-{name}")

    def report(self):
        print(f"{self.seen} mutants seen, {self.read} read all the same")
        kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"the largest process took {kilobytes // 1024} MiB")
        for title, table in (("failed", self.reasons), ("warned of", self.warnings)):
            for name, count in table.most_common():
                print(f"  {title:10} {name:24} {count:6}")
        for text in self.stopped[:20]:
            print("  stopped   ", text)
        for fault in self.faults:
            print("FAULT", fault)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin_dir")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slice", type=int, default=250)
    parser.add_argument("--type", action="append", choices=FILE_TYPES, help="of the documents; all if not given")
    parser.add_argument("--keep", type=pathlib.Path, help="where copies of what stopped a worker go")
    options = parser.parse_args(arguments)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    run = Run(options.bin_dir, options.keep)
    with tempfile.TemporaryDirectory() as scratch:
        made = pathlib.Path(scratch) / "made"
        made.mkdir()
        maker = pathlib.Path(options.bin_dir) / "make_documents"
        if maker.exists():
            subprocess.run([maker, made], check=True)
        types = options.type or FILE_TYPES
        documents = find_documents(options.folder, types) + find_documents(made, types)
        if not documents:
            print(f"no documents of at most {BASE_BYTES_MAX} bytes under {options.folder}")
            return 2
        for begin in range(0, options.count, options.slice):
            folder = pathlib.Path(scratch) / "mutants"
            folder.mkdir()
            count = min(options.slice, options.count - begin)
            sources = dict(write_mutant(rng, documents, folder) for _ in range(count))
            run.slice(folder, pathlib.Path(scratch) / "index", sources)
            shutil.rmtree(folder)
            shutil.rmtree(pathlib.Path(scratch) / "index", ignore_errors=True)
    run.report()
    return 1 if run.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

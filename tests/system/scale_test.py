#!/usr/bin/env python3
"""Holds the batch to its promises on folders of many files and of many bytes.

    scale_test.py BIN_DIR [--files N] [--megabytes M]

Makes a folder of N tiny HTML files and one of M megabytes of HTML, indexes both, and looks that the indexer's own
process (its readers have limits of their own) stays under 256 MiB, that progress is shown on a terminal and nowhere
else, and that an interrupt leaves the old generation and ends with exit code 130.
"""
import argparse
import os
import pathlib
import pty
import random
import select
import signal
import subprocess
import sys
import tempfile
import time

from claims import Claims

MEMORY_MAX_MIB = 256
LARGE_FILE_BYTES = 1 << 20

claim = Claims()


def write_tiny(folder, count):
    for number in range(count):
        place = folder / f"{number // 1000:03d}"
        if number % 1000 == 0:
            place.mkdir(parents=True)
        (place / f"{number}.html").write_text(
            f"<!doctype html><html lang=en><title>Notice {number}</title><main><h1>Notice {number}</h1>"
            f"<p>The notice of day {number} is about berth {number % 97} of the harbour.</main></html>"
        )


def write_large(folder, megabytes):
    """Text by the law of natural vocabularies: few words often, many words seldom."""
    rng = random.Random(3)
    words = [f"{a}{b}{c}" for a in ("har", "til", "mor", "ven", "sal", "qui") for b in ("ba", "de", "lo", "ni", "ru")
             for c in range(2000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    folder.mkdir()
    paragraphs = [" ".join(rng.choices(words, weights, k=120)) + "." for _ in range(4000)]
    size = sum(len(p) for p in paragraphs) / len(paragraphs)
    for number in range(megabytes * (1 << 20) // LARGE_FILE_BYTES):
        body = "".join(f"<p>{p}" for p in rng.choices(paragraphs, k=int(LARGE_FILE_BYTES / size)))
        (folder / f"{number}.html").write_text(
            f"<!doctype html><html lang=en><title>Volume {number}</title><main><h1>Volume {number}</h1>{body}</main>")


def peak_mib(pid):
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def run(command, interrupt_after=None):
    """Exit code, peak memory in MiB, seconds, and what a terminal showed."""
    terminal, theirs = pty.openpty()
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    peak, shown, interrupted = 0, b"", False
    while process.poll() is None:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                shown = (shown + os.read(terminal, 65536))[-65536:]
            except OSError:
                break
        peak = max(peak, peak_mib(process.pid))
        if interrupt_after and not interrupted and interrupt_after in shown:
            interrupted = True
            process.send_signal(signal.SIGINT)
    process.wait()
    os.close(terminal)
    return process.returncode, peak, time.monotonic() - began, shown


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--megabytes", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = pathlib.Path(name)
        index = base / "index"
        update = [options.bin / "indexer", "update", "--index", index, "--jobs", "2"]
        write_tiny(base / "tiny", options.files)
        write_large(base / "large", options.megabytes)

        code, peak, seconds, shown = run([*update, base / "tiny"])
        claim(f"{options.files} tiny files: exit {code}, {peak:.0f} MiB, {seconds:.1f} s", code == 0 and peak < MEMORY_MAX_MIB)
        claim("progress is shown on a terminal", f"of {options.files} read".encode() in shown)
        first = os.readlink(index / "current")

        code, peak, seconds, shown = run([*update, "--allow-shrink", base / "tiny", base / "large"], b" of ")
        claim(f"an interrupt while reading ends with {code}, after {seconds:.1f} s", code == 130)
        code, peak, seconds, shown = run([*update, "--allow-shrink", base / "tiny", base / "large"], b" indexed")
        claim(f"an interrupt while indexing ends with {code}, after {seconds:.1f} s", code == 130)
        claim("the old generation is served after both", os.readlink(index / "current") == first)

        code, peak, seconds, shown = run([*update, "--allow-shrink", base / "large"])
        claim(f"{options.megabytes} MB: exit {code}, {peak:.0f} MiB, {seconds:.1f} s", code == 0 and peak < MEMORY_MAX_MIB)
        quiet = subprocess.run([*update, "--allow-shrink", base / "tiny"], capture_output=True, text=True)
        claim("no progress where stderr is no terminal", " read" not in quiet.stderr and "\r" not in quiet.stderr)
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main())

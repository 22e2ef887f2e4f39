#!/usr/bin/env python3
"""The indexer is killed at moments of all kinds. What was published stays, whole; the next run does what is left.

    kill_test.py BIN_DIR [--kills N] [--seed S]
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from within_reach import PUBLICATIONS, options

from claims import Claims
from posts import Posts


def editions(site):
    """Those that the served publications are of, and how many publications there are."""
    answer = subprocess.run([site.bin / "search", "--index", site.index, "--json", "--per-page", "50", "water"],
                            capture_output=True, text=True)
    hits = json.loads(answer.stdout)["hits"]
    return {hit["snippets"][0]["text"].partition("edition ")[2].partition(",")[0] for hit in hits}, len(hits)


def main(arguments):
    given = options(__doc__, arguments, kills=200)
    claim = Claims()
    of_chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        site = Posts(given.bin_dir, pathlib.Path(name), PUBLICATIONS)
        site.publish(-1)    # the first one of all takes longer than those that follow
        begun = time.monotonic()
        site.publish(0)
        whole_run_s = time.monotonic() - begun
        published, faults, killed, went_live = 0, [], 0, 0
        for edition in range(1, given.kills + 1):
            site.write(edition)
            before = site.generation()
            run = subprocess.Popen(site.update_command(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            time.sleep(of_chance.uniform(0, whole_run_s * 1.1))
            run.kill()
            acknowledged = "published" in run.stdout.read()
            killed += run.wait() != 0
            if acknowledged and site.generation() == before:
                faults.append(f"edition {edition}: said to be published and is not")
            if site.generation() != before:
                published, went_live = edition, went_live + 1
            if site.check()[0] != 0:
                faults.append(f"edition {edition}: the served generation does not check")
            if editions(site) != ({str(published)}, PUBLICATIONS):
                faults.append(f"edition {edition}: {editions(site)} is served, not {published}")
        claim(f"{killed} of {given.kills} runs were killed before their end, {went_live} had published",
              killed > given.kills / 4)
        claim(f"what is served is whole and one edition {faults[:3]}", not faults)
        code, said = site.update()
        claim(f"the next run is none the worse {said if code else ''}", code == 0)
        claim("it publishes what is left", editions(site) == ({str(given.kills)}, PUBLICATIONS))
        left = sorted(path.name for path in site.index.iterdir() if path.name.endswith((".building", ".new")))
        claim(f"it clears away what the killed ones left {left}", not left)
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Twenty indexers start at once. One works; the others say at once who does, and change nothing.

    one_at_a_time_test.py BIN_DIR
"""
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

from within_reach import PUBLICATIONS

from claims import Claims
from posts import Posts

OTHERS = 20
LOCKED = 73
AT_ONCE_S = 1


def main(arguments):
    claim = Claims()
    with tempfile.TemporaryDirectory() as name:
        site = Posts(pathlib.Path(arguments[0]), pathlib.Path(name), PUBLICATIONS)
        site.publish(1)
        before = site.generation()
        site.write(2)
        first = subprocess.Popen(site.update_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while (site.index / "lock").read_text().strip() != str(first.pid) and first.poll() is None:
            pass
        first.send_signal(signal.SIGSTOP)    # so that it holds the lock for as long as the others take
        claim("the first one holds the lock", first.poll() is None and site.generation() == before)
        others = [subprocess.Popen(site.update_command(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                  for _ in range(OTHERS)]
        late, unsaid, codes = 0, 0, set()
        for other in others:
            try:
                said = other.communicate(timeout=AT_ONCE_S)[0]
                unsaid += not re.search(rf"\b{first.pid}\b", said)
            except subprocess.TimeoutExpired:
                late += 1
                other.kill()
            codes.add(other.wait())
        claim(f"the {OTHERS} others end within {AT_ONCE_S} s: {late} did not", late == 0)
        claim(f"each exits {LOCKED}: {codes}", codes == {LOCKED})
        claim("each names the process that holds the lock", unsaid == 0)
        claim("nothing is published by them", site.generation() == before)
        first.send_signal(signal.SIGCONT)
        claim("the first one goes on and publishes", first.wait() == 0 and site.generation() != before)
        claim("what it published checks", site.check()[0] == 0)
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

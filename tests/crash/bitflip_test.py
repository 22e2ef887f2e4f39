#!/usr/bin/env python3
"""Bits are flipped in the files of a generation, and files cut short. All of it is noticed, and none of it served.

    bitflip_test.py BIN_DIR [--damages N] [--served N] [--seed S]

Each damage is shown to `indexer check`; some of them to a server, which has to answer from the generation before.
"""
import json
import pathlib
import random
import shutil
import sys
import tempfile

from within_reach import PUBLICATIONS, options

from claims import Claims
from posts import Posts
from served import Server, free_port


def damage(files, of_chance):
    """What is done to which file, and how to undo it."""
    file = of_chance.choice(files)
    whole = file.read_bytes()
    if of_chance.random() < 0.2:
        kept = of_chance.randrange(len(whole))
        file.write_bytes(whole[:kept])
        what = f"{file.name} cut to {kept} of {len(whole)} bytes"
    else:
        at, bit = of_chance.randrange(len(whole)), of_chance.randrange(8)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1:])
        what = f"{file.name} with bit {bit} of byte {at} flipped"
    return what, lambda: file.write_bytes(whole)


def faults_of_server(site, before):
    """What a server over the damaged index does wrong."""
    told = f"{before} is served in its place"
    operator = f"127.0.0.1:{free_port()}"
    server = Server(site.bin, site.index, "--operator", operator)
    try:
        server.wait_until_ready()
        status, body = server.get("/api/v1/search", q="water")
        answer = json.loads(body)
        faults = []
        if status != 200 or answer["generation"] != before or answer["total"] != PUBLICATIONS:
            faults.append(f"answers {status} from {answer.get('generation')}")
        server.port = int(operator.rpartition(":")[2])
        if told not in server.get("/readyz?verbose")[1].decode():
            faults.append("/readyz?verbose does not say it")
        if told not in server.stop():
            faults.append("the log does not say it")
        return faults
    finally:
        server.process.kill()


def main(arguments):
    given = options(__doc__, arguments, damages=300, served=20)
    claim = Claims()
    of_chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        site = Posts(given.bin_dir, pathlib.Path(name), PUBLICATIONS)
        site.publish(1)
        before = site.generation()
        site.publish(2)
        claim("an undamaged generation checks", site.check()[0] == 0)
        current = (site.index / "current").resolve()
        files = sorted(file for file in current.rglob("*") if file.is_file() and file.stat().st_size)
        unnoticed, misnamed, misserved = [], [], []
        for i in range(given.damages):
            what, undo = damage(files, of_chance)
            code, said = site.check()
            if code == 0:
                unnoticed.append(what)
            if what.split()[0] not in said:
                misnamed.append(what)
            if i < given.served:
                misserved += [f"{what}: {fault}" for fault in faults_of_server(site, before)]
            undo()
        claim(f"all of {given.damages} damages are noticed {unnoticed[:3]}", not unnoticed)
        claim(f"the damaged file is named {misnamed[:3]}", not misnamed)
        claim(f"a server answers from the generation before {misserved[:3]}", not misserved)
        claim("the generation checks when all is undone", site.check()[0] == 0)

        shutil.copy(files[0], current / "foreign")
        claim("a file too many is noticed", site.check()[0] != 0)
    return claim.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

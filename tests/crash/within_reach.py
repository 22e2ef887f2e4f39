"""Puts tests/system within reach, and what the crash tests say alike."""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "system"))

PUBLICATIONS = 40


def options(doc, arguments, **numbers):
    """BIN_DIR and --seed, and these with their usual values."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin_dir", type=pathlib.Path)
    for name, usual in {"seed": 1, **numbers}.items():
        parser.add_argument("--" + name, type=int, default=usual)
    return parser.parse_args(arguments)

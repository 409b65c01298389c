"""What the peers in Python share: the records, the clock, and the line that each measurement prints."""

import csv
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[1])
CASES = str(FOLDER / "cases.csv")
EMPLOYERS = str(FOLDER / "employers.jsonl")
OPTIONS = {
    "household": ["qinghai", "gansu", "henan", "sichuan"],
    "destination": ["haixi", "xining", "haidong", "elsewhere"],
    "category": [
        "hard_to_employ", "graduate", "veteran", "out_of_poverty", "monitored", "migrant", "laid_off", "anyone_else",
    ],
    "organisation": ["small", "sole_trader", "cooperative", "medium", "large"],
    "level": ["unrecognised", "provincial", "national"],
    "loan": ["personal", "partnership", "business"],
}
KINDS = [
    "brand", "workshop", "cooperative", "sole_trader", "non_profit", "state_owned", "private", "public_institution",
]
CLAIMING_KINDS = KINDS[:5]
COUNTED_CATEGORIES = OPTIONS["category"][:5]
# As many runs, and for as long, as the peers in Rust.
RUNS = 15
SECONDS = 0.6


def pays(name):
    """What each rule pays each record, in fen."""
    with open(FOLDER / name, newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return [tuple(map(int, line)) for line in lines]


def measure(peer, work, way, should, run, amounts):
    """Times `run`, and compares what `amounts` makes of it with what should come out: a tuple of fen each record."""
    are = amounts(run())
    times = []
    begin = time.perf_counter()
    while len(times) < RUNS or time.perf_counter() - begin < SECONDS:
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e9 / len(should))
    times.sort()
    are += [(None,) * len(should[0])] * (len(should) - len(are))
    differ = [sum(a != b for a, b in zip(*rule)) for rule in zip(zip(*should), zip(*are))]
    agree = len(should) * len(differ) - sum(differ)
    median, least = times[len(times) // 2], times[0]
    fields = [peer, work, way, len(should), f"{median:.3f}", f"{least:.3f}", agree, ",".join(map(str, differ))]
    print("ran", *fields, sep="\t", flush=True)

"""National levels estimated from sheets of another questionnaire, in a batch as a release does.

Sheets of random answers to the manufacturing questionnaire. The ratio is against the same figures
of one sheet after another, as a page works them out.
"""

import argparse
import time

import numpy as np

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.sheet import Sheet
from scoring.reading_under import estimates_under, read_under
from services.city_subjects import national_of
from services.settings import Settings

SHEETS, ALONE = 500, 50  # in the batch, and one after another
KINDS = ("choice", "ladder")


def main(many: int, alone: int) -> None:
    """Estimate ``many`` together and ``alone`` of them by themselves."""
    ours = load("manufacturing")
    found = national_of(Settings(), ours)
    if found is None:
        raise SystemExit("no crosswalk leads to the national questionnaire")
    crosswalk, theirs, rubric = found
    rng = np.random.default_rng(3)
    choices = [item for item in ours.items if item.asked and item.kind.value in KINDS]
    sheets = []
    for _ in range(many):
        given: dict[str, Answer] = {
            item.id: item.options[int(rng.integers(len(item.options)))].id for item in choices
        }
        sheets.append(Sheet(given))
    estimates_under(crosswalk, ours, sheets[:1], theirs, rubric)  # compiles
    began = time.perf_counter()
    estimates_under(crosswalk, ours, sheets, theirs, rubric)
    each = (time.perf_counter() - began) / many
    began = time.perf_counter()
    for sheet in sheets[:alone]:
        read_under(crosswalk, ours, sheet, theirs, rubric)
    by_itself = (time.perf_counter() - began) / alone
    print(f"in a batch of {many}  {each * 1e3:.2f} ms a sheet")
    print(f"by itself  {by_itself * 1e3:.1f} ms a sheet  {by_itself / each:.1f} x")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheets", nargs="?", type=int, default=SHEETS)
    main(parser.parse_args().sheets, ALONE)

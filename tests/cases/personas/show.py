"""Print what the firms of a file come to: ``python -m tests.cases.personas.show services``."""

import sys

from tests.cases.personas.reading import FOLDER, judged, personas


def show(questionnaire: str) -> None:
    """One block a firm."""
    for each in judged(personas(FOLDER / f"{questionnaire}.yaml")):
        expected = each.persona
        print(f"{expected.id}: total {each.card.total}, level {each.level} ({expected.level})")
        print("  open:", *(item.id for item in each.card.items if item.state == "unanswered"))
        print("  held back by:", *(f"{need.node}<{need.needed:g}" for need in each.card.held_back))
        print("  lacks:", *each.gaps)
        print("  first:", *each.first)


if __name__ == "__main__":
    show(sys.argv[1])

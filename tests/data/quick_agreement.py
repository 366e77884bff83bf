"""How far the quick scan's level is from the full questionnaire's, on synthetic factories.

``python -m tests.data.quick_agreement`` prints it. The twelve answers are read off the full ones
of the same enterprise, item by item, so what differs is only how much was asked. Nothing here
says how real enterprises answer.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from assessments.facts import facts_of
from questionnaires.columns import (
    NOT_APPLICABLE,
    NUMBER_NOT_APPLICABLE,
    Array,
    Columns,
    columns_of,
)
from questionnaires.library import load
from scoring import score
from scoring.library import rubric
from services.demo.answers import Answering
from services.demo.city import enterprises
from services.demo.maturity import respondents

FULL, QUICK = load("manufacturing", "2026.3"), load("quick_scan", "2026.2")
CITIES, SIZE = 5, 2000  # made-up cities, and enterprises in each
# Asked in the same rungs by both; the quick scan's id first.
SAME = {id: id for id in ("plan", "data_lead", "order_entry", "order_progress", "supplier_link")}
SAME |= {id: id for id in ("backup", "accounts", "results_checked")}
SAME |= {"past_order": "traceability", "site_data": "downtime"}
TICKS = {  # of "software", from those of "systems"
    "accounting": {"accounting", "erp"},
    "customers": {"trade", "customers", "erp"},
    "production": {"production"},
    "documents": {"design_tools", "drawings", "quality"},
    "office": {"office"},
}


def agreement(cities: int = CITIES, size: int = SIZE) -> Counter[int]:
    """How many enterprises have that quick level less full level; one sheet each.

    Each city draws anew how hard every question is.
    """
    return sum((_of_city(size, seed) for seed in range(cities)), Counter[int]())


def _of_city(size: int, seed: int) -> Counter[int]:
    rng = np.random.default_rng(seed)
    made = enterprises(size, rng)
    sheets = respondents(made, len(FULL.dimensions), rng)
    first = sheets.round == 0  # exactly one of each enterprise
    judge = rubric("wuxi", FULL)
    answers = Answering(FULL, judge, sheets, size, seed).columns(claimed=True)
    answers = {id: column[first] for id, column in answers.items()}
    drawn = columns_of(FULL, [{}] * size, [facts_of(each) for each in made]).facts
    facts = {name: column[sheets.enterprise[first]] for name, column in drawn.items()}
    full = score(FULL, judge, Columns(size, answers, facts)).level
    few = score(QUICK, rubric("wuxi", QUICK), Columns(size, quick(answers), facts)).level
    differences, counts = np.unique(few.astype(int) - full, return_counts=True)
    return Counter(dict(zip(differences.tolist(), counts.tolist(), strict=True)))


def quick(answers: Mapping[str, Array]) -> dict[str, Array]:
    """The quick scan's columns, read off those of the full questionnaire."""
    columns = {few: answers[id] for few, id in SAME.items()}
    keyed = answers["delivery_entries"]
    steps = 4 - np.clip(np.round(keyed), 0, 4).astype(np.int64)
    columns["entries"] = np.where(keyed == NUMBER_NOT_APPLICABLE, NOT_APPLICABLE, steps)
    bits = {option.id: 1 << bit for bit, option in enumerate(FULL.by_id["systems"].options)}
    mask = np.zeros(len(keyed), dtype=np.int64)
    for bit, option in enumerate(QUICK.by_id["software"].options):
        told = sum(bits[each] for each in TICKS.get(option.id, ()))
        mask |= np.where(answers["systems"] & told, 1 << bit, 0)
    columns["software"] = np.where(mask == 0, 1 << bit, mask)  # the last one stands alone
    return columns


if __name__ == "__main__":
    found = agreement()
    size = found.total()
    print(f"{size} synthetic enterprises, quick level less full level:")  # noqa: T201
    for difference, count in sorted(found.items()):
        print(f"{difference:+d}: {count} ({count / size:.1%})")  # noqa: T201

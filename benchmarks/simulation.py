"""Policy simulation: a whole city rescored under every intervention of the fixed list.

``simulation.py [SHEETS]`` (10,000): synthetic sheets of the manufacturing questionnaire in
columns, every solution and every rung as a floor tried on whoever lacks it. Beside it the same
sheets are scored once for each intervention, whoever lacks it or not, by the engine alone: what
rescoring costs without finding out what changes. Then what counts is hidden by the rules of the
release, and a store of 1,000 cases with 60 answers each is read as columns.
Seconds are of processors, all threads together.
"""

import argparse
import time
from datetime import UTC, datetime

import numpy as np

from aggregates.breakdown import breakdown
from aggregates.population import Population
from aggregates.simulation import CountedRises, differing, disclosed
from aggregates.subjects import legend_of
from assessments.model import AnswerRecord, Assessment, Enterprise, Stage
from questionnaires.columns import Columns
from services.answer_columns import answer_columns
from services.demo.city import enterprises
from services.demo.filling import routes
from services.demo.maturity import respondents
from services.editions import default_rubric, edition
from services.settings import Settings
from solutions.interventions import interventions, with_intervention
from solutions.library import catalogue
from solutions.many_sheets import ManySheets
from storage import open_store

READ, CENTRES, AT_ONCE = 1_000, 8, 5_000


def sheets(size: int) -> ManySheets:
    """About so many synthetic sheets."""
    asked = edition(Settings(), "manufacturing")
    made = enterprises(round(size / 1.5), np.random.default_rng(1))
    drawn = respondents(made, len(asked.dimensions), np.random.default_rng(2))
    _, true = routes(asked, made, drawn, 3)
    items = {each.id: true.items[each.id] for each in asked.items if each.id in true.items}
    asked_items = {id: column for id, column in items.items() if asked.by_id[id].asked}
    return ManySheets(asked, default_rubric(asked), Columns(drawn.size, asked_items, true.facts))


def population(city: ManySheets) -> Population:
    """The sheets as the enterprises of one year, eight centres."""
    size, facts = city.size, city.columns.facts
    every = np.arange(size)
    legend = legend_of(city.rubric)
    places = breakdown().places(
        facts["division"].tolist(), facts["district"].tolist(), facts["size"].tolist()
    )
    return Population(
        breakdown=breakdown(), legend=legend, entity=every, unit=every,
        year=np.full(size, 2026), case=every.astype(object), signed=np.ones(size, dtype=bool),
        centre=every % CENTRES, synthetic=np.ones(size, dtype=bool), places=places,
        weight=np.ones(size),
        scores=np.full((size, len(legend.measures)), 50.0), level=np.ones(size, dtype=np.int64),
    )  # fmt: skip


def main(many: int, cases: int = READ) -> None:
    """Measure, and print the table."""
    city = sheets(many)
    among = catalogue()
    every = interventions(city.questionnaire, city.rubric, among)
    counted = CountedRises.of(population(city), len(every))
    parts = [
        city.only(np.arange(first, min(first + AT_ONCE, city.size)))
        for first in range(0, city.size, AT_ONCE)
    ]
    for part in parts[:1]:
        with_intervention(part, every[0], among)
        part.scores()
    began = time.process_time()
    for number, part in enumerate(parts):
        before = part.scores().level
        for place, each in enumerate(every):
            rows, then = with_intervention(part, each, among)
            if then is not None:
                counted.add(place, rows + number * AT_ONCE, before[rows], then.scores().level)
    tried = time.process_time() - began
    began = time.process_time()
    for _ in range(10):
        ManySheets(city.questionnaire, city.rubric, city.columns).scores()
    plain = (time.process_time() - began) / 10 * len(every)
    began = time.process_time()
    disclosed(counted, differing(counted.population, 2026), 10)
    hidden = time.process_time() - began
    print(f"{city.size} sheets, {len(every)} interventions")
    print(f"all tried            {tried:8.1f} s   {tried / plain:5.2f} of scoring all each time")
    print(f"scored each time     {plain:8.1f} s")
    print(f"disclosure control   {hidden:8.1f} s")
    print(f"answers read         {read(cases):8.1f} s   for {cases} cases of 60 answers, by column")


def read(many: int) -> float:
    """Seconds to read the answers of that many cases as columns."""
    store = open_store("sqlite://")
    asked = edition(Settings(), "manufacturing")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    items = [item for item in asked.items if item.options]
    cases = [f"a{number}" for number in range(many)]
    with store.transaction() as one:
        for number, case in enumerate(cases):
            firm = Enterprise(
                id=f"e{number}", name="合成", credit_code=None, division="34", district="320206",
                employees=50, revenue=1200.0, synthetic=True,
            )  # fmt: skip
            one.add_enterprise(firm)
            begun = Assessment(
                id=case, enterprise=firm.id, questionnaire=asked.id, edition=asked.edition,
                digest=asked.digest, stage=Stage.DRAFT, started_at=now, synthetic=True,
            )  # fmt: skip
            one.add_assessment(begun, None)
            one.append_answers(
                AnswerRecord(
                    assessment=case, item=item.id, side="claimed", revision=1,
                    value=[item.options[0].id] if item.kind == "multi" else item.options[0].id,
                    note="", author="e", at=now,
                )
                for item in items
            )  # fmt: skip
    began = time.process_time()
    answer_columns(store, asked, cases, np.zeros(many, dtype=bool))
    took = time.process_time() - began
    store.close()
    return took


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sheets", nargs="?", type=int, default=10_000)
    main(parser.parse_args().sheets)

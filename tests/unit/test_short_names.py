"""No scored item goes by its whole question in a report: each of every edition has a name."""

from pathlib import Path

import pytest

from questionnaires.library import available, load
from reports.narratives.narrator import Narrator
from reports.narratives.reader import check
from scoring.library import rubric
from tests.unit.report_cases import LANGS, diagnosis

EVERY = [(id, edition) for id, editions in available().items() for edition in editions]


@pytest.mark.parametrize(("id", "edition"), EVERY)
def test_every_scored_item_has_a_name(id: str, edition: str) -> None:
    """In both languages; frozen editions and the questionnaires of others too."""
    asked = load(id, edition)
    judge = rubric(asked.default_rubric, asked)
    empty = diagnosis({}, questionnaire=asked, judge=judge, notes={})
    for lang in LANGS:
        narrator = Narrator(lang, empty)
        unnamed = [i.id for i in asked.scored if narrator.title(i) == narrator.text(i.ask)
                   and i.kind.value != "ratio"]  # fmt: skip
        assert unnamed == []


def test_a_name_is_checked_as_a_title_is(tmp_path: Path) -> None:
    """An item that is not there, and a name that is none: both are told."""
    file = tmp_path / "cmmm.yaml"
    told = "questionnaire: cmmm\ntitles:\n  sails: {zh: 销售, en: Sales}\n"
    told += "  sales: {zh: 客户的订单平时由谁来管，怎么管？, en: Sales}\n"
    file.write_text(told, "utf-8")
    assert [each.code for each in check([file], {})] == ["N003", "N009", "N016"]

"""What a questionnaire published by others promises in our edition of it."""

from html import unescape
from typing import ClassVar

from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet
from reports.formats.html import write_html
from scoring import scorecard_of
from scoring.library import FOLDER, available, rubric
from scoring.lint import check
from tests.data.promises import Promises, answers_at, asked, minutes
from tests.unit.report_cases import LANGS, report

MOST_MINUTES = 30


class ReferencePromises(Promises):
    """Those of every questionnaire, without the law and with the source of each item."""

    rubrics: ClassVar[tuple[str, ...]]
    top: ClassVar[int]

    def test_asked(self, questionnaire: Questionnaire) -> None:
        """It is a reference, short enough, and asks every route as many items as it says."""
        assert questionnaire.form == "reference"
        assert questionnaire.minutes <= MOST_MINUTES
        for route in self.routes:
            items = asked(questionnaire, route)
            told = (route.label, len(items), round(minutes(items), 1))
            assert route.items[0] <= len(items) <= route.items[1], told
            assert minutes(items) <= questionnaire.minutes, told

    def test_complete(self, questionnaire: Questionnaire) -> None:
        """A scored item says what to look at and what to do first, and claims no article."""
        for item in questionnaire.scored:
            assert item.evidence is not None, item.id
            assert item.first_step is not None, item.id
            assert item.cites == (), item.id

    def test_levels(self, questionnaire: Questionnaire) -> None:
        """Under each rubric the lowest answers bring level 1 at most, the highest the top."""
        for name in self.rubrics:
            judge = rubric(name, questionnaire)
            for route in self.routes:
                levels = []
                for rung in (0.0, 1.0):
                    answers = answers_at(questionnaire, judge, rung) | dict(route.answers)
                    card = scorecard_of(questionnaire, judge, Sheet(answers, route.facts))
                    assert card.level is not None, (name, route.label)
                    assert card.coverage == 1, (name, route.label)
                    levels.append(card.level.number)
                assert levels[0] <= 1, (name, route.label)
                assert levels[1] == self.top, (name, route.label, levels)

    def test_rubrics(self, questionnaire: Questionnaire) -> None:
        """Each reading of the rule is a sound rubric of its own that says what is unconfirmed."""
        beside = {questionnaire.id: questionnaire}
        assert set(self.rubrics) <= set(available(questionnaire.id))
        assert questionnaire.default_rubric == self.rubrics[0]
        for name in self.rubrics:
            assert check(FOLDER / name / f"{questionnaire.id}.yaml", beside) == ()
            provenance = rubric(name, questionnaire).provenance
            assert any(word in provenance.zh for word in ("未与", "未核实")), name
            assert any(word in provenance.to("en") for word in ("not checked", "unconfirmed")), name

    def test_every_item_has_a_source(self, questionnaire: Questionnaire) -> None:
        """Every item is named by a part of the provenance; nothing scored is called official."""
        named = [part for part in questionnaire.provenance if part.items]
        for item in questionnaire.items:
            if item.kind is not Kind.TEXT:
                sources = {part.confidence for part in named if item.id in part.items}
                assert sources, item.id
                assert not item.scored or sources & {"secondary", "unconfirmed"}, item.id

    def test_report(self, questionnaire: Questionnaire) -> None:
        """A report of it names its sources in both languages and claims no article."""
        judge = rubric(questionnaire.default_rubric, questionnaire)
        claims = answers_at(questionnaire, judge, 0.5)
        for lang in LANGS:
            made = report(lang, claims=claims, questionnaire=questionnaire, judge=judge)
            page = unescape(write_html(made).decode())
            assert all(part.source.to(lang) in page for part in questionnaire.provenance)
            assert "citations" not in {section.id for section in made.sections}

    def test_short_enough_for_a_phone(self, questionnaire: Questionnaire) -> None:
        """A question has 40 characters at most, an option 45."""
        for item in questionnaire.items:
            assert len(item.ask.zh) <= 40, item.ask.zh
            assert all(len(option.says.zh) <= 45 for option in item.options), item.id


def unconfirmed(questionnaire: Questionnaire) -> set[str]:
    """The ids of the items that a part marks as unconfirmed."""
    parts = questionnaire.provenance
    return {id for part in parts if part.confidence == "unconfirmed" for id in part.items}

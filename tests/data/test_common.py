"""The pool of common items: words for every trade, and nothing that only a factory has."""

import re

from questionnaires.model import Kind, Questionnaire
from tests.data.promises import Promises, texts

FACTORY = re.compile("厂家?里|车间|工厂|机台|班组|生产线|图纸版本|厂长|工人")


class TestCommon(Promises):
    """The pool keeps what every questionnaire promises."""

    name = "common"

    def test_asked(self, questionnaire: Questionnaire) -> None:
        """Nobody is given the pool by itself; it has nineteen items to choose from."""
        assert questionnaire.form == "pool"
        assert len(questionnaire.items) == 19

    def test_neutral(self, questionnaire: Questionnaire) -> None:
        """A law firm, a farm, a forwarder and a factory can answer alike."""
        said = [(item.id, text.zh) for item in questionnaire.items for text in texts(item)]
        assert [each for each in said if FACTORY.search(each[1])] == []

    def test_kinds(self, questionnaire: Questionnaire) -> None:
        """A scored item has five rungs or is a checklist; one free text stands last."""
        for item in questionnaire.scored:
            assert item.kind is Kind.MULTI or len(item.options) == 5, item.id
        assert questionnaire.items[-1].kind is Kind.TEXT

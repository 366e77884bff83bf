"""A trade is found by what people call it."""

import pytest

from assessments.divisions import divisions, trade_words
from i18n import Lang


def found(typed: str, lang: Lang = "zh") -> set[str]:
    """The divisions whose line in the list holds what was typed."""
    return {
        code
        for code, division in divisions().items()
        if any(
            typed.lower() in said.lower()
            for said in (division.title.to(lang), *trade_words()[code][lang])
        )
    }


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("机械", {"34", "35", "38"}),
        ("数控机床", {"34"}),
        ("模具", {"35"}),
        ("五金", {"33"}),
        ("服装", {"18"}),
        ("软件", {"65"}),
        ("快递", {"60"}),
        ("养猪", {"03"}),
        ("轴承", {"34"}),
        ("注塑", {"29"}),
        ("电镀", {"33"}),
        ("芯片", {"39"}),
        ("汽车零部件", {"36"}),
        ("印染", {"17"}),
        ("冷库", {"59"}),
        ("物业", {"70"}),
        ("装修", {"50"}),
        ("医院", {"84"}),
        ("酒店", {"61"}),
    ],
)
def test_a_common_word_leads_to_its_divisions(typed: str, codes: set[str]) -> None:
    """What a trade is called in daily life finds the division that the standard puts it in."""
    assert codes <= found(typed)


@pytest.mark.parametrize(("typed", "code"), [("CNC", "34"), ("moulds", "35"), ("courier", "60")])
def test_a_common_word_is_found_in_english_too(typed: str, code: str) -> None:
    """An English page is searched by English words."""
    assert code in found(typed, "en")


def test_every_division_has_words_of_its_own() -> None:
    """In both languages, none twice within a division, and none for a division that is not."""
    assert set(trade_words()) == set(divisions())
    for by_lang in trade_words().values():
        assert set(by_lang) == {"zh", "en"}
        for words in by_lang.values():
            assert words
            assert len(set(words)) == len(words)

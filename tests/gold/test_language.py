"""A Chinese report is in Chinese, an English one in English, and nothing is left to fill in."""

import re

import pytest

from i18n import Lang
from tests.gold.made import EVERY, file, known
from tests.gold.reading import TEXTS
from tests.unit.test_pdf import dense

LEFT = re.compile(r"\{\{|\}\}|\{[a-z_]*\}|\bnan\b|\bNaN\b|\bundefined\b|\breport\.[a-z]|�|\0")
DRAWN = re.compile(r"[0-9a-f]{12,}|(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")  # ids, digests, check codes
WORD = re.compile(r"[A-Za-z](?:[A-Za-z_]*[A-Za-z])?(?:/[A-Za-z]+)?")
# Written so in Chinese too; whatever else has Latin letters is a word that was left in English.
WRITTEN_SO = {"C", "CAD", "CAM", "ERP", "G", "GB/T", "MES", "N/A", "PDM", "PLC", "PLM", "SHA", "U"}
HAN = re.compile(r"[\u4e00-\u9fff]+")
TITLE = re.compile(r"《[^》]*》|〔\d+〕")


@pytest.mark.parametrize(("name", "lang", "format"), EVERY)
def test_nothing_is_left_to_fill_in(name: str, lang: Lang, format: str) -> None:
    """No brace of a template, no name of a text, no value of the program."""
    assert LEFT.findall(TEXTS[format](file(name, lang, format))) == []


@pytest.mark.parametrize(("name", "lang", "format"), [each for each in EVERY if each[1] == "zh"])
def test_the_chinese_one_is_chinese(name: str, lang: Lang, format: str) -> None:
    """Latin letters only where Chinese has no other word; a workbook names its items by id too."""
    text = DRAWN.sub("", TEXTS[format](file(name, lang, format)))
    names = set(known(name).questionnaire.by_id) if format == "xlsx" else set()
    assert set(WORD.findall(text)) - WRITTEN_SO - names == set()


@pytest.mark.parametrize(("name", "lang", "format"), [each for each in EVERY if each[1] == "en"])
def test_the_english_one_is_english(name: str, lang: Lang, format: str) -> None:
    """Chinese only in what people have typed and in titles of law."""
    text = bare(TITLE.sub("", dense(TEXTS[format](file(name, lang, format)))))
    for typed in sorted(map(bare, known(name).typed), key=len, reverse=True):
        text = text.replace(typed, "")
    assert HAN.findall(text) == []


def bare(text: str) -> str:
    """``text`` without marks and spaces, which are set in more than one way."""
    return re.sub(r"[\W_]", "", text)

"""The report's own fonts print the names of people, firms and places."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from reports import fonts
from reports.pdf_glyphs import missing_glyphs, placeholder, printable

ROOT = Path(__file__).parents[2]
STANDARD = ROOT / "tests" / "data" / "hanzi" / "general_standard.txt"
# In mainland names: beyond GBK, some of them beyond 通用规范汉字表 and beyond the basic plane.
NAMES = "㛃䶮㸆䴓𠮷㐂𬭎𬬭𫍽𪨶䲟㧐㳚𬇕𫖮𬀩𬶍𣲗𬣙𬘭𬜬𤩽㙘䓫𬍛𫓶𬬩"


def test_every_character_of_the_general_standard_is_printed() -> None:
    """All 8,105 of 《通用规范汉字表》, which a firm's name is to be written in."""
    listed = "".join(STANDARD.read_text("utf-8").split())
    assert len(set(listed)) == 8105
    assert missing_glyphs(listed) == ""


def test_rare_characters_of_names_are_printed() -> None:
    """What people are called, and all 6,582 of extension A that GB 18030 asks for."""
    extension_a = "".join(map(chr, range(0x3400, 0x4DB6)))
    assert len(extension_a) == 6582
    assert missing_glyphs(NAMES + extension_a) == ""


def test_what_no_face_has_is_told() -> None:
    """The check is able to fail: an emoji, and a character of extension H."""
    assert missing_glyphs("惠山😀精工\U00031350") == "😀\U00031350"


@pytest.mark.parametrize("file", [file for files in fonts.FACES.values() for file in files])
def test_every_face_is_there_under_its_name(file: str) -> None:
    """Its family is the one that the typesetter asks for, and it tells its licence."""
    with TTFont(fonts.FOLDER / file, lazy=True) as font:
        names: Any = font["name"]
        assert fonts.FACES[names.getDebugName(16) or names.getDebugName(1)]
        assert "Open Font License" in f"{names.getDebugName(13)}{names.getDebugName(0)}"


def test_the_typesetter_asks_for_the_same_faces_in_the_same_order() -> None:
    """The template's list is that of the fonts."""
    template = (ROOT / "reports" / "templates" / "report.typ").read_text("utf-8")
    listed = ", ".join(f'"{family}"' for family in fonts.FACES)
    assert f"font: ({listed})," in template


def test_characters_need_no_neighbour() -> None:
    """No face has one that combines with another, which might come from another face."""
    for files in fonts.FACES.values():
        for file in files:
            with TTFont(fonts.FOLDER / file, lazy=True) as font:
                had = map(chr, font.getBestCmap())
                assert [each for each in had if unicodedata.category(each)[0] == "M"] == []


def test_a_placeholder_is_the_number_of_the_character() -> None:
    """What the fonts lack stands as its number in the text, and all else stays."""
    assert placeholder("😀") == "〔U+1F600〕"
    assert printable("甲😀\n㐂\u0301") == "甲〔U+1F600〕\n㐂〔U+0301〕"

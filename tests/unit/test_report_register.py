"""The report speaks as a public body writes: colloquial words only where answers are quoted."""

import re

import pytest

from questionnaires.library import load
from questionnaires.model import Questionnaire
from reports.build import build
from reports.chapters.priorities import largest_gaps_of
from reports.gaps import AMOUNTS, now_text
from reports.narratives.narrator import Narrator
from reports.narratives.reader import narratives
from scoring.paths.effort_reading import efforts
from solutions.library import catalogue
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import MADE_ON
from tests.unit.report_reading import texts

ASKED = (
    "agriculture",
    "ai_manufacturing",
    "chain_leader",
    "data_asset",
    "digital_finance",
    "finance_use",
    "green_carbon",
    "manufacturing",
    "park",
    "promotion_centre",
    "quick_scan",
    "service_manufacturing",
    "services",
    "software_equipment",
)
COLLOQUIAL = re.compile(
    "老板(?!子)|咱|您|你|干活|一张纸|搞|挺(?!进)|蛮|啥|咋|拍脑袋|瞎|糊弄|白干|扯皮|凑合|折腾|忽悠"
    "|够不着|放到别的评测|离公开项目|只改做法|(?<!带)动起来|说得准|说不准|顾不过来|力气|照着看"
    "|不对劲|毛病|卖家|一张嘴|拿不准|懂行|打招呼|攒|底子|尺子|学会就行|换做法|打算与人|人手与打算"
    "|量得清|用得省|看得见的条件|没有见到|还差在哪几处|同行企业考察半天"
)
QUOTED = re.compile("“[^”]*”")


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("name", ASKED)
def test_no_colloquial_word_outside_quotes(name: str, part: float) -> None:
    """However high an enterprise stands, and with all chapters that a report can have."""
    known = whole(name, part)
    own = sorted(words(known.questionnaire), key=len, reverse=True)
    told = without("\0".join(texts(build(known, "zh", MADE_ON))), own)  # all at once: much quicker
    said = [QUOTED.sub("“”", text) for text in told.split("\0")]
    assert len(said) > 20
    found = {f"…{text[max(0, at.start() - 15) : at.end() + 15]}…" for text in said
             for at in COLLOQUIAL.finditer(text)}  # fmt: skip
    assert sorted(found) == []


def words(asked: Questionnaire) -> set[str]:
    """The questionnaire's own words: questions and answers, and what it says of them."""
    found = set()
    for item in asked.items:
        texts = [item.ask, item.why, item.first_step, item.evidence]
        texts += [option.says for option in item.options]
        texts += [band.says for band in item.bands]
        found |= {text.zh for text in texts if text is not None}
    return found


def without(text: str, own: list[str]) -> str:
    """``text`` without what the questionnaire itself says in it."""
    for each in own:
        text = text.replace(each, "")
    return text


def test_a_dimension_that_speaks_plainly_has_an_official_name() -> None:
    """In chapters, tables and slides, in the comparison with the round before as well."""
    known = whole("agriculture", 0.5)
    plain = next(each for each in known.questionnaire.dimensions if each.id == "strategy").title.zh
    said = list(texts(build(known, "zh", MADE_ON)))
    assert plain == "人手与打算"
    assert [text for text in said if plain in text] == []
    assert any("组织与人员" in text for text in said)


def test_no_name_holds_the_comma_of_lists() -> None:
    """Neither of an item nor of a solution: lists of them would read as of more things."""
    told = {id: found for id in (*ASKED, "common") if (found := narratives(id)) is not None}
    pieces = [each for found in told.values() for of in found.by_item.values() for each in of]
    names = [each.title.zh for each in pieces]
    names += [title.zh for found in told.values() for title in found.titles.values()]
    names += [solution.title.zh for solution in catalogue().solutions]
    assert len(names) > 500
    assert [name for name in names if "、" in name] == []


def test_a_list_of_names_with_commas_is_parted_by_semicolons() -> None:
    """Such as those of dimensions, whose names are the questionnaire's."""
    voice = Narrator("zh", whole("digital_finance", 0.5))
    assert voice.listed(["交易监管", "成效"]) == "交易监管、成效"
    assert voice.listed(["交易、登记与托管", "成效"]) == "交易、登记与托管；成效"


def test_what_is_there_is_quoted_as_an_answer() -> None:
    """An option speaks as the enterprise does, so a report says whose words they are."""
    for lang, says in (("zh", "企业回答：“"), ("en", "The enterprise answers: “")):
        known = whole("agriculture", 0.5)
        narrator = Narrator(lang, known)
        worded = [gap for gap in largest_gaps_of(known) if gap.item.kind not in AMOUNTS]
        assert worded
        assert [gap for gap in worded if not now_text(narrator, gap).startswith(says)] == []


def test_a_class_of_effort_tells_no_time() -> None:
    """Each solution tells its own weeks."""
    meanings = [each.meaning for each in efforts(load("manufacturing")).classes.values()]
    assert meanings
    assert [text for text in meanings if re.search("[周月年]|week|month|year", str(text))] == []


def test_an_indicator_is_a_name_and_no_question() -> None:
    """It stands at the head of a figure."""
    told = [each.zh for solution in catalogue().solutions for each in solution.indicators]
    assert told
    assert [text for text in told if re.search("[几哪谁吗]", text)] == []

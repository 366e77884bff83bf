"""English of reports and solutions is English: no frames of the other language, units told."""

import re
from collections.abc import Iterator

from i18n.catalogue import texts
from reports.narratives.style import CJK
from solutions.library import catalogue

AREAS = ("report", "outlook", "deck", "telling", "choosing", "concerns", "evidence")
FOREIGN = re.compile(
    f"[{CJK}，。；：、？！（）《》「」]"  # what the other language is written with
    r"|\(s\)| - |  |\b(\w+) \1\b"  # plurals left open, a hyphen for a dash, a word twice
    r"|\bheld against\b|\bwhat lacks\b|\boneself\b|\ball that is lost\b"
    r"|\bare no (?:prices|quotes)\b",
    re.IGNORECASE,
)
UNITS = {
    "分钟": "minute",
    "小时": "hour",
    "%": "%",
    "公里": "km",
    "立方米": "m³",
    "千瓦时": "kwh",
    "斤": "jin",
}
CHATTY = re.compile(
    r"^(?:A|An|The|Somebody|Going|Knowing)\b|\b(?:somebody|oneself|themselves|one's)\b"
)


def told() -> Iterator[tuple[str, str]]:
    """Every English text of a report and of the solutions, by where it stands."""
    for area in AREAS:
        for name, text in texts(area).items():
            yield f"{area}.{name}", text.en
    for each in catalogue().solutions:
        for part in (each.says, each.light, each.first_step, each.next_step):
            if part is not None:
                yield each.id, part.en
        for part in (*each.indicators, *each.risks):
            yield each.id, part.en


def test_english_is_written_as_english() -> None:
    """Its own marks, one plural, no word twice, and none of the phrases that were translated."""
    found = [
        f"{place}: …{text[max(0, at.start() - 20) : at.end() + 20]}…"
        for place, text in told()
        if (at := FOREIGN.search(text))
    ]
    assert len(list(told())) > 1_000
    assert found == []


def test_a_solution_has_a_title_like_one_of_a_contract() -> None:
    """A name without article or “somebody”, at most 65 characters, and no two alike."""
    titles = [each.title.en for each in catalogue().solutions]
    assert len(titles) > 200
    assert [each for each in titles if CHATTY.search(each) or len(each) > 65] == []
    assert len(set(titles)) == len(titles)


def test_an_indicator_has_its_unit_in_both_languages() -> None:
    """Where Chinese has minutes, kilometres or kilowatt-hours in brackets, English names them."""
    measured = [
        (unit, each.en)
        for solution in catalogue().solutions
        for each in solution.indicators
        if (unit := next((unit for unit in UNITS if f"（{unit}）" in each.zh), None))
    ]
    assert {unit for unit, _ in measured} == set(UNITS)
    assert [said for unit, said in measured if UNITS[unit] not in said.lower()] == []

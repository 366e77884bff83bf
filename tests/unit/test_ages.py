"""What was not looked up for a year is found, and page and report say as of when a rule is."""

from datetime import date
from pathlib import Path

import pytest

from cli.ages import age_problems
from cli.main import run
from i18n.catalogue import texts
from questionnaires import regulations
from questionnaires.including import SHIPPED
from questionnaires.lint import find, together
from questionnaires.regulations.laws import laws
from reports.chapters.programmes import findings_text, standing_text
from solutions.programmes import programmes
from solutions.programmes.judging import Finding
from solutions.programmes.library import FOLDER
from wording.voice import Voice

FOUND = together(map(find, (SHIPPED, FOLDER)))
ZH, EN = Voice("zh"), Voice("en")


def test_everything_that_is_cited_grows_old() -> None:
    """A year and a day after the last look every regulation, law and programme is listed."""
    listed = [problem.params["id"] for problem in age_problems(FOUND, date(2090, 1, 1))]
    known = {*regulations.available(), *laws(), *programmes().by_id}
    assert known <= set(listed)


def test_nothing_is_old_before_a_year_has_passed() -> None:
    """What was looked up in November 2026 holds to the end of November 2027.

    A law that nobody ever looked up is listed at once.
    """
    never = {id for id, law in laws().items() if law.seen is None}
    for day in (date(2026, 11, 29), date(2027, 11, 30)):
        listed = list(age_problems(FOUND, day))
        assert {problem.params["id"] for problem in listed} == never != set()
        assert len(listed) == len(never)


def test_a_requirement_that_was_seen_apart_grows_old_apart(tmp_path: Path) -> None:
    """Of a requirement with a date of its own that date counts."""
    text = (FOLDER / "pilot_city.yaml").read_text("utf-8")
    old = "      - id: wuxi\n"
    assert text.count(old) == 1
    (tmp_path / "rules.yaml").write_text(text.replace(old, old + '        seen: "2025"\n'), "utf-8")
    (problem,) = age_problems(find(tmp_path), date(2027, 1, 1))
    assert (problem.code, problem.params["id"]) == ("O003", "wuxi")


@pytest.mark.parametrize("code", ["O001", "O002", "O003"])
def test_an_old_rule_says_what_to_do(code: str) -> None:
    """Each code has what is wrong and what to do, in both languages, as sentences."""
    for name in (code, f"{code}_fix"):
        assert texts("age_problems")[name].zh.endswith("。")
        assert texts("age_problems")[name].en.endswith(".")


def test_the_command_lists_what_is_old(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen lint --as-of` fails where something was not looked up for a year."""
    assert run(["lint", str(FOLDER / "specialised.yaml"), "--as-of", "2027-11-30"]) == 0
    assert run(["lint", str(FOLDER / "specialised.yaml"), "--as-of", "2027-12-01"]) == 1
    assert "O002" in capsys.readouterr().out


def test_a_programme_says_as_of_when_it_is() -> None:
    """The date of the notice, the date of force where it is another, and the last look."""
    told = standing_text(ZH, programmes().by_id["specialised_sme"])
    assert told == "通知日期：2026 年 1 月 17 日，2026 年 4 月 1 日起施行，截至 2026 年 11 月核对"
    assert "as checked in November 2026" in standing_text(EN, programmes().by_id["star_cloud_3"])


def test_a_requirement_of_another_notice_says_so() -> None:
    """The 60 points of advanced smart factories are of 2026, its links of the notice of 2025."""
    programme = programmes().by_id["factory_advanced"]
    by_id = {each.id: each for each in programme.requires}
    links = findings_text(ZH, programme, [Finding(by_id["links"], None)])
    assert "2025 年 6 月 19 日的通知" in links
    assert by_id["general_score"].dated == "2026"
    assert "的通知" not in findings_text(ZH, programme, [Finding(by_id["section"], None)])


def test_every_requirement_says_where_it_stands_and_when_it_was_seen() -> None:
    """Source, last look and how sure are never empty."""
    requirements = [each for one in programmes().programmes for each in one.requires]
    assert requirements
    for each in requirements:
        assert each.source.zh
        assert each.seen >= "2026"
        assert each.confidence

"""The profile lists the titles that an enterprise says it holds, and claims nothing for it."""

from dataclasses import replace

import pytest

from i18n import Lang
from reports.chapters.enterprise import enterprise
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from reports.report import Facts
from services.declaring import declarable
from solutions.programmes.library import programmes
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import LANGS, diagnosis

KNOWN = {each.id: each for each in programmes().programmes}


def rows(known: Diagnosis, lang: Lang = "zh") -> dict[str, str]:
    """The facts of the chapter."""
    (facts,) = enterprise(Narrator(lang, known))
    assert isinstance(facts, Facts)
    return dict(facts.rows)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(declarable()))
def test_what_is_held_is_named_as_declared(name: str, lang: Lang) -> None:
    """A title or certificate by its name, marked as not checked; another statement is none."""
    narrator, requirement = Narrator(lang, diagnosis()), declarable()[name]
    title = KNOWN[name].title if name in KNOWN else requirement.title
    told = rows(replace(diagnosis(), declared={name: True}), lang)
    assert told.get(narrator.say("report.fact_held")) == (title and title.to(lang))
    assert {"zh": "未核对", "en": "not checked"}[lang] in narrator.say("report.fact_held")


def test_some_declarable_things_are_titles() -> None:
    """The stars of the cloud, and what carries a name of its own."""
    named = {name for name, each in declarable().items() if name in KNOWN or each.title}
    assert {"star_cloud_3", "star_cloud_4", "innovation_sme", "integration_certificate"} <= named
    assert "clean_public_credit" not in named


def test_what_is_not_held_or_not_said_is_not_listed() -> None:
    """Nothing declared, or declared not to be so: no such row."""
    for declared in ({}, {"star_cloud_3": False, "innovation_sme": False}):
        assert not any("未核对" in label for label in rows(replace(whole(), declared=declared)))


def test_programmes_that_are_near_are_named_with_how_near() -> None:
    """Those alone that the chapter on programmes tells in full, but for what is held already."""
    known = whole("manufacturing", 1.0)
    ahead = [each for each in known.programmes if each.outcome in ("reached", "near")]
    assert ahead
    narrator = Narrator("zh", known)
    label = narrator.say("report.fact_ahead")
    for each in ahead:
        assert each.programme.title.zh in rows(known)[label]
    first = ahead[0].programme
    held = rows(replace(known, declared={first.id: True}))
    assert f"{first.title.zh}（" not in held.get(label, "")

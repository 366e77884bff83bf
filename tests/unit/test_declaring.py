"""What an enterprise says of itself counts in the judgement of programmes, and is not lost."""

import pytest

from assessments.refusals import NotFound, Stale
from reports.report import Facts
from services import declaring, gathering, reporting
from services.dossier import dossier_of
from tests.gold.enterprises import Assessed, assessed


@pytest.fixture(scope="module")
def shop() -> Assessed:
    """The synthetic machine shop, its second round signed."""
    return assessed("machine_shop")


def outcome(shop: Assessed, requirement: str) -> set[bool | None]:
    """How the judgements see a declared requirement."""
    return {
        finding.met
        for judgement in gathering.diagnosis(
            dossier_of(shop.holder, "result.read", shop.id)
        ).programmes
        for finding in judgement.findings
        if finding.requirement.declarable == requirement
    }


def test_what_is_declared_counts_in_every_programme_and_can_be_taken_back(shop: Assessed) -> None:
    """Said, denied and taken back: each time every programme that asks for it follows."""
    (name, *_) = declaring.declarable()
    seen = declaring.declared(dossier_of(shop.holder, "result.read", shop.id)).revision
    declaring.declare(shop.holder, shop.id, {}, seen=seen)
    assert outcome(shop, name) == {None}
    for held in (True, False):
        seen = declaring.declared(dossier_of(shop.holder, "result.read", shop.id)).revision
        declaring.declare(shop.holder, shop.id, {name: held}, seen=seen)
        assert outcome(shop, name) == {held}
    seen = declaring.declared(dossier_of(shop.holder, "result.read", shop.id)).revision
    declaring.declare(shop.holder, shop.id, {}, seen=seen)
    assert outcome(shop, name) == {None}


def test_of_two_who_declare_at_once_the_second_is_refused(shop: Assessed) -> None:
    """The enterprise and its consultant do not write over each other."""
    assert shop.consultant is not None
    seen = declaring.declared(dossier_of(shop.holder, "result.read", shop.id)).revision
    declaring.declare(shop.holder, shop.id, {"clean_public_credit": True}, seen=seen)
    with pytest.raises(Stale):
        declaring.declare(shop.consultant, shop.id, {"clean_public_credit": False}, seen=seen)
    assert declaring.declared(dossier_of(shop.consultant, "result.read", shop.id)).held == {
        "clean_public_credit": True
    }


def test_what_no_programme_asks_for_is_refused(shop: Assessed) -> None:
    """Nothing is kept of a call with an unknown name in it."""
    before = declaring.declared(dossier_of(shop.holder, "result.read", shop.id))
    with pytest.raises(NotFound):
        declaring.declare(
            shop.holder, shop.id, {"clean_public_credit": True, "好": True}, seen=before.revision
        )
    assert declaring.declared(dossier_of(shop.holder, "result.read", shop.id)) == before


def test_every_declarable_thing_has_one_meaning_and_both_languages() -> None:
    """A name that two programmes ask for is one question on the page."""
    for requirement in declaring.declarable().values():
        assert requirement.says.zh
        assert requirement.says.en


def test_the_rung_of_smart_factory_is_told_in_the_report(shop: Assessed) -> None:
    """As the enterprise declared it; an unknown rung is refused, and nothing is lost by it."""
    seen = declaring.declared(dossier_of(shop.holder, "result.read", shop.id)).revision
    with pytest.raises(NotFound):
        declaring.declare(shop.holder, shop.id, {}, seen=seen, rung="platinum")
    declaring.declare(shop.holder, shop.id, {}, seen=seen, rung="advanced")
    report = reporting.build_report(shop.holder, shop.id, "zh")
    chapter = next(each for each in report.sections if each.id == "enterprise")
    rows = [row for block in chapter.blocks if isinstance(block, Facts) for row in block.rows]
    assert ("智能工厂梯度（企业申报，未核对）", "先进级") in rows
    declaring.declare(shop.holder, shop.id, {}, seen=seen + 1)
    assert declaring.declared(dossier_of(shop.holder, "result.read", shop.id)).rung == ""

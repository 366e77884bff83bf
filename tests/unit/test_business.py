"""What an enterprise does: typed by it or its consultant, told in its report, fixed by signing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.business import FIELDS, LONGEST, BusinessProfile, parse_business
from assessments.refusals import Invalid, NotAllowed, Stale
from reports.chapters.enterprise import enterprise
from reports.narratives.narrator import Narrator
from reports.report import Facts
from services import business, gathering
from services.dossier import Dossier, dossier_of
from tests.gold.enterprises import Assessed, assessed
from tests.unit.report_cases import LANGS, diagnosis


@pytest.fixture(scope="module")
def shop() -> Assessed:
    """The synthetic machine shop, its second round signed."""
    return assessed("machine_shop")


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=LONGEST)))
def test_whatever_is_short_enough_is_kept_on_one_line(raw: dict[str, str]) -> None:
    """Nothing else is added, and what nobody said is empty."""
    said = parse_business(raw)
    for name in FIELDS:
        words = getattr(said, name)
        assert "\n" not in words
        assert bool(words) <= bool(raw.get(name))
    assert parse_business(said.model_dump()) == said


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_too_long_is_refused(name: str) -> None:
    """By one character, in whichever field."""
    assert getattr(parse_business({name: "件" * LONGEST}), name) == "件" * LONGEST
    with pytest.raises(Invalid):
        parse_business({name: "件" * (LONGEST + 1)})


def test_what_is_signed_stays_as_it_is(shop: Assessed) -> None:
    """Neither the enterprise nor its consultant changes a signed report by it."""
    assert shop.consultant is not None
    for ctx in (shop.holder, shop.consultant):
        with pytest.raises(NotAllowed):
            business.keep(ctx, shop.id, {"products": "法兰"}, seen=0)


def test_the_report_tells_what_was_said_and_nothing_else() -> None:
    """A row for what is filled in, in both languages, marked for the check of glyphs."""
    said = BusinessProfile(products="减速机壳体", sites="惠山区一处厂房")
    known = replace(diagnosis(), business=said)
    assert {"减速机壳体", "惠山区一处厂房"} <= set(known.typed)
    for lang in LANGS:
        narrator = Narrator(lang, known)
        (facts,) = enterprise(narrator)
        assert isinstance(facts, Facts)
        rows = dict(facts.rows)
        assert rows[narrator.say("business.field_products")] == "减速机壳体"
        assert rows[narrator.say("business.field_sites")] == "惠山区一处厂房"
        assert narrator.say("business.field_processes") not in rows


def dossier(shop: Assessed) -> Dossier:
    """The dossier of its enterprise's open round."""
    return dossier_of(shop.holder, "result.read", shop.id)


def test_of_two_who_type_at_once_the_second_is_refused() -> None:
    """What the first one saved stands, is in the diagnosis, and can be changed by who saw it."""
    open_case = assessed("cooperative")
    ctx = open_case.holder
    assert not dossier(open_case).assessment.signed
    first = business.keep(ctx, open_case.id, {"products": "水蜜桃"}, seen=0)
    with pytest.raises(Stale):
        business.keep(ctx, open_case.id, {"products": "葡萄"}, seen=0)
    assert business.business_in(dossier(open_case)) == first
    assert gathering.diagnosis(dossier(open_case)).business.products == "水蜜桃"
    later = business.keep(ctx, open_case.id, {"products": "葡萄"}, seen=first.revision)
    assert later.revision == first.revision + 1

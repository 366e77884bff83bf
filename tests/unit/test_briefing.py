"""Before the visit: the order of checking, the briefing of a case, and the list to take along."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document as Word
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from assessments.model import Assessment
from i18n import Lang
from questionnaires.model import Item, Questionnaire
from reports.checklist import BOX
from scoring.checking_order import checking_order
from scoring.flags import Flag, FlagKind, flag_rules
from scoring.sensitivity import Sensitivity
from services import briefing, filling, flags, planning, verifying
from services.dossier import dossier_of
from services.file_jobs import ChecklistJob
from tests.town import ANSWERS, Town, new_town
from wording.voice import Voice

# Four of ten machines send figures, and nobody keeps them: what the sample can contradict.
FAST = {"seconds": 1.0, "limit": 2.0, "pages": 2.0}


@pytest.fixture
def town() -> Iterator[Town]:
    """An empty town."""
    with new_town() as made:
        yield made


def found_in(town: Town, case: Assessment) -> tuple[Questionnaire, Sensitivity]:
    """How sure the result of a case is."""
    dossier = dossier_of(town.consultant(), "case.read", case.id)
    found = planning.sensitivity(dossier)
    assert found is not None
    return dossier.questionnaire, found


# the order


def test_the_order_is_the_product_of_the_three_factors(town: Town) -> None:
    """Each is what the rules say, and none of them is lost."""
    questionnaire, found = found_in(town, town.submitted())
    order = checking_order(questionnaire, found, rare={"plan"}, flags=(), filed={"downtime"})
    rule = flag_rules().order
    assert order
    assert [each.weight for each in order] == sorted((e.weight for e in order), reverse=True)
    for each in order:
        assert each.effect >= each.doubt.drop
        assert each.unusual == (rule.rare if each.item == "plan" else 1)
        assert each.easy == getattr(rule, each.ease)
        assert each.weight == each.effect * each.unusual * each.easy
    ease = {each.item: each.ease for each in order}
    assert ease["downtime"] == "file"
    assert {"told", "counted"} & set(ease.values())


@given(st.data())
def test_what_is_unusual_or_flagged_never_falls_behind(data: st.DataObject) -> None:
    """Whatever the others are, an answer gains places by being rare, flagged or filed."""
    with new_town() as town:
        questionnaire, found = found_in(town, town.submitted())
    ids = [doubt.item for doubt in found.doubts if doubt.drop > 0]
    one = data.draw(st.sampled_from(ids))
    rare = data.draw(st.sets(st.sampled_from(ids)))

    def place(*, rare: set[str], flagged: tuple[Flag, ...] = ()) -> int:
        told = checking_order(questionnaire, found, rare=rare, flags=flagged, filed=())
        return [each.item for each in told].index(one)

    plain = place(rare=rare - {one})
    flag = Flag(FlagKind.CONTRADICTION, (one,))
    assert place(rare=rare | {one}) <= plain
    assert place(rare=rare - {one}, flagged=(flag,)) <= plain


def test_a_flag_about_a_stretch_moves_no_single_answer(town: Town) -> None:
    """A page that was answered quickly says nothing of any one question on it."""
    questionnaire, found = found_in(town, town.submitted())
    quick = Flag(FlagKind.FAST, tuple(ANSWERS), FAST)
    told = checking_order(questionnaire, found, rare=(), flags=[quick], filed=())
    assert told == checking_order(questionnaire, found, rare=(), flags=(), filed=())


# the briefing


def test_a_briefing_has_what_the_case_has(town: Town) -> None:
    """Flags as on the list, and an order without what was verified already."""
    case = town.submitted()
    ctx = town.consultant()
    told = briefing.briefing(ctx, case.id)
    assert told.card == told.dossier.card("claimed")
    assert len(told.plan.flags) == flags.flag_counts(ctx, [case])[case.id]
    first = told.plan.order[0].item
    verifying.begin(ctx, case.id)
    asked = told.dossier.questionnaire.by_id[first]
    for id in filter(None, (asked.part, asked.whole) if asked.part else (first,)):
        verifying.set_verified(ctx, case.id, id, ANSWERS[id], remark="看过", seen=0)
    again = briefing.briefing(ctx, case.id).plan.order
    assert first not in {each.item for each in again}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_the_list_has_a_row_and_two_boxes_for_every_answer(
    town: Town, format: str, lang: Lang
) -> None:
    """With what to look at, in both formats and languages."""
    case = town.submitted()
    ctx = town.consultant()
    told = briefing.briefing(ctx, case.id)
    text = READ[format](ChecklistJob(case.id, Voice(lang), format)(ctx))
    assert text.count(BOX) == 2 * len(told.plan.order)
    for each in told.plan.order:
        item: Item = told.dossier.questionnaire.by_id[each.item]
        assert squeezed(item.ask.to(lang)) in text


def test_the_list_tells_nothing_of_flags(town: Town) -> None:
    """An enterprise that looks over the shoulder reads what to show, and no suspicion."""
    case = town.started()
    for item, raw in ANSWERS.items():  # all at once, a second apart
        town.wait(seconds=1)
        filling.record_answer(town.holder(case), case.id, item, raw, seen=0)
    case = filling.submit(town.holder(case), case.id, town.centre())
    file = briefing.checklist_file(town.consultant(), case.id, Voice("zh"), "docx")
    text = READ["docx"](file)
    for word in ("提示", "可疑", "矛盾", "少见", "一成"):
        assert word not in text


def squeezed(text: str) -> str:
    """Without any space."""
    return "".join(text.split())


def in_word(content: bytes) -> str:
    """All texts of a Word file."""
    document = Word(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return squeezed("".join((*cells, *(each.text for each in document.paragraphs))))


READ = {
    "docx": in_word,
    "pdf": lambda raw: squeezed("".join(p.extract_text() for p in PdfReader(BytesIO(raw)).pages)),
}

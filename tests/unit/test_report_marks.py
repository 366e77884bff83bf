"""Of many reports those are written again of which anything that they tell has changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from access.actor import Actor, Role
from assessments.model import Assessment
from cli.writing import write_whole
from i18n import Lang
from services import catalogue, declaring, paragraphs, plans, templates, verifying
from services.context import Context
from services.dossier import dossier_of
from services.gathering import diagnosis
from services.held import Held
from services.report_folder import JOURNAL
from services.reporting import build_report, lasting
from services.reporting_all import Order, chosen, write_all
from tests.gold.enterprises import Assessed, assessed
from tests.town import Town, new_town
from tests.visiting import visited

WRITTEN = "顾问在现场看过之后写的一段话。"


@pytest.fixture(scope="module")
def shop() -> Iterator[Assessed]:
    """The synthetic machine shop: verified, with a round before and a centre."""
    made = assessed("machine_shop")
    yield made
    made.holder.store.close()


def written(ctx: Context, folder: Path, format: str = "html", lang: Lang = "zh") -> set[str]:
    """The assessments whose reports the run wrote; all others were kept."""
    operator = replace(ctx, actor=Actor(Role.OPERATOR, "operator"), held=Held())
    order = Order(folder, format, lang, write_whole)
    done = list(write_all(operator, chosen(operator), order, None))
    assert [each.why for each in done if each.why] == []
    return {each.task.assessment for each in done if not each.kept}


def declare(shop: Assessed) -> None:
    """Say of something that no question asks for the contrary of what was said."""
    said = declaring.declared(dossier_of(shop.holder, "result.read", shop.id))
    held = {**said.held, "clean_public_credit": not said.held.get("clean_public_credit")}
    declaring.declare(shop.holder, shop.id, held, seen=said.revision)


def tick(shop: Assessed) -> None:
    """Begin with a task of the plan."""
    now = plans.planned(shop.holder, shop.id)
    task = next(each for each in now.plan.tasks if each.progress == "open")
    plans.tick(shop.holder, shop.id, task.solution.id, "begun", seen=now.revision)


def follow(shop: Assessed) -> None:
    """Say of a task in the plan of the round before that it is done."""
    before = plans.progress_since(dossier_of(shop.holder, "plan.read", shop.id))
    assert before is not None
    task = next(each for each in before.plan.tasks if each.progress != "done")
    plans.follow(shop.holder, shop.id, task.solution.id, "done", seen=before.revision)


def edit_the_catalogue(shop: Assessed) -> None:
    """Tell how to begin with a solution of the plan in other words."""
    owner = replace(shop.holder, actor=Actor(Role.METHOD_OWNER, "owner"))
    task = plans.planned(shop.holder, shop.id).plan.tasks[0].solution.id
    draft = catalogue.draft(owner, task)
    other = {"zh": "先问一问用过的人。", "en": "Ask somebody who has it first."}
    entry = {**draft.entry, "first_step": other, "next_step": other}
    catalogue.keep(owner, task, draft.group, entry, seen=draft.seen)


@pytest.mark.parametrize("act", [declare, tick, follow, edit_the_catalogue])
def test_what_a_report_tells_beside_the_answers_is_in_its_mark(
    shop: Assessed, tmp_path: Path, act: Callable[[Assessed], None]
) -> None:
    """What is declared, planned, done or sold now: the report is written anew, and once."""
    written(shop.holder, tmp_path)
    assert written(shop.holder, tmp_path) == set()
    act(shop)
    assert shop.id in written(shop.holder, tmp_path)
    assert written(shop.holder, tmp_path) == set()


def test_a_centres_template_is_in_the_mark_of_word_files_only(
    shop: Assessed, tmp_path: Path
) -> None:
    """Put to use and taken back, the Word reports follow; pages on the screen do not."""
    assert shop.consultant is not None
    earlier = dossier_of(shop.holder, "report.read", shop.id).earlier
    assert earlier is not None
    both = {shop.id, earlier.assessment.id}
    assert written(shop.holder, tmp_path, "docx") == both
    assert written(shop.holder, tmp_path, "html") == both
    form = templates.example(shop.consultant, "zh")
    templates.put(shop.consultant, "zh", "form.docx", form, seen=0)
    assert written(shop.holder, tmp_path, "docx") == both
    assert written(shop.holder, tmp_path, "docx") == set()
    assert written(shop.holder, tmp_path, "html") == set()
    templates.take_back(shop.consultant, "zh", seen=1)
    assert written(shop.holder, tmp_path, "docx") == both


def test_what_a_consultant_wrote_is_in_the_mark() -> None:
    """An edited paragraph counts from the signature on, in its own language."""
    with new_town() as town:
        case, consultant = town.under_verification(), town.consultant()
        told = paragraphs.paragraphs(consultant, case.id, "zh").paragraphs["method/1"]
        paragraphs.edit_paragraph(
            consultant, case.id, "zh", "method/1", WRITTEN,
            generated=told.generated.text, seen=told.revision,
        )  # fmt: skip
        assert WRITTEN not in marked(town, case, "zh")
        visited(consultant, case.id)
        seen = verifying.case(consultant, case.id).seen
        verifying.sign(consultant, case.id, seen=seen)
        assert WRITTEN in marked(town, case, "zh")
        assert WRITTEN not in marked(town, case, "en")


def marked(town: Town, case: Assessment, lang: Lang) -> str:
    """What the mark is made of."""
    dossier = dossier_of(town.operator, "report.read", case.id)
    return repr(lasting(dossier, diagnosis(dossier), lang))


def test_neither_the_day_nor_peers_are_in_the_mark(tmp_path: Path) -> None:
    """A year later and among others the file stays; its own text dates both."""
    with new_town() as town:
        first = town.submitted()
        assert written(town.operator, tmp_path) == {first.id}
        before = build_report(town.operator, first.id, "zh")
        others = _others(town)
        town.now += timedelta(days=365)
        assert build_report(town.operator, first.id, "zh") != before
        assert written(town.operator, tmp_path) == others
        assert len(list(tmp_path.iterdir())) == len(others) + len({first.id, JOURNAL})


def _others(town: Town) -> set[str]:
    """Enough of them for a comparison."""
    return {town.submitted(name=f"同行{number}").id for number in range(11)}

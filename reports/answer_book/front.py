"""The first sheet of an answer book: whose it is, how far it is, how it is filled in."""

from collections.abc import Mapping, Sequence

from reports.answer_book.content import AnswerBook
from reports.answer_book.questions import Questions, count
from reports.answer_book.sheets import QuestionSheet
from reports.workbook.levels import LevelCells
from reports.workbook.page import (
    FIGURE,
    HEAD,
    HEADING,
    PLAIN,
    POINTS,
    SHARE,
    STRONG,
    ReportSheet,
)
from reports.workbook.scores import Figures
from reports.workbook.terms import Term, added, summed, when

WIDTHS = (34.0, 14.0, 14.0, 14.0, 24.0)
STATED = ("level", "total", "range", "standing")
STEPS = ("fill", "asked", "multi", "keep", "back", "conflict", "leave")


def write_front(
    page: ReportSheet,
    book: AnswerBook,
    questions: Questions,
    result: LevelCells,
    figures: Mapping[str, Figures],
) -> None:
    """Write the sheet."""
    voice, identity = book.report.voice, book.identity
    title = voice.say(f"answer_book.title_{identity.side}")
    row = page.opening(book.report.cover.enterprise, (title,))
    facts = {
        "questionnaire": voice.say(
            "report.edition",
            title=voice.text(book.questionnaire.title),
            edition=book.questionnaire.edition,
        ),
        "written": identity.written_at,
    }
    for name, said in facts.items():
        page.text(row, 0, voice.say(f"answer_book.fact_{name}"), STRONG)
        page.text(row, 1, said, {"text_wrap": False})
        row += 1
    for name in STATED:
        large = {"font_size": 14, "bold": True} if name in ("level", "total") else {}
        page.text(row, 0, voice.say(f"workbook.stated_{name}"), STRONG)
        style = {**large, "align": "left", "num_format": "0.0", "text_wrap": False}
        page.formula(row, 1, getattr(result, name), style)
        row += 1
    row = _progress(page, row + 1, questions, list(questions.sheets.values()))
    row = _figures(page, row + 1, figures)
    page.text(row + 1, 0, voice.say("answer_book.how"), HEADING)
    row += 2
    steps = [step for step in STEPS if book.verifies or step != "leave"]
    for number, step in enumerate(steps, start=1):
        key = f"answer_book.how_{step}_{identity.side}" if step in ("fill", "back") else ""
        said = voice.say(key) if key else voice.say(f"answer_book.how_{step}")
        page.wide(row, f"{number}. {said}", PLAIN)
        row += 1
    page.sheet.print_area(0, 0, row, len(WIDTHS) - 1)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.protect()


def _progress(
    page: ReportSheet, head: int, questions: Questions, sheets: Sequence[QuestionSheet]
) -> int:
    """How much of every sheet is filled in; the first free row."""
    voice, side = page.book.voice, questions.book.identity.side
    heads = ("sheet", "need", f"done_{side}", "share")
    for column, name in enumerate(heads):
        style = {**FIGURE, **HEAD} if column else HEAD
        page.text(head, column, voice.say(f"answer_book.progress_{name}"), style)
    needs: list[Term] = []
    dones: list[Term] = []
    for row, sheet in enumerate(sheets, start=head + 1):
        link = f"internal:'{sheet.page.name}'!A1"
        page.sheet.write_url(row, 0, link, page.book.format(PLAIN), string=sheet.page.name)
        need = page.formula(row, 1, summed(count(questions.need, sheet, "need")), FIGURE)
        done = page.formula(row, 2, summed(count(questions.done, sheet, "done")), FIGURE)
        page.formula(row, 3, when(need > 0, done / when(need > 0, need, 1), ""), SHARE)
        needs.append(need)
        dones.append(done)
    row = head + len(sheets) + 1
    page.text(row, 0, voice.say("answer_book.progress_all"), {**STRONG, **PLAIN})
    need = page.formula(row, 1, added(needs), {**FIGURE, **STRONG})
    done = page.formula(row, 2, added(dones), {**FIGURE, **STRONG})
    share = when(need > 0, done / when(need > 0, need, 1), "")
    page.formula(row, 3, share, {**SHARE, **STRONG})
    return row + 1


def _figures(page: ReportSheet, head: int, figures: Mapping[str, Figures]) -> int:
    """The score of what stands right under the total; the first free row."""
    voice = page.book.voice
    for column, name in enumerate(("dimension", "score", "scale", "coverage")):
        style = {**FIGURE, **HEAD} if column else HEAD
        page.text(head, column, voice.say(f"workbook.column_{name}"), style)
    branches = [branch for branch in page.book.workings.tree if branch.depth == 1]
    absent = voice.say("workbook.state_not_applicable")
    unjudged = voice.say("workbook.state_not_judged")
    for row, branch in enumerate(branches, start=head + 1):
        seen = figures[branch.id]
        page.text(row, 0, branch.title, PLAIN)
        judged = when(seen.score.filled, seen.score, unjudged)
        page.formula(row, 1, when(seen.applies.same(0), absent, judged), POINTS)
        page.formula(row, 2, seen.scale, FIGURE)
        page.formula(row, 3, seen.coverage, SHARE)
    return head + len(branches) + 1

"""One report of the manufacturing questionnaire, all of it answered, with all that it can tell.

Gathering is what it tells beside the answers (readings under other questionnaires, programmes,
the plan), composing makes the Report value of it, then comes each format.

All is everything for one enterprise, one after the other: gathering, composing and each format; its
process has loaded all libraries and read all shipped files before, so that cold is the first
enterprise there.

Cold is the first one in a fresh process, the libraries of that format loaded in that time; warm
is the best of ten more, each of another enterprise with other answers. The ratio is against an
empty document of the same library, cold to cold and warm to warm, in this same run: an empty Word
document saved, a workbook of one empty sheet, a deck of one empty slide, a PDF of one word, a page
of the same template engine with one word.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from assessments.facts import facts_of
from assessments.model import Assessment, Enterprise, Stage
from questionnaires.answers import Answer
from questionnaires.crosswalks import FOLDER, crosswalks_from
from questionnaires.library import load
from questionnaires.model import Item, Kind
from questionnaires.sheet import Sheet, shown
from reports.build import build
from reports.diagnosis import Diagnosis
from reports.report import Report
from scoring import scorecard_of
from scoring.library import rubric
from scoring.reading_under import read_under
from solutions.library import catalogue
from solutions.plans.building import build_plan
from solutions.programmes import judge
from solutions.programmes.library import programmes

WARM = 10  # repetitions, the best counts
ROUNDS = 3  # fresh processes, the best counts
MADE_ON = date(2026, 3, 25)


def diagnosis(turn: int = 0) -> Diagnosis:
    """A synthetic enterprise that stands in the middle everywhere, or ``turn`` options further."""
    questionnaire = load("manufacturing@2026.1")
    wuxi = rubric("wuxi", questionnaire)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    enterprise = Enterprise(
        id="e", name=f"测量用合成企业{turn}", credit_code=None, division="34", district="320206",
        employees=56, revenue=3200, synthetic=True,
    )  # fmt: skip
    assessment = Assessment(
        id="a", enterprise="e", questionnaire=questionnaire.id, edition=questionnaire.edition,
        digest=questionnaire.digest, stage=Stage.SUBMITTED, started_at=at, submitted_at=at,
    )  # fmt: skip
    answers = {item.id: answer(item, turn) for item in questionnaire.items if item.asked}
    sheet = Sheet(answers, facts_of(enterprise))
    visible = shown(questionnaire, sheet)
    sheet = Sheet({id: each for id, each in answers.items() if visible[id]}, sheet.facts)
    card = scorecard_of(questionnaire, wuxi, sheet)
    return Diagnosis(enterprise, assessment, questionnaire, wuxi, sheet, sheet, card, card)


def gathered(known: Diagnosis) -> Diagnosis:
    """The same with readings, programmes and a plan."""
    asked, sheet = known.questionnaire, known.sheet
    walks = [(each, load(each.to, each.to_edition)) for each in crosswalks_from(asked, FOLDER)]
    readings = tuple(
        read_under(walk, asked, sheet, theirs, rubric(theirs.default_rubric, theirs))
        for walk, theirs in walks
        if theirs.status == "published"
    )
    levels = {each.questionnaire.id: each for each in readings}
    return replace(
        known,
        readings=readings,
        programmes=judge(asked, sheet, {**levels, asked.id: known.card}),
        plan=build_plan(asked, known.rubric, sheet, catalogue()),
    )


def answer(item: Item, turn: int) -> Answer:
    """The answer ``turn`` places after the middle of what there is."""
    ids = [option.id for option in item.options if not option.exclusive]
    if item.kind is Kind.MULTI:
        return tuple(ids[: (len(ids) // 2 + turn) % len(ids) + 1])
    if item.kind is Kind.NUMBER:
        return float(int(min(item.maximum or 10, 10)))
    return ids[(len(ids) // 2 + turn) % len(ids)] if ids else "一句话"


def write_html(made: Report) -> bytes:
    """The whole HTML report."""
    from reports.formats.html import write_html  # noqa: PLC0415  (loading it is what is measured)

    return write_html(made)


def write_docx(made: Report) -> bytes:
    """The whole Word report."""
    from reports.formats.docx import write_docx  # noqa: PLC0415  (as above)

    return write_docx(made)


def write_pdf(made: Report) -> bytes:
    """The whole PDF report."""
    from reports.formats.pdf import write_pdf  # noqa: PLC0415  (as above)

    return write_pdf(made)


def write_xlsx(made: Report) -> bytes:
    """The whole Excel report."""
    from reports.formats.xlsx import write_xlsx  # noqa: PLC0415  (as above)

    return write_xlsx(made)


def write_pptx(made: Report) -> bytes:
    """The whole deck."""
    from reports.formats.pptx import write_pptx  # noqa: PLC0415  (as above)

    return write_pptx(made)


def empty_html(_: Any) -> bytes:
    """A page with one word."""
    from jinja2 import Template  # noqa: PLC0415  (as above)

    return Template("<!doctype html><p>{{ word }}</p>").render(word="empty").encode()


def empty_docx(_: Any) -> bytes:
    """A Word document without content."""
    from io import BytesIO  # noqa: PLC0415  (as above)

    import docx  # noqa: PLC0415  (as above)

    buffer = BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def empty_pdf(_: Any) -> bytes:
    """A page of the same typesetter with one word in one of its own fonts."""
    import typst  # noqa: PLC0415  (as above)

    return typst.compile(b"empty", format="pdf", ignore_system_fonts=True)


def empty_xlsx(_: Any) -> bytes:
    """A workbook of one empty sheet."""
    from io import BytesIO  # noqa: PLC0415  (as above)

    from xlsxwriter import Workbook  # noqa: PLC0415  (as above)

    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.add_worksheet()
    book.close()
    return file.getvalue()


def empty_pptx(_: Any) -> bytes:
    """A deck of one empty slide."""
    from io import BytesIO  # noqa: PLC0415  (as above)

    import pptx  # noqa: PLC0415  (as above)

    buffer, deck = BytesIO(), pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(buffer)
    return buffer.getvalue()


def gathering(known: Diagnosis) -> bytes:
    """What a report tells beside the answers."""
    return str(len(gathered(known).readings)).encode()


def composed(known: Diagnosis) -> bytes:
    """The Report value."""
    return str(len(build(known, "zh", MADE_ON).sections)).encode()


def everything(known: Diagnosis) -> bytes:
    """All formats of one report."""
    from reports.registry import FORMATS  # noqa: PLC0415  (as above)

    made = build(gathered(known), "zh", MADE_ON)
    return b"".join(format.write(made) for format in FORMATS.values())


def ready() -> None:
    """Load every library, and read what is shipped; no report is made."""
    import reports.registry  # noqa: F401, PLC0415  (as above)

    catalogue()
    programmes()
    rubric("wuxi", load("manufacturing@2026.1"))
    for walk in crosswalks_from(load("manufacturing@2026.1"), FOLDER):
        load(walk.to, walk.to_edition)
    for name, task in TASKS.items():
        if name.endswith(", empty"):
            task(None)


# The first two and the last take a Diagnosis, the others a Report, the empty ones nothing.
TASKS: dict[str, Callable[[Any], bytes]] = {
    "gather": gathering,
    "compose": composed,
    "html": write_html,
    "html, empty": empty_html,
    "docx": write_docx,
    "docx, empty": empty_docx,
    "pdf": write_pdf,
    "pdf, empty": empty_pdf,
    "xlsx": write_xlsx,
    "xlsx, empty": empty_xlsx,
    "pptx": write_pptx,
    "pptx, empty": empty_pptx,
    "all": everything,
}


def subject_of(task: str, turn: int) -> Diagnosis | Report:
    """What ``task`` is given."""
    known = diagnosis(turn)
    if task in ("gather", "all"):
        return known
    known = gathered(known)
    return known if task == "compose" else build(known, "zh", MADE_ON)


def measure(task: str, warm: int) -> None:
    """Print cold and warm seconds and bytes of ``task`` in this process."""
    times = []
    content = b""
    if task == "all":
        ready()
    for turn in range(1 + warm):
        subject = None if task.endswith(", empty") else subject_of(task, turn)
        start = time.perf_counter()
        content = TASKS[task](subject)
        times.append(time.perf_counter() - start)
    print(times[0], min(times[1:]), len(content))


def measured(task: str, rounds: int, warm: int) -> tuple[float, float, int]:
    """The best of some fresh processes: cold and warm seconds, bytes."""
    found = []
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, __file__, task, str(warm)], check=True, capture_output=True, text=True
        )
        first, later, size = done.stdout.split()
        found.append((float(first), float(later), int(size)))
    return min(each[0] for each in found), min(each[1] for each in found), found[0][2]


def main(tasks: Iterable[str] = TASKS, rounds: int = ROUNDS, repeated: int = WARM) -> None:
    """Print the table."""
    results = {task: measured(task, rounds, repeated) for task in tasks}
    print(f"{'':14}{'cold s':>9}{'warm s':>9}{'KB':>8}  times an empty one, cold and warm")
    for task, (cold, warm, size) in results.items():
        line = f"{task:14}{cold:9.3f}{warm:9.3f}{size / 1000:8.0f}"
        if (bare := results.get(f"{task}, empty")) is not None:
            line += f"  {cold / bare[0]:8.1f} {warm / bare[1]:8.1f}"
        print(line)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()

"""One report of the manufacturing questionnaire, all of it answered: composing and each format.

Cold is the first one in a fresh process, the libraries of that format loaded in that time; warm
is the best of ten more. The ratio is against an empty document of the same library, cold to cold
and warm to warm, in this same run: an empty Word document saved, a page of the same template engine
that holds nothing but the drawing library (which is most of what the file weighs).
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from assessments.facts import facts_of
from assessments.model import Assessment, Enterprise, Stage
from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Item, Kind
from questionnaires.sheet import Sheet, shown
from reports.build import build
from reports.diagnosis import Diagnosis
from scoring import scorecard_of
from scoring.library import rubric

WARM = 10  # repetitions, the best counts
ROUNDS = 3  # fresh processes, the best counts
MADE_ON = date(2026, 3, 25)


def diagnosis() -> Diagnosis:
    """A synthetic enterprise that stands in the middle everywhere."""
    questionnaire = load("manufacturing@2026.1")
    judge = rubric("wuxi", questionnaire)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    enterprise = Enterprise(
        id="e", name="测量用合成企业", credit_code=None, division="34", district="320206",
        employees=56, revenue=3200, synthetic=True,
    )  # fmt: skip
    assessment = Assessment(
        id="a", enterprise="e", questionnaire=questionnaire.id, edition=questionnaire.edition,
        digest=questionnaire.digest, stage=Stage.SUBMITTED, started_at=at, submitted_at=at,
    )  # fmt: skip
    answers = {item.id: middle(item) for item in questionnaire.items if item.asked}
    sheet = Sheet(answers, facts_of(enterprise))
    visible = shown(questionnaire, sheet)
    sheet = Sheet({id: each for id, each in answers.items() if visible[id]}, sheet.facts)
    card = scorecard_of(questionnaire, judge, sheet)
    return Diagnosis(enterprise, assessment, questionnaire, judge, sheet, sheet, card, card)


def middle(item: Item) -> Answer:
    """The answer in the middle of what there is."""
    ids = [option.id for option in item.options if not option.exclusive]
    if item.kind is Kind.MULTI:
        return tuple(ids[: len(ids) // 2 + 1])
    if item.kind is Kind.NUMBER:
        return float(int(min(item.maximum or 10, 10)))
    return ids[len(ids) // 2] if ids else "一句话"


def write_html() -> bytes:
    """The whole HTML report."""
    from reports.html import write_html  # noqa: PLC0415  (loading it is what is measured)

    return write_html(REPORT)


def write_docx() -> bytes:
    """The whole Word report."""
    from reports.docx import write_docx  # noqa: PLC0415  (as above)

    return write_docx(REPORT)


def empty_html() -> bytes:
    """A page with the drawing library and nothing else."""
    from jinja2 import Template  # noqa: PLC0415  (as above)
    from plotly.offline import get_plotlyjs  # noqa: PLC0415  (as above)

    return Template("<script>{{ js }}</script>").render(js=get_plotlyjs()).encode()


def empty_docx() -> bytes:
    """A Word document without content."""
    from io import BytesIO  # noqa: PLC0415  (as above)

    import docx  # noqa: PLC0415  (as above)

    buffer = BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def composed() -> bytes:
    """The Report value."""
    return str(len(build(DIAGNOSIS, "zh", MADE_ON).sections)).encode()


TASKS: dict[str, Callable[[], bytes]] = {
    "compose": composed,
    "html": write_html,
    "html, empty": empty_html,
    "docx": write_docx,
    "docx, empty": empty_docx,
}


def measure(task: str) -> None:
    """Print cold and warm seconds and bytes of ``task`` in this process."""
    times = []
    content = b""
    for _ in range(1 + WARM):
        start = time.perf_counter()
        content = TASKS[task]()
        times.append(time.perf_counter() - start)
    print(times[0], min(times[1:]), len(content))


def measured(task: str) -> tuple[float, float, int]:
    """The best of some fresh processes: cold and warm seconds, bytes."""
    found = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, __file__, task], check=True, capture_output=True, text=True
        )
        cold, warm, size = done.stdout.split()
        found.append((float(cold), float(warm), int(size)))
    return min(each[0] for each in found), min(each[1] for each in found), found[0][2]


def main() -> None:
    """Print the table."""
    results = {task: measured(task) for task in TASKS}
    print(f"{'':14}{'cold s':>9}{'warm s':>9}{'KB':>8}  times an empty one, cold and warm")
    for task, (cold, warm, size) in results.items():
        line = f"{task:14}{cold:9.3f}{warm:9.3f}{size / 1000:8.0f}"
        if (bare := results.get(f"{task}, empty")) is not None:
            line += f"  {cold / bare[0]:8.1f} {warm / bare[1]:8.1f}"
        print(line)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        DIAGNOSIS = diagnosis()
        if sys.argv[1] != "compose":
            REPORT = build(DIAGNOSIS, "zh", MADE_ON)
        measure(sys.argv[1])
    else:
        main()

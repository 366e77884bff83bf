"""shuzhen score: a table of answers to a table of scores."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import typer

from cli.language import language
from cli.progress import progress
from cli.stopping import stoppable
from i18n import say
from questionnaires.library import NoSuchQuestionnaire, load
from questionnaires.model import Questionnaire
from scoring import library
from scoring.rubric import Rubric
from services.scoring_files import (
    FaultyInput,
    NoRoom,
    SameFile,
    ScoringSummary,
    UnknownFormat,
    score_file,
)


def score(
    input: Annotated[Path, typer.Argument(metavar="INPUT")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output")],
    questionnaire: Annotated[str, typer.Option("--questionnaire")],
    rubric: Annotated[str | None, typer.Option("--rubric")] = None,
) -> None:
    """Score every row of the input, or list everything that is wrong with it."""
    lang = language()
    _save_memory()
    try:
        asked = load(questionnaire)
        judge = library.rubric(rubric or asked.default_rubric, asked)
        with stoppable(say("cells.stopped", lang, output=output)), progress() as watch:
            outcome = score_file(asked, judge, input, output, watch)
    except NoSuchQuestionnaire as error:
        raise no_such_questionnaire(error) from None
    except library.UnknownRubric as error:
        raise wrong("no_rubric", error.name, error.known) from None
    except UnknownFormat as error:
        raise wrong("no_format", str(error.path), error.known) from None
    except SameFile:
        raise typer.BadParameter(say("cells.same_file", lang, output=output)) from None
    except NoRoom:
        raise typer.BadParameter(say("cells.no_room", lang, output=output)) from None
    except FaultyInput as error:
        raise refuse(error) from None
    _conclude(outcome, asked, judge, output)


def _save_memory() -> None:
    """Let Arrow give back what it does not need: that is 80 MB of ten million rows."""
    if "jemalloc" in pa.supported_memory_backends():  # not everywhere; it is no slower
        pa.set_memory_pool(pa.jemalloc_memory_pool())


def _conclude(outcome: ScoringSummary, asked: Questionnaire, judge: Rubric, output: Path) -> None:
    """What was done, and what one should know of it."""
    lang = language()
    names = {"questionnaire": asked.id, "rubric": judge.id, "version": judge.version}
    lines = [say("cells.done", lang, sheets=outcome.sheets, output=output, **names)]
    lines += [remark.to(lang) for remark in outcome.remarks]
    if outcome.without_total:
        lines.append(say("cells.done_without_total", lang, n=outcome.without_total))
    if outcome.without_column:
        missing = ", ".join(outcome.without_column)
        lines.append(say("cells.done_without_column", lang, items=missing))
    typer.echo("\n".join(lines), err=True)


def refuse(error: FaultyInput) -> typer.Exit:
    """Say what is wrong with a table of answers."""
    lang, faults = language(), error.faults
    first = faults.first()
    lines = [f"{error.file}: {fault.to(lang)}" for fault in first]
    if faults.count > len(first):
        lines.append(say("cells.rest", lang, n=faults.count - len(first)))
    lines.append(say("cells.nothing_written", lang, n=faults.count))
    typer.echo("\n".join(lines), err=True)
    return typer.Exit(1)


def no_such_questionnaire(error: NoSuchQuestionnaire) -> typer.BadParameter:
    """What to answer where a questionnaire is named that there is not."""
    return wrong("no_questionnaire", error.name, error.available)


def wrong(key: str, name: str, known: tuple[str, ...]) -> typer.BadParameter:
    """What to answer where something is named that there is not, with the near names."""
    lang = language()
    near: Any = "".join(
        say("cells.near", lang, name=each) for each in get_close_matches(name, known, 1)
    )
    return typer.BadParameter(
        say(f"cells.{key}", lang, name=name, near=near, known=", ".join(known))
    )

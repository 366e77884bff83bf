"""shuzhen lint: every problem of the files that this product is told by."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.ages import age_problems
from cli.fairness import HeldRubric, held
from cli.fairness import problems as fairness_problems
from cli.language import language
from files.problems import InvalidFiles, Problem, in_order
from i18n import Text, say, text_of
from questionnaires.contradictions import FOLDER as CONTRADICTIONS
from questionnaires.contradictions import check as check_contradictions
from questionnaires.including import SHIPPED
from questionnaires.library import available, load
from questionnaires.lint import Found, find, lint_found, together
from questionnaires.model import Questionnaire
from questionnaires.outside import FILE as OUTSIDE
from questionnaires.outside import check as check_outside
from reports.layers.reader import FOLDER as LAYERS
from reports.layers.reader import check as check_layers
from reports.narratives.reader import FOLDER as NARRATIVES
from reports.narratives.reader import check as check_narratives
from scoring.library import FOLDER
from scoring.lint import check
from scoring.paths.effort_reading import FOLDER as EFFORTS
from scoring.paths.effort_reading import check as check_efforts
from services.bulletin.advice_reading import FILE as ADVICE
from services.bulletin.advice_reading import check as check_advice
from services.fit import fit_problems
from solutions.concerns import FILE as CONCERNS
from solutions.concerns import check as check_concerns
from solutions.library import check as check_solutions
from solutions.programmes.library import FOLDER as PROGRAMMES
from solutions.programmes.library import check as check_programmes
from solutions.reader import FOLDER as SOLUTIONS

# Where the files of a kind are shipped, and what says all that is wrong with some of them.
CHECKS = {
    "efforts": (EFFORTS, check_efforts),
    "solutions": (SOLUTIONS, check_solutions),
    "programmes": (PROGRAMMES, check_programmes),
    "narratives": (NARRATIVES, check_narratives),
    "layers": (LAYERS, check_layers),
    "concerns": (CONCERNS, check_concerns),
    "contradictions": (CONTRADICTIONS, check_contradictions),
    "outside": (OUTSIDE, check_outside),
    "advice": (ADVICE, check_advice),
}
MOST_SHOWN = 5000  # problems of all files together; nobody reads on


def lint(
    *,
    paths: Annotated[list[Path] | None, typer.Argument()] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE")
    ] = None,
    fairness: Annotated[bool, typer.Option("--fairness")] = False,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
) -> None:
    """Check everything at the paths, or everything that is shipped."""
    speech = lang or language()
    for path in paths or ():
        if not path.exists():
            raise typer.BadParameter(say("cli.lint_no_path", speech, path=path))
    found = together(
        map(find, paths or (SHIPPED, FOLDER, *(place for place, _ in CHECKS.values())))
    )
    if not found:
        raise typer.BadParameter(say("cli.lint_nothing", speech))
    problems = _problems(found)
    if as_of is not None:
        problems += age_problems(found, as_of.date())
    judged = [*held(found, _beside(found), own=fairness)]
    problems += fairness_problems(judged)
    from_here = map(_from_here, in_order(problems))
    problems = list({_key(problem): problem for problem in from_here}.values())
    for problem in problems[:MOST_SHOWN]:
        print(problem.to(speech))
    if len(problems) > MOST_SHOWN:
        print(say("cli.lint_rest", speech, n=MOST_SHOWN))
        raise typer.Exit(1)
    for each in judged if fairness else ():
        print(_reach(each).to(speech))
    if problems:
        print(say("cli.problems", speech, n=len(problems)))
        raise typer.Exit(1)
    counts = {kind: len(found.get(kind, ())) for kind in (*CHECKS, "rubrics", "crosswalks")}
    counts["questionnaires"] = len(found.get("editions", ()))
    counts["regulations"] = sum(len(found.get(kind, ())) for kind in ("regulations", "comparisons"))
    print(say("cli.lint_clean", speech, **counts))


def _problems(found: Found) -> list[Problem]:
    """Every problem; where there are more than anybody reads, the rest is not sought."""
    problems = lint_found(found)
    beside = _beside(found)
    for rubric in found.get("rubrics", ()):
        if len(problems) > MOST_SHOWN:
            break
        try:
            problems += check(rubric, beside)
        except InvalidFiles as invalid:  # of the questionnaire that it is for
            problems += invalid.problems
    for kind, (_, check_all) in CHECKS.items():
        problems += check_all(found.get(kind, ()), beside)
    problems += fit_problems(found.get("editions", ()))
    return problems


def _reach(each: HeldRubric) -> Text:
    """How far the fairness of a rubric was checked, and what it excuses."""
    edition, reach = each.questionnaire, each.fairness.reach
    return text_of(
        f"cli.lint_fairness_{'exact' if reach.exact else 'bounded'}",
        edition=f"{edition.id}@{edition.edition}",
        rubric=each.file.parent.name,
        routes=reach.routes,
        steps=reach.pairs,
        searched=reach.searched,
        excused=len(each.fairness.excused),
        problems=len(each.fairness.problems),
    )


def _key(problem: Problem) -> tuple[object, ...]:
    """What two mentions of one problem have in common."""
    return problem.file, problem.line, problem.code, str(problem.params)


def _beside(found: Found) -> dict[str, Questionnaire]:
    return {each.id: each for each in _questionnaires(found)}


def _questionnaires(found: Found) -> Iterator[Questionnaire]:
    """Those that a file may be for: the shipped ones, then those that stand beside it."""
    sources: list[str | Path] = [*available(), *found.get("editions", ())]
    for source in sources:
        with suppress(InvalidFiles):
            yield load(source)


def _from_here(problem: Problem) -> Problem:
    """The problem with its file named from the current folder, where it is below that."""
    here, file = Path.cwd(), problem.file.absolute()
    return replace(problem, file=file.relative_to(here)) if file.is_relative_to(here) else problem

"""shuzhen diff: what changed between two editions, and whether their results can be compared."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Annotated, Literal

import typer

from cli.language import language
from cli.score import no_such_questionnaire
from i18n import Lang, Text, say
from questionnaires.differences import Change, changes, same_meaning
from questionnaires.library import NoSuchQuestionnaire, load
from questionnaires.model import Questionnaire
from scoring.differences import rubric_changes, title_of
from scoring.library import UnknownRubric, rubric
from scoring.rubric import Rubric


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD")],
    new: Annotated[str, typer.Argument(metavar="NEW")],
    *,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
) -> None:
    """Print every difference and the verdict."""
    try:
        before, after = load(old), load(new)
    except NoSuchQuestionnaire as error:
        raise no_such_questionnaire(error) from None
    print("\n".join(report(before, after, lang or language())))


def report(old: Questionnaire, new: Questionnaire, lang: Lang) -> Iterator[str]:
    """The lines of the report, the verdict last."""
    names = [f"{each.id}@{each.edition}" for each in (old, new)]
    yield say("differences.head", lang, title=new.title.to(lang), old=names[0], new=names[1])
    judges = (_judge(old), _judge(new))
    shown = [
        _judged_by(judge, asked, lang) for judge, asked in zip(judges, (old, new), strict=True)
    ]
    yield say("differences.judged", lang, old=shown[0], new=shown[1])
    found = list(changes(old, new))
    if judges[0] is not None and judges[1] is not None:
        found += rubric_changes(judges[0], judges[1], (old, new))
    for section, group in groupby(found, key=lambda change: change.section):
        yield ""
        yield say(f"differences.section_{section}", lang)
        yield from (_line(change, lang) for change in group)
    yield ""
    if not found:
        yield say("differences.nothing", lang)
    yield _verdict(old, new, judges, lang)


def _judge(questionnaire: Questionnaire) -> Rubric | None:
    """The edition's own default rubric, where there is one."""
    try:
        return rubric(questionnaire.default_rubric, questionnaire)
    except UnknownRubric:
        return None


def _judged_by(judge: Rubric | None, asked: Questionnaire, lang: Lang) -> str:
    if judge is None:
        return say("differences.no_rubric", lang, name=asked.default_rubric)
    return title_of(judge).to(lang)


def _line(change: Change, lang: Lang) -> str:
    params = {
        "at": f"{change.at} " if change.at else "",
        "name": say(f"differences.{change.name}", lang),
        "before": _shown(change.before, lang),
        "after": _shown(change.after, lang),
    }
    if change.before is None:
        kind = "added"
    elif change.after is None:
        kind = "removed"
    else:
        kind = "english" if params["before"] == params["after"] else "changed"
    return "  " + say(f"differences.line_{kind}", lang, **params)


def _shown(text: Text | None, lang: Lang) -> str:
    return " ".join(text.to(lang).split()) if text is not None else ""


def _verdict(
    old: Questionnaire,
    new: Questionnaire,
    judges: tuple[Rubric | None, Rubric | None],
    lang: Lang,
) -> str:
    if old.id != new.id:
        return say("differences.verdict_other", lang, old=old.id, new=new.id)
    if old.digest != new.digest:
        same = same_meaning(old, new)
        kept = [item.id for item in new.items if item.id in old.by_id]
        return say(
            "differences.verdict_items",
            lang,
            same=len(same),
            changed=_listed((id for id in kept if id not in same), lang),
            added=_listed((item.id for item in new.items if item.id not in old.by_id), lang),
            removed=_listed((item.id for item in old.items if item.id not in new.by_id), lang),
        )
    if judges[0] is None or judges[1] is None:
        return say("differences.verdict_unjudged", lang)
    alike = judges[0].digest == judges[1].digest
    return say("differences.verdict_same" if alike else "differences.verdict_rubric", lang)


def _listed(ids: Iterable[str], lang: Lang) -> str:
    return say("differences.between", lang).join(ids) or say("differences.none", lang)

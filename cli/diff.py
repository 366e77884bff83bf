"""shuzhen diff: what changed between two editions, and whether their results can be compared."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Annotated, Literal

import typer

from cli.language import language
from cli.score import no_such_questionnaire
from i18n import Text
from questionnaires.differences import Difference, changes, same_meaning
from questionnaires.library import NoSuchQuestionnaire, load
from questionnaires.model import Questionnaire
from scoring.differences import rubric_changes, title_of
from scoring.library import UnknownRubric, rubric
from scoring.rubric import Rubric
from wording.voice import Voice


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
    print("\n".join(report(Voice(lang or language()), before, after)))


def report(voice: Voice, old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    """The lines of the report, the verdict last."""
    names = [f"{each.id}@{each.edition}" for each in (old, new)]
    yield voice.say("differences.head", title=new.title, old=names[0], new=names[1])
    judges = (_judge(old), _judge(new))
    shown = [
        _judged_by(voice, judge, asked) for judge, asked in zip(judges, (old, new), strict=True)
    ]
    yield voice.say("differences.judged", old=shown[0], new=shown[1])
    found = list(changes(old, new))
    if judges[0] is not None and judges[1] is not None:
        found += rubric_changes(judges[0], judges[1], (old, new))
    for section, group in groupby(found, key=lambda change: change.section):
        yield ""
        yield voice.say(f"differences.section_{section}")
        yield from (_line(voice, change) for change in group)
    yield ""
    if not found:
        yield voice.say("differences.nothing")
    yield _verdict(voice, old, new, judges)


def _judge(questionnaire: Questionnaire) -> Rubric | None:
    """The edition's own default rubric, where there is one."""
    try:
        return rubric(questionnaire.default_rubric, questionnaire)
    except UnknownRubric:
        return None


def _judged_by(voice: Voice, judge: Rubric | None, asked: Questionnaire) -> str:
    if judge is None:
        return voice.say("differences.no_rubric", name=asked.default_rubric)
    return voice.text(title_of(judge))


def _line(voice: Voice, change: Difference) -> str:
    params = {
        "at": f"{change.at} " if change.at else "",
        "name": voice.say(f"differences.{change.name}"),
        "before": _shown(voice, change.before),
        "after": _shown(voice, change.after),
    }
    if change.before is None:
        kind = "added"
    elif change.after is None:
        kind = "removed"
    else:
        kind = "english" if params["before"] == params["after"] else "changed"
    return "  " + voice.say(f"differences.line_{kind}", **params)


def _shown(voice: Voice, text: Text | None) -> str:
    return " ".join(voice.text(text).split()) if text is not None else ""


def _verdict(
    voice: Voice,
    old: Questionnaire,
    new: Questionnaire,
    judges: tuple[Rubric | None, Rubric | None],
) -> str:
    if old.id != new.id:
        return voice.say("differences.verdict_other", old=old.id, new=new.id)
    if old.digest != new.digest:
        same = same_meaning(old, new)
        kept = [item.id for item in new.items if item.id in old.by_id]
        return voice.say(
            "differences.verdict_items",
            same=len(same),
            changed=_listed(voice, (id for id in kept if id not in same)),
            added=_listed(voice, (item.id for item in new.items if item.id not in old.by_id)),
            removed=_listed(voice, (item.id for item in old.items if item.id not in new.by_id)),
        )
    if judges[0] is None or judges[1] is None:
        return voice.say("differences.verdict_unjudged")
    alike = judges[0].digest == judges[1].digest
    return voice.say("differences.verdict_same" if alike else "differences.verdict_rubric")


def _listed(voice: Voice, ids: Iterable[str]) -> str:
    return voice.say("differences.between").join(ids) or voice.say("differences.none")

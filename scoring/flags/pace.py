"""Pages that were answered faster than anybody reads."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from questionnaires.model import Questionnaire
from scoring.flags.model import Flag, FlagKind, HandedIn
from scoring.flags.rules import FastRule


def fast(questionnaire: Questionnaire, each: HandedIn, rule: FastRule) -> Flag | None:
    """The flag of a sheet.

    An answer took what lies between it and the one before. The first has none; neither has what
    was written together with it, nor what repeats the round before, for a click gives that.
    """
    took = _seconds(each.times, rule.together)
    took = {id: seconds for id, seconds in took.items() if id not in each.repeated}
    judged = []
    for page in questionnaire.pages:
        own = [took[id] for id in page.items if id in took]
        if len(own) >= rule.answers:
            judged.append((page, sum(own) / len(own)))
    quick = [(page, mean) for page, mean in judged if mean < rule.seconds]
    if not quick or len(quick) < min(rule.pages, len(judged)):
        return None
    items = tuple(id for page, _ in quick for id in page.items if id in took)
    mean = sum(took[id] for id in items) / len(items)
    figures = {"seconds": mean, "limit": rule.seconds, "pages": len(quick)}
    return Flag(FlagKind.FAST, items, figures)


def _seconds(times: Mapping[str, datetime], together: float) -> Mapping[str, float]:
    """What each answer took, by item, as far as that is known."""
    order = sorted(times.items(), key=lambda each: each[1])
    between = {id: (at - before).total_seconds() for (_, before), (id, at) in pairwise(order)}
    return {id: seconds for id, seconds in between.items() if seconds >= together}

"""Who of an enterprise answered what, where several did, and whether they agree."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from access.table import require
from services.context import Context
from services.dossier import Dossier


@dataclass(frozen=True)
class GivenAnswer:
    """What somebody claimed last of an item (``value`` None: took it back), and when.

    ``name``: of an account; "" is whoever holds the resume code. ``stands``: it is the claim.
    """

    name: str
    value: Any
    at: datetime
    stands: bool


def respondents(ctx: Context, dossier: Dossier) -> Mapping[str, tuple[GivenAnswer, ...]]:
    """By item what each of several people answered last; the last one of all stands last.

    Items that only one person answered are not among them.
    """
    require(ctx.actor, "case.read", dossier.assessment)
    last: dict[str, dict[str, tuple[Any, datetime]]] = defaultdict(dict)
    for record in ctx.store.answer_history(dossier.assessment.id):
        if record.side == "claimed":
            own = last[record.item]
            own.pop(record.author, None)  # so that it stands behind the others
            own[record.author] = record.value, record.at
    several = {item: each for item, each in last.items() if len(each) > 1}
    names = {author: _name(ctx, author) for each in several.values() for author in each}
    return {
        item: tuple(
            GivenAnswer(names[author], value, at, stands=author == list(each)[-1])
            for author, (value, at) in each.items()
        )
        for item, each in several.items()
    }


def disagree(given: tuple[GivenAnswer, ...]) -> bool:
    """Whether not all gave the same answer."""
    return any(each.value != given[0].value for each in given)


def _name(ctx: Context, author: str) -> str:
    account = ctx.store.account(author)
    return "" if account is None else account.name

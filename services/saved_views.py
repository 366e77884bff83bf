"""Lists of cases that somebody has given a name, to have them again with one click."""

from collections.abc import Sequence
from dataclasses import dataclass

from access.table import require
from assessments.model import Document
from assessments.personal import account_subject
from assessments.plain_text import one_line
from assessments.refusals import Invalid, NotFound
from services.context import Context
from services.kinds import VIEWS
from services.portfolio import PortfolioChoice

LONGEST = 30  # characters of a name
MOST = 20


@dataclass(frozen=True)
class SavedView:
    """A list under its name."""

    name: str
    choice: PortfolioChoice


@dataclass(frozen=True)
class SavedViews:
    """Those of an account, as they were saved; ``seen`` is the revision, 0: there never was any."""

    views: tuple[SavedView, ...]
    seen: int


def saved_views(ctx: Context) -> SavedViews:
    """Those of the actor."""
    require(ctx.actor, "case.list")
    document = ctx.store.document(VIEWS, account_subject(ctx.actor.id))
    if document is None:
        return SavedViews((), 0)
    found = (
        SavedView(each["name"], PortfolioChoice.read(each["choice"])) for each in document.value
    )
    return SavedViews(tuple(found), document.revision)


def save_view(ctx: Context, name: str, choice: PortfolioChoice, *, seen: int) -> SavedViews:
    """Give what is looked for a name; one that has the name already is replaced.

    Raises Invalid for no name, a long one, or one view too many; Stale.
    """
    before = saved_views(ctx)
    name = one_line(name)
    if not name or len(name) > LONGEST:
        raise Invalid("bad_view_name", longest=LONGEST)
    others = [each for each in before.views if each.name != name]
    if len(others) >= MOST:
        raise Invalid("too_many_views", most=MOST)
    return _keep(ctx, [*others, SavedView(name, choice)], seen)


def drop_view(ctx: Context, name: str, *, seen: int) -> SavedViews:
    """Forget the one of that name. Raises NotFound, Stale."""
    before = saved_views(ctx)
    others = [each for each in before.views if each.name != name]
    if len(others) == len(before.views):
        raise NotFound("unknown_view", name=name)
    return _keep(ctx, others, seen)


def _keep(ctx: Context, views: Sequence[SavedView], seen: int) -> SavedViews:
    value = [{"name": each.name, "choice": dict(each.choice.parts())} for each in views]
    document = Document(
        kind=VIEWS,
        subject=account_subject(ctx.actor.id),
        revision=seen + 1,
        value=value,
        author=ctx.actor.id,
        at=ctx.now(),
    )
    ctx.store.append_document(document)
    return SavedViews(tuple(views), document.revision)

"""Publishing a release on purpose: proposed and frozen by one official, confirmed by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from access.actor import Role
from access.table import denied, require
from aggregates.figures import CityFigures, Hidden
from aggregates.kept import written
from aggregates.releases import boundary
from aggregates.subjects import STATE
from assessments.model import Document
from assessments.plain_text import one_line
from assessments.refusals import Invalid, NotFound
from questionnaires.model import Questionnaire
from services.bulletins import edited_so_far
from services.context import Context, at_once
from services.counted import judged_apart, releases
from services.editions import default_rubric
from services.kinds import PUBLIC_BULLETIN, PUBLIC_FIGURES, PUBLIC_RELEASE
from services.noting import note
from services.public_apart import require_apart
from services.public_bulletins import bulletin_files
from services.public_releases import (
    WAS_PUBLIC,
    PublicRelease,
    PublicState,
    all_releases,
    figures_of,
    release_named,
    subject_in,
)

LONGEST_REASON = 300  # characters


@dataclass(frozen=True)
class PublishingDesk:
    """What an official sees who publishes.

    ``releases``: all of them, the last proposed first. ``names``: the persons by their accounts.
    ``second``: whether somebody else has to confirm what the actor proposes. ``offered``: the
    years that may be published, by edition.
    """

    releases: tuple[PublicRelease, ...]
    names: Mapping[str, str]
    second: bool
    offered: Mapping[tuple[str, str], tuple[Questionnaire, tuple[int, ...]]]


def desk(ctx: Context) -> PublishingDesk:
    """The desk. Raises NotAllowed."""
    require(ctx.actor, "city.publish")
    apart = judged_apart(ctx)
    found = releases(ctx, apart)
    offered = {
        (of.id, of.edition): (of, tuple(reversed(_seen_years(found[key].subjects[STATE]))))
        for key, of in apart.items()
        if key in found and _seen_years(found[key].subjects[STATE])
    }
    every = sorted(all_releases(ctx).values(), key=lambda each: each.proposed_at, reverse=True)
    names = {each.username: each.name or each.username for each in ctx.store.accounts()}
    return PublishingDesk(tuple(every), names, bool(_others(ctx, ctx.actor.id)), offered)


def frozen_figures(ctx: Context, id: str) -> Mapping[str, Mapping[int, CityFigures]]:
    """All that the release of that id shows, by subject, whether it is public or not."""
    require(ctx.actor, "city.publish")
    found = _known(ctx, id)
    return {each: figures_of(ctx, found, each) for each in found.subjects}


def propose(ctx: Context, questionnaire: str, edition: str, year: int) -> PublicRelease:
    """Freeze what the present release shows of that year and those before it; nobody else sees it.

    Raises Invalid where nothing is shown, where it is public already, or where it would give a few
    enterprises away beside what was published before.
    """
    require(ctx.actor, "city.publish")
    key, of = _judged(ctx, questionnaire, edition)
    present = releases(ctx).get(key)
    shown = {} if present is None else present.subjects
    figures = {
        subject: {each: found for each, found in years.items() if each <= year}
        for subject, years in shown.items()
        if year in years
    }
    if STATE not in figures or isinstance(figures[STATE][year].city.count, Hidden):
        raise Invalid("publish_nothing", year=year)
    made = _new(ctx, of, year, figures)
    require_apart(ctx, made, figures)
    made = made.model_copy(update={"words": edited_so_far(ctx, made)})
    with at_once(ctx) as one:
        known = all_releases(one)
        if any(
            _alike(each, made) and each.state in ("proposed", "public") for each in known.values()
        ):
            raise Invalid("publish_twice")
        made = made.model_copy(update={"id": _free(made.id, known)})
        for subject, years in figures.items():
            _append(one, PUBLIC_FIGURES, subject_in(made.id, subject), None, written(years))
        _append(one, PUBLIC_RELEASE, made.id, made.model_dump(mode="json"))
        note(one, "city.propose", "release", made.id)
        _require_still(one)
    return made


def publish(ctx: Context, id: str) -> PublicRelease:
    """Let everybody see what was proposed, with the bulletin of it, which is made here.

    Raises Invalid where another official is there to confirm it and the actor proposed it, and
    where something published meanwhile would give a few away beside it.
    """
    require(ctx.actor, "city.publish")
    found = _known(ctx, id)
    if found.state != "proposed":
        raise Invalid("release_changed")
    if ctx.actor.id == found.proposed_by and _others(ctx, found.proposed_by):
        raise Invalid("publish_needs_second")
    beside = _were_public(ctx)
    require_apart(ctx, found, {each: figures_of(ctx, found, each) for each in found.subjects})
    files = bulletin_files(ctx, found)
    with at_once(ctx) as one:
        done = {
            "state": "public",
            "published_by": one.actor.id,
            "published_at": one.now(),
            "bulletin": tuple(files),
        }
        made = _changed(one, id, "proposed", done)
        for name, content in files.items():
            _append(one, PUBLIC_BULLETIN, subject_in(id, name), None, content)
        note(one, "city.publish", "release", id)
        _require_still(one)
        # After the note, for which one waits for the other: who publishes meanwhile is seen here.
        if _were_public(one) - {id} != beside:
            raise Invalid("publish_meanwhile")
    return made


def drop(ctx: Context, id: str) -> PublicRelease:
    """Take a proposal back before it is public."""
    require(ctx.actor, "city.publish")
    with at_once(ctx) as one:
        made = _changed(one, id, "proposed", {"state": "dropped"})
        note(one, "city.drop", "release", id)
    return made


def withdraw(ctx: Context, id: str, reason: str) -> PublicRelease:
    """Show the figures to nobody any more; its address says since when and why.

    Raises Invalid without a reason, which everybody reads.
    """
    require(ctx.actor, "city.publish")
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("withdraw_reason", longest=LONGEST_REASON)
    with at_once(ctx) as one:
        done = {
            "state": "withdrawn",
            "withdrawn_by": one.actor.id,
            "withdrawn_at": one.now(),
            "reason": reason,
        }
        made = _changed(one, id, "public", done)
        note(one, "city.withdraw", "release", id)
    return made


def _judged(
    ctx: Context, questionnaire: str, edition: str
) -> tuple[tuple[str, str, str], Questionnaire]:
    for key, of in judged_apart(ctx).items():
        if (of.id, of.edition) == (questionnaire, edition):
            return key, of
    raise NotFound("unknown_questionnaire", id=f"{questionnaire}@{edition}")


def _seen_years(years: Mapping[int, CityFigures]) -> list[int]:
    return [year for year, each in years.items() if not isinstance(each.city.count, Hidden)]


def _new(
    ctx: Context,
    of: Questionnaire,
    year: int,
    figures: Mapping[str, Mapping[int, CityFigures]],
) -> PublicRelease:
    rubric, until, state = default_rubric(of), boundary(ctx.now()), figures[STATE][year]
    count = state.city.count
    return PublicRelease(
        id=f"{of.id.replace('_', '-')}-{year}-{until:%Y%m}",
        questionnaire=of.id,
        edition=of.edition,
        digest=of.digest,
        title=of.title,
        rubric=rubric.id,
        rubric_version=rubric.version,
        rubric_title=rubric.title,
        year=year,
        years=tuple(figures[STATE]),
        subjects=tuple(figures),
        until=until,
        as_of=until.date() - timedelta(days=1),
        stages=state.stages,
        threshold=state.threshold,
        synthetic=any(each.synthetic for years in figures.values() for each in years.values()),
        count=None if isinstance(count, Hidden) else count,
        state="proposed",
        proposed_by=ctx.actor.id,
        proposed_at=ctx.now(),
    )


def _were_public(ctx: Context) -> set[str]:
    """The ids of all that anybody can have read."""
    return {id for id, each in all_releases(ctx).items() if each.state in WAS_PUBLIC}


def _alike(one: PublicRelease, other: PublicRelease) -> bool:
    names = ("questionnaire", "rubric", "rubric_version", "year", "until")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _free(id: str, taken: Mapping[str, PublicRelease]) -> str:
    """``id``, with a number behind it where it was taken."""
    number, found = 2, id
    while found in taken:
        found, number = f"{id}-{number}", number + 1
    return found


def _others(ctx: Context, username: str) -> list[str]:
    """Officials who could confirm what that one proposes."""
    return [
        each.username
        for each in ctx.store.accounts()
        if each.role is Role.OFFICIAL and each.deactivated_at is None and each.username != username
    ]


def _require_still(ctx: Context) -> None:
    """Raise NotAllowed for whose account is no official's any more: comparing may take minutes."""
    account = ctx.store.account(ctx.actor.id)
    if account and (account.deactivated_at is not None or account.role is not Role.OFFICIAL):
        raise denied(ctx.actor, "city.publish")


def _known(ctx: Context, id: str) -> PublicRelease:
    found = release_named(ctx, id)
    if found is None:
        raise NotFound("unknown_release")
    return found


def _changed(
    ctx: Context, id: str, state: PublicState, done: Mapping[str, object]
) -> PublicRelease:
    """The release with what was ``done``, kept. Raises Invalid where it is no longer ``state``."""
    found = _known(ctx, id)
    if found.state != state:
        raise Invalid("release_changed")
    made = PublicRelease.model_validate({**dict(found), **done})
    _append(ctx, PUBLIC_RELEASE, id, made.model_dump(mode="json"))
    return made


def _append(ctx: Context, kind: str, subject: str, value: object, content: bytes = b"") -> None:
    before = ctx.store.document(kind, subject)
    ctx.store.append_document(
        Document(
            kind=kind,
            subject=subject,
            revision=1 if before is None else before.revision + 1,
            value=value,
            content=content,
            author=ctx.actor.id,
            at=ctx.now(),
        )
    )

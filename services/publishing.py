"""Publishing a release on purpose: proposed and frozen by one official, confirmed by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from access.actor import Role
from access.table import require
from aggregates.between import gives_few_away
from aggregates.figures import CityFigures, Hidden
from aggregates.kept import written
from aggregates.releases import boundary, released
from aggregates.strands import strand
from aggregates.subjects import STATE, SUBJECTS
from assessments.model import Document
from assessments.plain_text import one_line
from assessments.refusals import Invalid, NotFound
from questionnaires.model import Questionnaire
from services.city_subjects import basis_of
from services.context import Context, at_once
from services.counted import judged_apart, releases
from services.editions import default_rubric
from services.kinds import PUBLIC_FIGURES, PUBLIC_RELEASE
from services.noting import note
from services.public_releases import (
    WAS_PUBLIC,
    PublicRelease,
    PublicState,
    all_releases,
    figures_of,
    release_named,
    subject_in,
)
from services.releasing import counted_lines

LONGEST_REASON = 300  # characters


@dataclass(frozen=True)
class PublishingDesk:
    """What an official sees who publishes.

    ``releases``: all of them, the last proposed first. ``second``: whether somebody else has to
    confirm what the actor proposes. ``offered``: the years that may be published, by edition.
    """

    releases: tuple[PublicRelease, ...]
    second: bool
    offered: Mapping[tuple[str, str], tuple[Questionnaire, tuple[int, ...]]]


def desk(ctx: Context) -> PublishingDesk:
    """The desk. Raises NotAllowed."""
    require(ctx.actor, "city.publish")
    apart, found = judged_apart(ctx), releases(ctx)
    offered = {
        (of.id, of.edition): (of, tuple(reversed(_seen_years(found[key].subjects[STATE]))))
        for key, of in apart.items()
        if key in found and _seen_years(found[key].subjects[STATE])
    }
    every = sorted(all_releases(ctx).values(), key=lambda each: each.proposed_at, reverse=True)
    return PublishingDesk(tuple(every), bool(_others(ctx, ctx.actor.id)), offered)


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
    _require_apart(ctx, made, figures)
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
    return made


def publish(ctx: Context, id: str) -> PublicRelease:
    """Let everybody see what was proposed.

    Raises Invalid where another official is there to confirm it and the actor proposed it, and
    where something published meanwhile would give a few away beside it.
    """
    require(ctx.actor, "city.publish")
    found = _known(ctx, id)
    if ctx.actor.id == found.proposed_by and _others(ctx, found.proposed_by):
        raise Invalid("publish_needs_second")
    beside = _were_public(ctx)
    _require_apart(ctx, found, {each: figures_of(ctx, found, each) for each in found.subjects})
    with at_once(ctx) as one:
        done = {"state": "public", "published_by": one.actor.id, "published_at": one.now()}
        made = _changed(one, id, "proposed", done)
        note(one, "city.publish", "release", id)
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


def _require_apart(
    ctx: Context, made: PublicRelease, figures: Mapping[str, Mapping[int, CityFigures]]
) -> None:
    """Raise Invalid where ``made`` and one that was public give a few enterprises away together.

    Those under other settings count other enterprises, and cannot be compared: refused too.
    """
    earlier = [
        each
        for each in all_releases(ctx).values()
        if each.state in WAS_PUBLIC and _judge(each) == _judge(made) and each.id != made.id
    ]
    if not earlier:
        return
    if any(each.stages != made.stages for each in earlier):
        raise Invalid("publish_other_stages")
    apart = {key: of for key, of in judged_apart(ctx).items() if key == _judge(made)}
    for (_, subject), lines in counted_lines(ctx, made.stages, apart):
        if lines is None or subject not in figures:
            continue
        basis = basis_of(ctx.settings, apart[_judge(made)])
        strands = SUBJECTS[subject].strands(basis, lines.all.legend)
        for each in earlier:
            shown = figures_of(ctx, each, subject) if subject in each.subjects else {}
            threshold = max(made.threshold, each.threshold)
            for part in (strand(lines, measures) for measures in strands):
                mine = released(part, made.until, made.threshold)
                theirs = released(part, each.until, each.threshold)
                if gives_few_away(mine, figures[subject], theirs, shown, threshold):
                    raise Invalid("publish_too_close", day=each.as_of.isoformat())


def _were_public(ctx: Context) -> set[str]:
    """The ids of all that anybody can have read."""
    return {id for id, each in all_releases(ctx).items() if each.state in WAS_PUBLIC}


def _judge(release: PublicRelease) -> tuple[str, str, str]:
    return release.questionnaire, release.rubric, release.rubric_version


def _alike(one: PublicRelease, other: PublicRelease) -> bool:
    return (_judge(one), one.year, one.until) == (_judge(other), other.year, other.until)


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

"""Releases that were published for everybody (article 52): each as it was on its day, for good."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from access.table import require
from aggregates.coarse import CountRange
from aggregates.figures import CityFigures, StageSet
from aggregates.kept import read
from assessments.model import Document
from assessments.refusals import NotFound
from files.frozen import Frozen
from i18n import Lang, Text
from services.context import Context
from services.kinds import PUBLIC_FIGURES, PUBLIC_RELEASE

# Proposed by one official, with its figures frozen from then on; public for everybody; withdrawn,
# which its address goes on to say; or taken back before anybody else saw it.
PublicState = Literal["proposed", "public", "withdrawn", "dropped"]
WAS_PUBLIC = ("public", "withdrawn")  # whoever wanted to has its figures


class PublicRelease(Frozen):
    """What is published of one questionnaire, judged by one version of its rubric, for one year.

    ``id`` stands in its address. ``until``: it counts what had counted before that day; ``years``
    are those that it tells of, the last one ``year``. ``count`` is how many enterprises of the
    city that year's state counts, None where hidden. ``words``: up to which revision, by language,
    officials had edited the bulletin when it was proposed. ``bulletin``: what there is of it, as
    "zh.pdf"; nothing where it was published before there was any. Who did what stays inside.
    """

    id: str
    questionnaire: str
    edition: str
    digest: str
    title: Text
    rubric: str
    rubric_version: str
    rubric_title: Text
    year: int
    years: tuple[int, ...]
    subjects: tuple[str, ...]
    until: datetime
    as_of: date
    stages: StageSet
    threshold: int
    synthetic: bool
    count: CountRange | None
    state: PublicState
    proposed_by: str
    proposed_at: datetime
    words: Mapping[Lang, int] = {}
    bulletin: tuple[str, ...] = ()
    published_by: str = ""
    published_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    reason: str = ""

    @property
    def changed_at(self) -> datetime:
        """When it was published, or withdrawn."""
        return self.withdrawn_at or self.published_at or self.proposed_at


def public_releases(ctx: Context) -> Sequence[PublicRelease]:
    """Those that are or were public, the last published first."""
    require(ctx.actor, "release.read")
    found = [each for each in all_releases(ctx).values() if each.state in WAS_PUBLIC]
    return sorted(found, key=lambda each: (each.published_at, each.id), reverse=True)


def public_release(ctx: Context, id: str) -> PublicRelease:
    """That one. Raises NotFound for what was never public."""
    require(ctx.actor, "release.read")
    found = release_named(ctx, id)
    if found is None or found.state not in WAS_PUBLIC:
        raise NotFound("unknown_release")
    return found


def public_figures(ctx: Context, id: str, subject: str) -> Mapping[int, CityFigures]:
    """Its figures of every year, the oldest first.

    Raises NotFound where it is not public (any more), or does not have the subject.
    """
    found = public_release(ctx, id)
    if found.state != "public" or subject not in found.subjects:
        raise NotFound("unknown_release")
    return figures_of(ctx, found, subject)


def figures_of(ctx: Context, release: PublicRelease, subject: str) -> Mapping[int, CityFigures]:
    """The figures that were frozen, of any state."""
    document = ctx.store.document(PUBLIC_FIGURES, subject_in(release.id, subject))
    return {} if document is None else read(document.content)


def all_releases(ctx: Context) -> Mapping[str, PublicRelease]:
    """Every release in any state, by its id."""
    return {id: _read(each) for id, each in ctx.store.documents(PUBLIC_RELEASE).items()}


def release_named(ctx: Context, id: str) -> PublicRelease | None:
    """The release of that id, in any state."""
    document = ctx.store.document(PUBLIC_RELEASE, id) if id.isascii() and id.isprintable() else None
    return None if document is None else _read(document)


def subject_in(id: str, subject: str) -> str:
    """What the document of one subject's figures belongs to."""
    return f"{id}:{subject}"


def _read(document: Document) -> PublicRelease:
    return PublicRelease.model_validate(document.value)

"""The yearly bulletin: generated from published figures, edited by officials, handed out.

Of a year that is public it has the figures that were frozen then, and its words stand still too;
until then it has those of the present release, and every page says that it is for review.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from access.table import require
from aggregates.subjects import STATE
from assessments.refusals import Invalid, NotFound
from assessments.years import CHINA
from i18n import Lang
from reports.editing import Edit, edited, paragraphs, place
from reports.formats.docx import write_official
from reports.registry import FORMATS
from reports.report import Report
from services.bulletin.build import build
from services.bulletin.content import PublishedCity
from services.city import CityChoice, CityView, overview
from services.context import Context, at_once
from services.counted import judged, releases
from services.editions import default_rubric, edition
from services.edits import LANGS, Edits, edits_in, keep
from services.kinds import BULLETIN
from services.noting import note
from services.public_releases import PublicRelease, figures_of, public_releases
from services.rewording import ReportText, Written, editable, with_written, without_edit
from solutions.library import catalogue
from wording.voice import Voice

# What it is handed out in: there are no slides for a meeting.
BULLETIN_FORMATS = ("docx", "pdf", "xlsx", "html")


@dataclass(frozen=True)
class BulletinChoice:
    """The bulletin of what, and in which language."""

    city: CityChoice
    voice: Voice


@dataclass(frozen=True)
class BulletinText(ReportText):
    """The bulletin with all edits; ``view`` is what it was chosen from.

    ``published_on``: from that day on its words stand still; None before.
    """

    view: CityView
    published_on: date | None

    @property
    def year(self) -> int:
        """The year that it is about."""
        return self.view.choice.year or 0


def bulletin(ctx: Context, choice: BulletinChoice) -> BulletinText | None:
    """The bulletin of what is chosen, as it reads now; None as long as nobody counts.

    Raises NotAllowed, NotFound (no such questionnaire).
    """
    view = overview(ctx, choice.city)
    if view.figures is None:
        return None
    made, public = _generated(ctx, view, choice.voice), _public(ctx, view)
    if public:
        edits = _words(ctx, public, choice.voice, made).stand
    else:
        edits = _edits(ctx, _subject(view, choice.voice)).all
    return BulletinText(
        report=edited(made, edits),
        paragraphs=editable(made, edits),
        lost=place(made, edits).lost,
        view=view,
        published_on=_published_on(public) if public else None,
    )


@dataclass(frozen=True)
class ReleaseWords:
    """What officials wrote in the bulletin of a release: what stands in it, how many do not.

    Left out is what was written over other figures than those of the release.
    """

    stand: tuple[Edit, ...]
    left_out: int


def edit_bulletin(  # noqa: PLR0913  (all that an edit is)
    ctx: Context, choice: BulletinChoice, id: str, text: str, *, generated: str, seen: int
) -> Edit:
    """Keep ``text`` in place of the paragraph ``id``; it is durable when this returns.

    Raises NotAllowed, NotFound, Invalid (the text, or it is public), Stale as
    ``paragraphs.edit_paragraph`` does.
    """
    view, subject = _chosen(ctx, choice)
    made = _generated(ctx, view, choice.voice)
    with at_once(ctx) as one:
        written = Written(id, text, generated, seen)
        edits, edit = with_written(one, _edits(one, subject), made, written)
        keep(one, BULLETIN, subject, edits)
        note(one, "bulletin.edit", "bulletin", subject)
        _require_open(one, view)
        return edit


def take_back_bulletin(ctx: Context, choice: BulletinChoice, id: str, *, seen: int) -> None:
    """Let the generated text of the paragraph ``id`` stand again; what was written is kept too.

    Raises as ``edit_bulletin``.
    """
    view, subject = _chosen(ctx, choice)
    made = _generated(ctx, view, choice.voice)
    with at_once(ctx) as one:
        left = without_edit(_edits(one, subject), made, id, seen)
        if left is not None:
            keep(one, BULLETIN, subject, left)
            note(one, "bulletin.restore", "bulletin", subject)
            _require_open(one, view)


def bulletin_file(ctx: Context, choice: BulletinChoice, format: str) -> tuple[Report, bytes]:
    """The bulletin and its file in one of ``BULLETIN_FORMATS``; that it was taken is noted.

    Chinese Word has the form in which official documents are printed. Raises NotAllowed, NotFound
    (no such questionnaire, or nobody counts), Invalid (the format).
    """
    told = bulletin(ctx, choice)
    if told is None:
        raise NotFound("bulletin_nobody")
    content = _written(told.report, format)
    subject = _subject(told.view, choice.voice)
    note(ctx, "bulletin.export", "bulletin", subject, details={"format": format})
    return told.report, content


def bulletin_of_release(ctx: Context, release: PublicRelease, voice: Voice, format: str) -> bytes:
    """The bulletin of a release's frozen figures, whatever its state: for who has seen to that.

    Raises NotFound (its edition is no longer there), Invalid (the format).
    """
    made = _of_release(ctx, release, voice)
    return _written(edited(made, _words(ctx, release, voice, made).stand), format)


def words_of_release(ctx: Context, release: PublicRelease, voice: Voice) -> ReleaseWords:
    """What officials wrote that stands in it, and how many texts do not."""
    return _words(ctx, release, voice, _of_release(ctx, release, voice))


def edited_so_far(ctx: Context, release: PublicRelease) -> Mapping[Lang, int]:
    """The revision up to which officials have edited its bulletin, by language; 0 for none."""
    return {lang: _edits(ctx, _subject_of(release, Voice(lang))).revision for lang in LANGS}


def _words(ctx: Context, release: PublicRelease, voice: Voice, made: Report) -> ReleaseWords:
    """Those up to the proposal, where the text beneath is still the one they were written over."""
    subject, revision = _subject_of(release, voice), release.words.get(voice.lang)
    kept = ctx.store.document_history(BULLETIN, subject)
    written = [edits_in(each) for each in kept if revision is None or each.revision <= revision]
    every = written[-1].all if written else ()
    beneath = {each.id: each.text for each in paragraphs(made)}
    placed = place(made, every).edits
    stand = tuple(each for id, each in placed.items() if each.generated == beneath[id])
    return ReleaseWords(stand, len(every) - len(stand))


def _written(report: Report, format: str) -> bytes:
    """The file. Raises Invalid (the format)."""
    if format not in BULLETIN_FORMATS:
        raise Invalid("bulletin_format", format=format, known=", ".join(BULLETIN_FORMATS))
    write = write_official if format == "docx" else FORMATS[format].write
    return write(report)


def _chosen(ctx: Context, choice: BulletinChoice) -> tuple[CityView, str]:
    """What is chosen, if the actor may edit it and somebody counts; and what edits belong to."""
    require(ctx.actor, "bulletin.edit")
    view = overview(ctx, choice.city)
    if view.figures is None:
        raise NotFound("bulletin_nobody")
    return view, _subject(view, choice.voice)


def _require_open(ctx: Context, view: CityView) -> None:
    """Raise Invalid once it is public, after a note: whoever publishes meanwhile is seen here."""
    if public := _public(ctx, view):
        raise Invalid("bulletin_public", day=_published_on(public))


def _generated(ctx: Context, view: CityView, voice: Voice) -> Report:
    """What the program writes of the figures: those that are public, else the present ones."""
    if view.figures is None:
        raise NotFound("bulletin_nobody")
    if public := _public(ctx, view):
        return _of_release(ctx, public, voice)
    year, subjects = view.figures.year, releases(ctx)[judged(view.questionnaire)].subjects
    city = PublishedCity(
        office=ctx.settings.handler,
        year=year,
        as_of=view.as_of,
        published_on=None,
        questionnaire=view.questionnaire,
        rubric=view.rubric,
        catalogue=catalogue(),
        state=subjects[STATE],
        beside={id: years[year] for id, years in subjects.items() if year in years},
    )
    return build(city, voice, _day(ctx.now()))


def _of_release(ctx: Context, release: PublicRelease, voice: Voice) -> Report:
    """The same of what a release froze."""
    day = _day(release.published_at or release.proposed_at)
    return build(_frozen(ctx, release), voice, day)


def _frozen(ctx: Context, release: PublicRelease) -> PublishedCity:
    """What a release froze; of its rubric the name and version of then."""
    asked = edition(ctx.settings, release.questionnaire, release.edition)
    then = {"version": release.rubric_version, "title": release.rubric_title}
    subjects = {each: figures_of(ctx, release, each) for each in release.subjects}
    return PublishedCity(
        office=ctx.settings.handler,
        year=release.year,
        as_of=release.as_of,
        published_on=_published_on(release),
        questionnaire=asked,
        rubric=default_rubric(asked).model_copy(update=then),
        catalogue=catalogue(),
        state=subjects[STATE],
        beside={id: years[release.year] for id, years in subjects.items() if release.year in years},
    )


def _public(ctx: Context, view: CityView) -> PublicRelease | None:
    """The release of the year that everybody can see, the last published one."""
    key = judged(view.questionnaire)
    return next(
        (
            each
            for each in public_releases(ctx)
            if each.state == "public"
            and each.year == view.choice.year
            and (each.questionnaire, each.rubric, each.rubric_version) == key
        ),
        None,
    )


def _published_on(release: PublicRelease) -> date | None:
    return release.published_at and _day(release.published_at)


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()


def _subject(view: CityView, voice: Voice) -> str:
    """What the edits of a bulletin are kept under."""
    return f"{view.choice.year}:{view.questionnaire.id}:{voice.lang}"


def _subject_of(release: PublicRelease, voice: Voice) -> str:
    return f"{release.year}:{release.questionnaire}:{voice.lang}"


def _edits(ctx: Context, subject: str) -> Edits:
    return edits_in(ctx.store.document(BULLETIN, subject))

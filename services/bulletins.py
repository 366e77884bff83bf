"""The yearly bulletin: generated from published figures, edited by officials, handed out.

Of a year that is public it has the figures that were frozen then; until then it has those of the
present release, and every page says that it is for review.
"""

from dataclasses import dataclass

from access.table import require
from aggregates.subjects import STATE
from assessments.refusals import Invalid, NotFound
from assessments.years import CHINA
from reports.editing import Edit, edited, place
from reports.formats.docx import write_official
from reports.registry import FORMATS
from reports.report import Report
from services.bulletin.build import build
from services.bulletin.content import PublishedCity
from services.city import CityChoice, CityView, overview
from services.context import Context, at_once
from services.counted import judged, releases
from services.edits import Edits, edits_in, keep
from services.kinds import BULLETIN
from services.noting import note
from services.public_releases import PublicRelease, public_figures, public_releases
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
    """The bulletin with all edits; ``view`` is what it was chosen from."""

    view: CityView

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
    made = _generated(ctx, view, choice.voice)
    edits = _edits(ctx, view, choice.voice).all
    return BulletinText(edited(made, edits), editable(made, edits), place(made, edits).lost, view)


def edit_bulletin(  # noqa: PLR0913  (all that an edit is)
    ctx: Context, choice: BulletinChoice, id: str, text: str, *, generated: str, seen: int
) -> Edit:
    """Keep ``text`` in place of the paragraph ``id``; it is durable when this returns.

    Raises NotAllowed, NotFound, Invalid (the text), Stale as ``paragraphs.edit_paragraph`` does.
    """
    view = _chosen(ctx, choice)
    made = _generated(ctx, view, choice.voice)
    with at_once(ctx) as one:
        written = Written(id, text, generated, seen)
        edits, edit = with_written(one, _edits(one, view, choice.voice), made, written)
        _keep(one, view, choice.voice, edits)
        note(one, "bulletin.edit", "bulletin", _subject(view, choice.voice))
        return edit


def take_back_bulletin(ctx: Context, choice: BulletinChoice, id: str, *, seen: int) -> None:
    """Let the generated text of the paragraph ``id`` stand again; what was written is kept too.

    Raises as ``edit_bulletin``.
    """
    view = _chosen(ctx, choice)
    made = _generated(ctx, view, choice.voice)
    with at_once(ctx) as one:
        left = without_edit(_edits(one, view, choice.voice), made, id, seen)
        if left is not None:
            _keep(one, view, choice.voice, left)
            note(one, "bulletin.restore", "bulletin", _subject(view, choice.voice))


def bulletin_file(ctx: Context, choice: BulletinChoice, format: str) -> tuple[Report, bytes]:
    """The bulletin and its file in one of ``BULLETIN_FORMATS``; that it was taken is noted.

    Chinese Word has the form in which official documents are printed. Raises NotAllowed, NotFound
    (no such questionnaire, or nobody counts), Invalid (the format).
    """
    if format not in BULLETIN_FORMATS:
        raise Invalid("bulletin_format", format=format, known=", ".join(BULLETIN_FORMATS))
    told = bulletin(ctx, choice)
    if told is None:
        raise NotFound("bulletin_nobody")
    write = write_official if format == "docx" else FORMATS[format].write
    content = write(told.report)
    subject = _subject(told.view, choice.voice)
    note(ctx, "bulletin.export", "bulletin", subject, details={"format": format})
    return told.report, content


def _chosen(ctx: Context, choice: BulletinChoice) -> CityView:
    """What is chosen, if the actor may edit it and somebody counts."""
    require(ctx.actor, "bulletin.edit")
    view = overview(ctx, choice.city)
    if view.figures is None:
        raise NotFound("bulletin_nobody")
    return view


def _generated(ctx: Context, view: CityView, voice: Voice) -> Report:
    """What the program writes of the figures: those that are public, else the present ones."""
    figures = view.figures
    if figures is None:
        raise NotFound("bulletin_nobody")
    public = _public(ctx, view, figures.year)
    if public is None:
        subjects = releases(ctx)[judged(view.questionnaire)].subjects
    else:
        subjects = {each: public_figures(ctx, public.id, each) for each in public.subjects}
    day = public.published_at if public else None
    city = PublishedCity(
        office=ctx.settings.handler,
        year=figures.year,
        as_of=public.as_of if public else view.as_of,
        published_on=day.astimezone(CHINA).date() if day else None,
        questionnaire=view.questionnaire,
        rubric=view.rubric,
        catalogue=catalogue(),
        state=subjects[STATE],
        beside={id: years[figures.year] for id, years in subjects.items() if figures.year in years},
    )
    return build(city, voice, ctx.now().astimezone(CHINA).date())


def _public(ctx: Context, view: CityView, year: int) -> PublicRelease | None:
    """The release of that year that everybody can see, the last published one."""
    key = judged(view.questionnaire)
    return next(
        (
            each
            for each in public_releases(ctx)
            if each.state == "public"
            and each.year == year
            and (each.questionnaire, each.rubric, each.rubric_version) == key
        ),
        None,
    )


def _subject(view: CityView, voice: Voice) -> str:
    """What the edits of a bulletin are kept under."""
    return f"{view.choice.year}:{view.questionnaire.id}:{voice.lang}"


def _edits(ctx: Context, view: CityView, voice: Voice) -> Edits:
    return edits_in(ctx.store.document(BULLETIN, _subject(view, voice)))


def _keep(ctx: Context, view: CityView, voice: Voice, edits: Edits) -> None:
    keep(ctx, BULLETIN, _subject(view, voice), edits)

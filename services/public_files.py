"""The files of a public release, made of its frozen figures; the same for everybody."""

from functools import partial

from aggregates.subjects import STATE
from assessments.years import CHINA
from services.city_files import CityFile, FileForm
from services.context import Context
from services.public_releases import PublicRelease, figures_of, public_figures, public_release
from wording.voice import Voice

PUBLIC_PAGE = "public"  # what follows the host where releases are public


def public_file(ctx: Context, id: str, voice: Voice, form: FileForm) -> bytes:
    """All its tables as a file. Raises NotFound for what is not public (any more)."""
    public_figures(ctx, id, STATE)  # refuses
    release = public_release(ctx, id)
    made: bytes = ctx.held.value(
        f"public_file:{id}:{voice.lang}:{form}",
        release.changed_at,
        partial(_made, ctx, release, voice, form),
    )
    return made


def file_of_release(ctx: Context, release: PublicRelease) -> CityFile:
    """What its files hold, whatever its state: for who has seen to that."""
    day = release.published_at
    return CityFile(
        subjects={each: figures_of(ctx, release, each) for each in release.subjects},
        year=release.year,
        as_of=release.as_of,
        questionnaire=release.title,
        edition=release.edition,
        rubric=release.rubric_title,
        rubric_version=release.rubric_version,
        published=day and day.astimezone(CHINA).date(),
        address=public_address(ctx, release.id, Voice("zh")),
    )


def public_address(ctx: Context, id: str, voice: Voice) -> str:
    """Where the release is read, with the host where the settings name one."""
    return f"{ctx.settings.public_address}/{PUBLIC_PAGE}/{voice.lang}/{id}"


def _made(ctx: Context, release: PublicRelease, voice: Voice, form: FileForm) -> bytes:
    return file_of_release(ctx, release).written(voice, form)

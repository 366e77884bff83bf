"""The yearly bulletin of a public release: made once, of what it shows, and kept as it was.

It is the same for everybody from then on, whatever becomes of the program and its texts.
"""

from collections.abc import Mapping

from access.table import require
from assessments.refusals import Invalid, NotFound
from i18n import Lang
from services.bulletins import ReleaseWords, bulletin_of_release, words_of_release
from services.context import Context
from services.edits import LANGS
from services.kinds import PUBLIC_BULLETIN
from services.noting import note
from services.public_releases import PublicRelease, public_release, release_named, subject_in
from wording.voice import Voice

PUBLIC_FORMATS = ("docx", "pdf", "xlsx")


def public_bulletin(ctx: Context, id: str, voice: Voice, format: str) -> bytes:
    """The file as it was kept. Raises NotFound for what is not public (any more), or has none."""
    found = public_release(ctx, id)
    name = f"{voice.lang}.{format}"
    if found.state == "public" and name in found.bulletin:
        document = ctx.store.document(PUBLIC_BULLETIN, subject_in(id, name))
        if document is not None:
            return document.content
    raise NotFound("unknown_release")


def proposed_bulletin(ctx: Context, id: str, voice: Voice, format: str) -> bytes:
    """The file as it will be published, for review; that it was taken is noted.

    Raises NotAllowed, NotFound, Invalid (the format, or what has been dealt with meanwhile).
    """
    require(ctx.actor, "city.publish")
    content = bulletin_of_release(ctx, _proposed(ctx, id), voice, format)
    note(ctx, "bulletin.export", "release", id, details={"format": format})
    return content


def proposed_words(ctx: Context, id: str) -> Mapping[Lang, ReleaseWords]:
    """What officials wrote in the bulletin of a proposal, by language. Raises as the file does."""
    require(ctx.actor, "city.publish")
    found = _proposed(ctx, id)
    return {lang: words_of_release(ctx, found, Voice(lang)) for lang in LANGS}


def bulletin_files(ctx: Context, release: PublicRelease) -> Mapping[str, bytes]:
    """All files of it as it is published now, by language and format: "zh.pdf"."""
    now = release.model_copy(update={"published_at": ctx.now()})
    return {
        f"{lang}.{format}": bulletin_of_release(ctx, now, Voice(lang), format)
        for lang in LANGS
        for format in PUBLIC_FORMATS
    }


def _proposed(ctx: Context, id: str) -> PublicRelease:
    found = release_named(ctx, id)
    if found is None:
        raise NotFound("unknown_release")
    if found.state != "proposed":
        raise Invalid("release_changed")
    return found

"""Published figures to the Report value of a bulletin: which chapters there are, in which order."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from reports.report import Block, Report, Section
from reports.sections import annexes, chapters, identified, numbered
from services.bulletin.advising import advice, advised
from services.bulletin.annex import annex, limits
from services.bulletin.beside import claims, national, needs
from services.bulletin.content import PublishedCity
from services.bulletin.front import basis, cover, marks, summary, summary_text
from services.bulletin.gaps import gaps
from services.bulletin.outside import outside
from services.bulletin.overall import overall
from services.bulletin.paths import paths
from services.bulletin.rows import rows_chapter
from services.bulletin.speaking import BulletinVoice
from services.bulletin.trend import trend
from wording.voice import Voice


def build(city: PublishedCity, speech: Voice, made_on: date) -> Report:
    """The whole bulletin in the language of ``speech``.

    Pure, so that the same figures and day give the same value.
    """
    voice = BulletinVoice.of(city, speech)
    front = cover(voice, made_on)
    return Report(
        lang=voice.lang,
        made_on=made_on,
        cover=front,
        running=voice.say("bulletin.running", title=front.title, standing=front.standing),
        marks=marks(voice),
        summary=summary_text(voice),
        sections=numbered(map(identified, _sections(voice))),
        of_office=True,
    )


def _sections(voice: BulletinVoice) -> Iterable[Section]:
    titled = partial(_title, voice)
    advising = advised(voice)
    first = summary(voice, advising[0] if advising else None)
    told: dict[str, tuple[Block, ...]] = {
        "basis": basis(voice),
        "overall": overall(voice),
        "sectors": rows_chapter(voice, "sectors"),
        "districts": rows_chapter(voice, "districts"),
        "sizes": rows_chapter(voice, "sizes"),
        "trend": trend(voice),
        "gaps": gaps(voice),
        "claims": claims(voice),
        "needs": needs(voice),
        "national": national(voice),
        "paths": paths(voice),
        "advice": advice(voice, advising),
    }
    # What words mean comes last: a workbook has it on its last sheet.
    looked_up = {"annex": annex(voice), "outside": outside(voice), "limits": limits(voice)}
    yield Section("summary", titled("summary"), first, apart=True)
    yield from chapters(voice, told, titled, ("basis",))
    yield from annexes(voice, looked_up, titled, ("annex",))


def _title(voice: BulletinVoice, name: str) -> str:
    return voice.say(f"bulletin.{name}")

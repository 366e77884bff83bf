"""The public pages as HTML: tables that anybody can read, with a bar beside each mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from aggregates.figures import Hidden, Measure
from aggregates.subjects import SUBJECTS
from assessments.years import CHINA
from i18n import Lang, one_decimal
from services.city_files import subject_title, tables_of
from services.city_tables import CityVoice
from services.context import Context
from services.public_bulletins import PUBLIC_FORMATS
from services.public_files import PUBLIC_PAGE, file_of_release
from services.public_releases import PublicRelease
from views import document
from wording.tables import SheetTable, Value
from wording.voice import Voice

BAR = 80  # pixels of a whole bar
WORDS = (
    "about",
    "as_of_word",
    "bulletin",
    "bulletin_about",
    "contents",
    "csv",
    "foot",
    "frozen",
    "long",
    "method_word",
    "missing_about",
    "n_word",
    "no_bulletin",
    "none",
    "product",
    "published_word",
    "skip",
    "stages_word",
    "tables",
    "to_list",
    "to_product",
    "xlsx",
)
OTHER: Mapping[Lang, Lang] = {"zh": "en", "en": "zh"}
MOST = 12  # measures beside each other
_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


@dataclass(frozen=True)
class PublicTable:
    """A table of a page: ``note`` is n and date, ``heads`` are titles with their units."""

    title: str
    note: str
    heads: Sequence[tuple[str, str]]
    rows: Sequence[Sequence["PublicCell"]]


@dataclass(frozen=True)
class PublicCell:
    """What a cell says; ``bar``: how long its bar is, in pixels, where it has one."""

    text: str
    figure: bool = False
    bar: int | None = None


def list_page(said: Voice, releases: Sequence[PublicRelease]) -> str:
    """All releases, the last one first."""
    return _page(
        "list.html",
        said,
        "",
        title=said.say("public.title"),
        releases=[(each, _told(each, said)) for each in releases],
    )


def release_page(ctx: Context, said: Voice, release: PublicRelease) -> str:
    """One of them with all of its tables; of a withdrawn one since when and why."""
    key = (release.state, release.changed_at)
    page: str = ctx.held.value(
        f"public_page:{release.id}:{said.lang}", key, partial(_drawn, ctx, said, release)
    )
    return page


def _drawn(ctx: Context, said: Voice, release: PublicRelease) -> str:
    sections = _sections(ctx, said, release) if release.state == "public" else ()
    return _page(
        "release.html",
        said,
        f"/{release.id}",
        title=said.say("public.release_title", title=release.title, year=release.year),
        release=release,
        told=_told(release, said),
        sections=list(sections),
        bulletins=list(_bulletins(said, release)),
    )


def missing_page(said: Voice) -> str:
    """That there is no such release."""
    return _page("missing.html", said, "", title=said.say("public.missing"))


def _bulletins(said: Voice, release: PublicRelease) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each language of its bulletin, that of the page first, with addresses and formats."""
    for lang in (said.lang, OTHER[said.lang]):
        files = [
            (bulletin_path(release.id, Voice(lang), format), said.say(f"public.bulletin_{format}"))
            for format in PUBLIC_FORMATS
            if f"{lang}.{format}" in release.bulletin
        ]
        if files:
            yield said.say(f"public.bulletin_{lang}"), files


def bulletin_path(id: str, voice: Voice, format: str) -> str:
    """Where the bulletin of a release is."""
    return f"/{PUBLIC_PAGE}/{voice.lang}/{id}/bulletin.{format}"


def _sections(ctx: Context, said: Voice, release: PublicRelease) -> Iterator[dict[str, Any]]:
    for id, told in file_of_release(ctx, release).voices(said).items():
        known = SUBJECTS.get(id)
        yield {
            "id": id,
            "title": said.text(subject_title(id)),
            "says": "" if known is None else said.text(known.sentence),
            "tables": list(_tables(told)),
            "long": len(told.figures.legend.measures) > MOST,
        }


def _tables(said: CityVoice) -> Iterator[PublicTable]:
    """Every table, with a bar beside each share of a level, or each first mean."""
    figures, levels = said.figures, said.figures.city.levels
    measures = figures.legend.measures
    for place, table in enumerate(shown_tables(said)):
        if len(measures) > MOST:
            means = [figures.city.means[each.id] for each in measures]
            yield _table(table, 1, _lengths(means, measures))
            continue
        if place == 0 and figures.legend.levels:
            shares = () if isinstance(levels, Hidden) else [each.percent / 100 for each in levels]
            yield _table(table, 1, shares)
        else:
            first = [measures[0]] * len(table.rows)
            yield _table(table, 2, _lengths([row[2] for row in table.rows], first))


def shown_tables(said: CityVoice) -> Iterable[SheetTable]:
    """The tables that a page has of a subject: of one with many measures the city's, a line each.

    The rest of those is in the files.
    """
    if len(said.figures.legend.measures) > MOST:
        return (said.profile_table(said.figures.city),)
    return tables_of(said)


def _lengths(means: Sequence[object], measures: Sequence[Measure]) -> list[float | None]:
    """How far along its scale each mean is; None where it is hidden."""
    return [
        (mean - each.start) / each.span if isinstance(mean, float) else None
        for mean, each in zip(means, measures, strict=True)
    ]


def _table(table: SheetTable, column: int, bars: Sequence[float | None]) -> PublicTable:
    lengths = [None if each is None else round(each * BAR) for each in bars]
    lengths = lengths or [None] * len(table.rows)
    return PublicTable(
        title=table.title,
        note=table.notes[-1],
        heads=[(each.title, each.unit) for each in table.columns],
        rows=[
            [_cell(value, length if place == column else None) for place, value in enumerate(row)]
            for row, length in zip(table.rows, lengths, strict=True)
        ],
    )


def _cell(value: Value, bar: int | None) -> PublicCell:
    if value is None or isinstance(value, str):
        return PublicCell(value or "", bar=bar)
    return PublicCell(one_decimal(value), figure=True, bar=bar)


def _told(release: PublicRelease, said: Voice) -> dict[str, str]:
    """The facts of a release in words."""
    count = release.count
    n = said.say("city.hidden") if count is None else f"{count.low}–{count.high}"
    published, withdrawn = (
        "" if each is None else each.astimezone(CHINA).date().isoformat()
        for each in (release.published_at, release.withdrawn_at)
    )
    as_of, stages = release.as_of.isoformat(), said.say(f"city.stages_{release.stages}")
    rubric, version = release.rubric_title, release.rubric_version
    return {
        "title": said.say("public.release_title", title=release.title, year=release.year),
        "published": published,
        "as_of": as_of,
        "stages": stages,
        "n": said.say("public.n", n=n),
        "edition": said.say("public.edition", edition=release.edition),
        "rubric": said.say("public.rubric", rubric=rubric, version=version),
        "hidden": said.say("public.hidden", threshold=release.threshold),
        "line": said.say("public.line", published=published, as_of=as_of, n=n, stages=stages),
        "withdrawal": said.say("public.withdrawn", day=withdrawn, reason=release.reason),
        "withdrawn_about": said.say("public.withdrawn_about", published=published),
    }


def _page(name: str, said: Voice, rest: str, **parts: Any) -> str:
    lang, other = said.lang, OTHER[said.lang]
    return _PAGES.get_template(name).render(
        tag=document.TAGS[lang],
        lang=lang,
        words={each: said.say(f"public.{each}") for each in WORDS},
        product=said.say("app.product"),
        other_language=said.say("app.other_language"),
        synthetic=said.say("city.synthetic"),
        claimed=said.say("city.claimed"),
        home=f"/{PUBLIC_PAGE}/{lang}",
        other_tag=document.TAGS[other],
        other=f"/{PUBLIC_PAGE}/{other}{rest}",
        own=f"/{PUBLIC_PAGE}/{lang}{rest}",
        **parts,
    )

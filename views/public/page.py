"""The public pages as HTML: tables that anybody can read, with a bar beside each mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from aggregates.figures import Hidden
from aggregates.subjects import SUBJECTS
from assessments.years import CHINA
from i18n import Lang, Text, one_decimal, say
from services.city_files import subject_title, tables_of
from services.city_tables import CityVoice
from services.context import Context
from services.public_files import PUBLIC_PAGE, file_of_release
from services.public_releases import PublicRelease
from views import document
from wording.tables import SheetTable, Value
from wording.voice import Voice

BAR = 80  # pixels of a whole bar
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


def list_page(lang: Lang, releases: Sequence[PublicRelease]) -> str:
    """All releases, the last one first."""
    said = Voice(lang)
    return _page(
        "list.html",
        lang,
        "",
        title=said.say("public.title"),
        releases=[(each, _told(each, lang)) for each in releases],
    )


def release_page(ctx: Context, lang: Lang, release: PublicRelease) -> str:
    """One of them with all of its tables; of a withdrawn one since when and why."""
    key = (release.state, release.changed_at)
    page: str = ctx.held.value(
        f"public_page:{release.id}:{lang}", key, partial(_drawn, ctx, lang, release)
    )
    return page


def _drawn(ctx: Context, lang: Lang, release: PublicRelease) -> str:
    said = Voice(lang)
    sections = _sections(ctx, lang, release) if release.state == "public" else ()
    return _page(
        "release.html",
        lang,
        f"/{release.id}",
        title=said.say("public.release_title", title=release.title, year=release.year),
        release=release,
        told=_told(release, lang),
        sections=list(sections),
    )


def missing_page(lang: Lang) -> str:
    """That there is no such release."""
    return _page("missing.html", lang, "", title=say("public.missing", lang))


def _sections(ctx: Context, lang: Lang, release: PublicRelease) -> Iterator[dict[str, Any]]:
    for id, said in file_of_release(ctx, release).voices(lang).items():
        yield {
            "id": id,
            "title": subject_title(id).to(lang),
            "says": getattr(SUBJECTS.get(id), "says", Text(zh="")).to(lang),
            "tables": list(_tables(said)),
        }


def _tables(said: CityVoice) -> Iterator[PublicTable]:
    """Every table, with a bar beside each share of a level, or each first mean."""
    figures, levels = said.figures, said.figures.city.levels
    for place, table in enumerate(tables_of(said)):
        if place == 0 and figures.legend.levels:
            shares = () if isinstance(levels, Hidden) else [each.percent / 100 for each in levels]
            yield _table(table, 1, shares)
        else:
            first = figures.legend.measures[0]
            means = [row[2] for row in table.rows]
            yield _table(
                table,
                2,
                [
                    (each - first.start) / first.span if isinstance(each, float) else None
                    for each in means
                ],
            )


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


def _told(release: PublicRelease, lang: Lang) -> dict[str, str]:
    """The facts of a release in words."""
    said = Voice(lang)
    count = release.count
    days = {
        "published": release.published_at,
        "withdrawn": release.withdrawn_at,
    }
    return {
        "title": said.say("public.release_title", title=release.title, year=release.year),
        "as_of": release.as_of.isoformat(),
        "n": said.say("city.hidden") if count is None else f"{count.low}–{count.high}",
        "edition": said.say("public.edition", edition=release.edition),
        "rubric": said.say(
            "public.rubric", rubric=release.rubric_title, version=release.rubric_version
        ),
        "stages": said.say(f"city.stages_{release.stages}"),
        "threshold": str(release.threshold),
        **{
            name: day.astimezone(CHINA).date().isoformat() if day else ""
            for name, day in days.items()
        },
    }


def _page(name: str, lang: Lang, rest: str, **parts: Any) -> str:
    other: Lang = "en" if lang == "zh" else "zh"
    return _PAGES.get_template(name).render(
        tag=document.TAGS[lang],
        lang=lang,
        t=lambda key, **params: say(key, lang, **params),
        home=f"/{PUBLIC_PAGE}/{lang}",
        other_tag=document.TAGS[other],
        other=f"/{PUBLIC_PAGE}/{other}{rest}",
        own=f"/{PUBLIC_PAGE}/{lang}{rest}",
        **parts,
    )

"""shuzhen coverage: which clause of chapter 3 which questionnaire asks about."""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import typer

from cli.columns import aligned
from cli.language import language
from i18n import Lang, say
from questionnaires.coverage import DRAFT, FINAL, Coverage, asking, changed, coverage, gone, new
from questionnaires.model import Citation, Questionnaire
from questionnaires.regulations import Pair, regulation


def coverage_(
    *,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    markdown: Annotated[bool, typer.Option("--markdown")] = False,
    drafts: Annotated[bool, typer.Option("--drafts")] = False,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
) -> None:
    """Print the coverage as a table, as JSON or as the page of the documentation."""
    speech = lang or language()
    if as_json and markdown:
        raise typer.BadParameter(say("coverage.one_form", speech))
    counted = asking(drafts=drafts)
    rows = coverage(counted)
    if as_json:
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
    elif markdown:
        print(page(counted, speech))
    else:
        head = [say(f"coverage.{name}", speech) for name in ("clause", "items", "questionnaires")]
        print(aligned([head, *(_line(row, speech) for row in rows)]))
        print(_sum(counted, rows, speech))


def page(counted: Sequence[Questionnaire], lang: Lang) -> str:
    """The page ``docs/coverage.md``, without the last line's end."""
    rows = coverage(counted)
    names = [each.id for each in counted if any(each.id in row.items for row in rows)]
    fresh = new()
    blocks = [
        say("coverage.page", lang),
        _sum(counted, rows, lang),
        say("coverage.matrix", lang),
        _table(_matrix(rows, names, fresh, lang)),
        say("coverage.listed", lang),
        *_listed(rows, lang),
        say("coverage.differences", lang),
        _table(_pairs(changed(), lang)),
        say("coverage.gone", lang),
        _table(_gone(coverage(counted, DRAFT), lang)),
    ]
    return "\n\n".join(blocks)


def _plain(row: Coverage) -> dict[str, object]:
    place = row.place
    return {
        "article": place.article,
        "paragraph": place.paragraph,
        "clause": place.clause,
        "title": {"zh": row.title.zh, "en": row.title.en},
        "questionnaires": row.counts,
    }


def _line(row: Coverage, lang: Lang) -> list[str]:
    counts = [say("coverage.one", lang, name=name, count=n) for name, n in row.counts.items()]
    words = say("coverage.between", lang).join(counts) or say("coverage.nobody", lang)
    return [_label(row.place, lang), str(sum(row.counts.values())), words]


def _sum(counted: Sequence[Questionnaire], rows: Sequence[Coverage], lang: Lang) -> str:
    """How many are covered, and which ones are not though an enterprise can act on them."""
    covered = sum(bool(row.items) for row in rows)
    editions = _editions(counted, lang)
    words = say("coverage.sum", lang, all=len(rows), covered=covered, editions=editions)
    bare = [_label(row.place, lang) for row in rows if row.enterprise and not row.items]
    if bare:
        clauses = say("coverage.between", lang).join(bare)
        words += ("" if lang == "zh" else " ") + say("coverage.open", lang, clauses=clauses)
    return words


def _editions(counted: Sequence[Questionnaire], lang: Lang) -> str:
    names = say("coverage.between", lang).join(f"{each.id}@{each.edition}" for each in counted)
    return names or say("coverage.none", lang)


def _label(place: Citation, lang: Lang) -> str:
    return regulation(place.regulation).label(place, lang)


def _matrix(
    rows: Sequence[Coverage], names: Sequence[str], fresh: frozenset[Citation], lang: Lang
) -> Iterator[list[str]]:
    yield [say(f"coverage.{name}", lang) for name in ("clause", "since", "total")] + list(names)
    for row in rows:
        since = say("coverage.new" if row.place in fresh else "coverage.kept", lang)
        cells = [str(row.counts.get(name, "")) for name in names]
        yield [_label(row.place, lang), since, str(sum(row.counts.values())), *cells]


def _listed(rows: Sequence[Coverage], lang: Lang) -> Iterator[str]:
    """For every article a heading and a table of clauses, questionnaires and items."""
    head = [say(f"coverage.{name}", lang) for name in ("clause", "questionnaire", "items")]
    for article in dict.fromkeys(row.place.article for row in rows):
        yield "### " + _label(Citation(regulation=FINAL, article=article), lang)
        lines = [
            line for row in rows if row.place.article == article for line in _askers(row, lang)
        ]
        yield _table([head, *lines])


def _askers(row: Coverage, lang: Lang) -> Iterator[list[str]]:
    """A clause with each questionnaire that asks about it; one line where none does."""
    for name, ids in row.items.items():
        yield [_titled(row), name, f"{len(ids)}: " + ", ".join(f"`{id}`" for id in ids)]
    if not row.items:
        yield [_titled(row), *[say("coverage.nobody", lang)] * 2]


def _titled(row: Coverage) -> str:
    """A clause as whoever writes ``cites`` needs it: paragraph, id, and both titles."""
    place = row.place
    return f"{place.paragraph} · `{place.clause}` {row.title.zh} / {row.title.en}"


def _pairs(pairs: Sequence[Pair], lang: Lang) -> Iterator[list[str]]:
    yield [say(f"coverage.{name}", lang) for name in ("final", "draft", "relation", "what")]
    for pair in pairs:
        places = [
            say("coverage.nobody", lang)
            if number is None
            else _label(Citation(regulation=id, article=number), lang)
            for id, number in ((FINAL, pair.later), (DRAFT, pair.earlier))
        ]
        between = say("coverage.between", lang)
        relations = between.join(say(f"coverage.{each}", lang) for each in pair.relations)
        yield [*places, relations, " ".join(change.what.to(lang) for change in pair.changes)]


def _gone(rows: Sequence[Coverage], lang: Lang) -> Iterator[list[str]]:
    yield [say(f"coverage.{name}", lang) for name in ("clause", "cited_by")]
    lost = gone()
    for row in rows:
        if row.place in lost:
            cells = [
                f"{name} " + ", ".join(f"`{id}`" for id in ids) for name, ids in row.items.items()
            ]
            words = say("coverage.between", lang).join(cells) or say("coverage.nobody", lang)
            yield [_label(row.place, lang), words]


def _table(rows: Sequence[Sequence[str]] | Iterator[Sequence[str]]) -> str:
    """A table of Markdown; the first row is its head."""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )

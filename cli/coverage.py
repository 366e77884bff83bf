"""shuzhen coverage: which clause of chapter 3 which questionnaire asks about."""

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import typer

from cli.columns import aligned
from cli.language import language
from questionnaires.coverage import DRAFT, FINAL, Coverage, asking, changed, coverage, gone, new
from questionnaires.model import Citation, Questionnaire
from questionnaires.regulations import Pair, regulation
from wording.voice import Voice


def coverage_(
    *,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    markdown: Annotated[bool, typer.Option("--markdown")] = False,
    drafts: Annotated[bool, typer.Option("--drafts")] = False,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
) -> None:
    """Print the coverage as a table, as JSON or as the page of the documentation."""
    voice = Voice(lang or language())
    if as_json and markdown:
        raise typer.BadParameter(voice.say("coverage.one_form"))
    counted = asking(drafts=drafts)
    rows = coverage(counted)
    if as_json:
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
    elif markdown:
        print(page(voice, counted))
    else:
        head = [voice.say(f"coverage.{name}") for name in ("clause", "items", "questionnaires")]
        print(aligned([head, *(_line(voice, row) for row in rows)]))
        print(_sum(voice, counted, rows))


def page(voice: Voice, counted: Sequence[Questionnaire]) -> str:
    """The page ``docs/coverage.md``, without the last line's end."""
    rows = coverage(counted)
    names = [each.id for each in counted if any(each.id in row.items for row in rows)]
    fresh = new()
    blocks = [
        voice.say("coverage.page"),
        _sum(voice, counted, rows),
        voice.say("coverage.matrix"),
        _table(_matrix(voice, rows, names, fresh)),
        voice.say("coverage.listed"),
        *_listed(voice, rows),
        voice.say("coverage.differences"),
        _table(_pairs(voice, changed())),
        voice.say("coverage.gone"),
        _table(_gone(voice, coverage(counted, DRAFT))),
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


def _line(voice: Voice, row: Coverage) -> list[str]:
    counts = [voice.say("coverage.one", name=name, count=n) for name, n in row.counts.items()]
    words = voice.say("coverage.between").join(counts) or voice.say("coverage.nobody")
    return [_label(voice, row.place), str(sum(row.counts.values())), words]


def _sum(voice: Voice, counted: Sequence[Questionnaire], rows: Sequence[Coverage]) -> str:
    """How many are covered, and which ones are not though an enterprise can act on them."""
    covered = sum(bool(row.items) for row in rows)
    editions = _editions(voice, counted)
    words = voice.say("coverage.sum", all=len(rows), covered=covered, editions=editions)
    bare = [_label(voice, row.place) for row in rows if row.enterprise and not row.items]
    if bare:
        clauses = voice.say("coverage.between").join(bare)
        words = voice.sentences((words, voice.say("coverage.open", clauses=clauses)))
    return words


def _editions(voice: Voice, counted: Sequence[Questionnaire]) -> str:
    names = voice.say("coverage.between").join(f"{each.id}@{each.edition}" for each in counted)
    return names or voice.say("coverage.none")


def _label(voice: Voice, place: Citation) -> str:
    return regulation(place.regulation).label(place, voice.lang)


def _matrix(
    voice: Voice, rows: Sequence[Coverage], names: Sequence[str], fresh: frozenset[Citation]
) -> Iterator[list[str]]:
    yield [voice.say(f"coverage.{name}") for name in ("clause", "since", "total")] + list(names)
    for row in rows:
        since = voice.say("coverage.new" if row.place in fresh else "coverage.kept")
        cells = [str(row.counts.get(name, "")) for name in names]
        yield [_label(voice, row.place), since, str(sum(row.counts.values())), *cells]


def _listed(voice: Voice, rows: Sequence[Coverage]) -> Iterator[str]:
    """For every article a heading and a table of clauses, questionnaires and items."""
    head = [voice.say(f"coverage.{name}") for name in ("clause", "questionnaire", "items")]
    for article in dict.fromkeys(row.place.article for row in rows):
        yield "### " + _label(voice, Citation(regulation=FINAL, article=article))
        lines = [
            line for row in rows if row.place.article == article for line in _askers(voice, row)
        ]
        yield _table([head, *lines])


def _askers(voice: Voice, row: Coverage) -> Iterator[list[str]]:
    """A clause with each questionnaire that asks about it; one line where none does."""
    for name, ids in row.items.items():
        yield [_titled(row), name, f"{len(ids)}: " + ", ".join(f"`{id}`" for id in ids)]
    if not row.items:
        yield [_titled(row), *[voice.say("coverage.nobody")] * 2]


def _titled(row: Coverage) -> str:
    """A clause as whoever writes ``cites`` needs it: paragraph, id, and both titles."""
    place = row.place
    return f"{place.paragraph} · `{place.clause}` {row.title.zh} / {row.title.en}"


def _pairs(voice: Voice, pairs: Sequence[Pair]) -> Iterator[list[str]]:
    yield [voice.say(f"coverage.{name}") for name in ("final", "draft", "relation", "what")]
    for pair in pairs:
        places = [
            voice.say("coverage.nobody")
            if number is None
            else _label(voice, Citation(regulation=id, article=number))
            for id, number in ((FINAL, pair.later), (DRAFT, pair.earlier))
        ]
        between = voice.say("coverage.between")
        relations = between.join(voice.say(f"coverage.{each}") for each in pair.relations)
        yield [*places, relations, " ".join(voice.text(change.what) for change in pair.changes)]


def _gone(voice: Voice, rows: Sequence[Coverage]) -> Iterator[list[str]]:
    yield [voice.say(f"coverage.{name}") for name in ("clause", "cited_by")]
    lost = gone()
    for row in rows:
        if row.place in lost:
            cells = [
                f"{name} " + ", ".join(f"`{id}`" for id in ids) for name, ids in row.items.items()
            ]
            words = voice.say("coverage.between").join(cells) or voice.say("coverage.nobody")
            yield [_label(voice, row.place), words]


def _table(rows: Sequence[Sequence[str]] | Iterator[Sequence[str]]) -> str:
    """A table of Markdown; the first row is its head."""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )

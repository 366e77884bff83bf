"""Reads a regulation or a comparison file, or says everything that keeps it from being used."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from files import strict_yaml
from files.problems import InvalidFiles, Problem
from files.shape import EntryType, fit
from files.strict_yaml import Document
from i18n import Text
from questionnaires.regulations.checks import comparison_problems, regulation_problems
from questionnaires.regulations.entries import ComparisonEntry, RegulationEntry, TextEntry
from questionnaires.regulations.model import (
    Article,
    Change,
    Comparison,
    Pair,
    Paragraph,
    Regulation,
)


def read_regulation(file: Path) -> Regulation:
    """The regulation in ``file``. Raises InvalidFiles with every problem, OSError without file."""
    entry = _read(file, RegulationEntry, regulation_problems)
    return Regulation(
        id=entry.id,
        title=_text(entry.title),
        status=entry.status,
        in_force=date.fromisoformat(entry.in_force) if entry.in_force else None,
        source=_text(entry.source),
        chapters={int(number): _text(title) for number, title in entry.chapters.items()},
        themes={theme: _text(name) for theme, name in entry.themes.items()},
        articles=tuple(
            Article(
                number=article.number,
                chapter=article.chapter,
                themes=article.themes,
                paragraphs=tuple(
                    Paragraph(
                        gist=_text(paragraph),
                        split=paragraph.split,
                        enterprise=paragraph.enterprise,
                        clauses={id: _text(each) for id, each in paragraph.clauses.items()},
                    )
                    for paragraph in article.paragraphs
                ),
            )
            for article in entry.articles
        ),
    )


def read_comparison(file: Path, regulations: Callable[[str], Regulation | None]) -> Comparison:
    """The comparison in ``file``; ``regulations`` gives the versions by id, None if unknown.

    Raises InvalidFiles with every problem, OSError without file.
    """

    def check(entry: ComparisonEntry, document: Document) -> Iterator[Problem]:
        return comparison_problems(entry, document, regulations)

    entry = _read(file, ComparisonEntry, check)
    return Comparison(
        earlier=entry.earlier,
        later=entry.later,
        pairs=tuple(
            Pair(
                earlier=pair.earlier,
                later=pair.later,
                changes=tuple(
                    Change(kind=each.kind, paragraph=each.paragraph, what=_text(each.what))
                    for each in pair.changes
                ),
            )
            for pair in entry.pairs
        ),
    )


def _read(
    file: Path,
    model: type[EntryType],
    check: Callable[[EntryType, Document], Iterator[Problem]],
) -> EntryType:
    document, problems = strict_yaml.read(file)
    if document.data is None:
        raise InvalidFiles(problems)
    entry, found = fit(model, document)
    problems += found
    if entry is not None:
        problems += check(entry, document)
    if problems or entry is None:
        raise InvalidFiles(problems)
    return entry


def _text(entry: TextEntry) -> Text:
    return Text(zh=entry.zh, en=entry.en)

"""What must hold of a regulation and of a comparison beyond the shape of their files."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from files.problems import Problem
from files.shape import did_you_mean
from files.strict_yaml import YamlDocument
from files.texts import english_problems
from questionnaires.regulations.entries import ComparisonEntry, RegulationEntry
from questionnaires.regulations.model import Regulation

_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def regulation_problems(entry: RegulationEntry, document: YamlDocument) -> Iterator[Problem]:
    """Problems of one regulation file."""
    if entry.id != document.file.stem:
        yield document.problem("L001", "id", id=entry.id, stem=document.file.stem)
    if (entry.status == "final") != _is_date(entry.in_force):
        got = entry.in_force or "—"
        yield document.problem("L007", "in_force", status=entry.status, got=got)
    for number in entry.chapters:
        if not _NUMBER.fullmatch(number):
            yield document.problem("L017", "chapters", number, got=number)
    for index in range(len(entry.articles)):
        yield from _article(entry, index, document)
    used = {theme for article in entry.articles for theme in article.themes}
    for theme in entry.themes:
        if theme not in used:
            yield document.problem("L005", "themes", theme, theme=theme)
    yield from english_problems(entry.model_dump(), document, "L014")


def _article(entry: RegulationEntry, index: int, document: YamlDocument) -> Iterator[Problem]:
    article, at = entry.articles[index], ("articles", index)
    number = article.number
    if index and number <= (before := entry.articles[index - 1].number):
        yield document.problem("L002", *at, "number", number=number, before=before)
    if str(article.chapter) not in entry.chapters:
        yield document.problem("L003", *at, "chapter", number=number, got=article.chapter)
    for place, theme in enumerate(article.themes):
        if theme not in entry.themes:
            near = did_you_mean(theme, entry.themes)
            yield document.problem("L004", *at, "themes", place, theme=theme, near=near)
    for place, paragraph in enumerate(article.paragraphs):
        if (place > 0) != (paragraph.split is not None):
            path = (*at, "paragraphs", place)
            yield document.problem("L006", *path, number=number, paragraph=place + 1)
        if entry.status == "final" and paragraph.addressee is None:
            path = (*at, "paragraphs", place)
            yield document.problem("L015", *path, number=number, paragraph=place + 1)


def comparison_problems(
    entry: ComparisonEntry, document: YamlDocument, regulations: Callable[[str], Regulation | None]
) -> Iterator[Problem]:
    """Problems of one comparison file; what it compares comes from ``regulations``."""
    versions = {side: regulations(getattr(entry, side)) for side in ("earlier", "later")}
    for side, version in versions.items():
        if version is None:
            yield document.problem("L008", side, id=getattr(entry, side))
    for index, pair in enumerate(entry.pairs):
        if pair.earlier is None and pair.later is None:
            yield document.problem("L011", "pairs", index)
    for side, version in versions.items():
        if version is not None:
            yield from _side(entry, document, side, version)
    for index, pair in enumerate(entry.pairs):
        for place, change in enumerate(pair.changes):
            side = "earlier" if change.kind == "dropped" else "later"
            version, number = versions[side], getattr(pair, side)
            article = version.by_number.get(number) if version and number else None
            if article and change.paragraph and change.paragraph > len(article.paragraphs):
                params = {"number": number, "count": len(article.paragraphs)}
                path = ("pairs", index, "changes", place, "paragraph")
                yield document.problem("L012", *path, got=change.paragraph, **params)
    yield from english_problems(entry.model_dump(), document, "L014")


def _side(
    entry: ComparisonEntry, document: YamlDocument, side: str, version: Regulation
) -> Iterator[Problem]:
    """One version: every article of it stands in exactly one pair, and no other."""
    seen: set[int] = set()
    for index, pair in enumerate(entry.pairs):
        number = getattr(pair, side)
        if number is None:
            continue
        params = {"number": number, "id": version.id}
        if number not in version.by_number:
            yield document.problem("L009", "pairs", index, side, **params)
        elif number in seen:
            yield document.problem("L010", "pairs", index, side, **params)
        seen.add(number)
    for number in version.by_number:
        if number not in seen:
            yield document.problem("L013", "pairs", number=number, id=version.id)


def _is_date(text: str | None) -> bool:
    if text is None or not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

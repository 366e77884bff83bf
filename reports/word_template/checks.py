"""All that is wrong with a template, at once: where, what, why and what to do."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from files.problems import MOST_PROBLEMS, Problem
from files.shape import did_you_mean, shortened
from i18n import Lang, text_of
from reports.word_template.chinese_names import CHINESE
from reports.word_template.fields import (
    BLOCKS,
    DEMANDED,
    PREFIXES,
    SIMPLE,
    is_chinese,
    written,
)
from reports.word_template.package import refused
from reports.word_template.scanning import FieldParagraph, Mark, places

BRACES = {"open": "T013", "other": "T012"}
LANGS: tuple[Lang, ...] = ("en", "zh")  # of the names of fields
ALMOST = {"wide": "T018", "single": "T018", "near": "T022"}  # it is known what is meant


def check(file: Path, content: bytes) -> Sequence[Problem]:
    """Everything wrong with the template ``content``; ``file`` is its name in the problems."""
    problems = refused(file, content)
    if problems:
        return problems
    try:
        document = docx.Document(BytesIO(content))
        found = [place for place in places(document) if not place.copy]
        told = (each for place in found for each in _at(file, place, document))
        problems = list(islice(told, MOST_PROBLEMS))
    except Exception as why:  # noqa: BLE001  (what python-docx raises on a damaged file has no end)
        return [Problem(file, 1, "T001", {"why": f"{type(why).__name__}: {why}"[:200]})]
    return [*problems, *_whole(file, found)]


def _at(file: Path, place: FieldParagraph, document: Document) -> Iterator[Problem]:
    """What is wrong in one paragraph."""
    for mark in place.marks:
        params = {"at": place.at, "got": shortened(mark.text)}
        known, lang = mark.name in (*SIMPLE, *BLOCKS), _lang(mark)
        right = {"right": written(mark.name, lang) if known else written("enterprise", lang)}
        if mark.kind in BRACES:
            yield Problem(file, place.number, BRACES[mark.kind], params)
        elif mark.kind in ALMOST:
            if known or mark.kind != "single":
                yield Problem(file, place.number, ALMOST[mark.kind], params | right)
        elif place.root == "footnote":
            yield Problem(file, place.number, "T019", params)
        elif not known:
            yield _unknown(file, place, mark)
        elif (mark.name in BLOCKS) != (mark.kind == "block"):
            code = "T016" if mark.name in BLOCKS else "T017"
            yield Problem(file, place.number, code, params | right)
        elif mark.kind == "block":
            yield from _block(file, place, document, params)


def _block(
    file: Path, place: FieldParagraph, document: Document, params: Mapping[str, Any]
) -> Iterator[Problem]:
    """Whether whole chapters can go where the field stands."""
    if place.element.getparent() is not document.element.body:
        yield Problem(file, place.number, "T015", params)
    elif not place.alone:
        yield Problem(file, place.number, "T014", params)


def _unknown(file: Path, place: FieldParagraph, mark: Mark) -> Problem:
    """Not a field; what is asked of a field (``enterprise.name``) is no field either."""
    fields = BLOCKS if mark.kind == "block" else (*SIMPLE, *BLOCKS)
    known = [CHINESE[field] for field in fields] if _lang(mark) == "zh" else fields
    params = {"at": place.at, "got": shortened(mark.text), "near": did_you_mean(mark.name, known)}
    asked = "." in mark.name and not mark.name.startswith(PREFIXES)
    return Problem(file, place.number, "T012" if asked else "T010", params)


def _lang(mark: Mark) -> Lang:
    """The language in which a field is written, or is meant to be."""
    return "zh" if is_chinese(mark.text) else "en"


def _whole(file: Path, found: Sequence[FieldParagraph]) -> Iterator[Problem]:
    """What the body lacks, and what stands there twice though it can only once."""
    named = [
        (mark.name, place)
        for place in found
        if place.root == "body" and not _hidden(place)
        for mark in place.marks
        if mark.kind in ("simple", "block")
    ]
    for choice in DEMANDED:
        if not any(name in choice for name, _ in named):
            own, chinese = (" / ".join(written(e, lang) for e in choice) for lang in LANGS)
            either = text_of("template_problems.either", own=own, chinese=chinese)
            yield Problem(file, 1, "T011", {"name": either})
    times = Counter(name for name, _ in named if name in BLOCKS)
    for name, count in times.items():
        if count > 1:
            second = [place for each, place in named if each == name][1]
            got = next(mark.text for mark in second.marks if mark.name == name)
            params = {"at": second.at, "got": shortened(got)}
            yield Problem(file, second.number, "T020", params)


def _hidden(place: FieldParagraph) -> bool:
    """Whether Word would not show some of it."""
    looks = (run.rPr for run in place.element.iter(qn("w:r")) if run.rPr is not None)
    marks = (mark for look in looks for mark in look.iterchildren(qn("w:vanish")))
    return any(mark.get(qn("w:val")) not in ("0", "false", "off") for mark in marks)

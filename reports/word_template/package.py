"""What a Word file must not hold before anybody opens it: what runs, bursts or points outside."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from files.packages import UnfitFile, opened
from files.problems import Problem
from files.shape import shortened

UNFIT = {"large": "T002", "runs": "T003"}  # whatever else keeps it from being opened: T001
MOST_XML = 4_000_000  # bytes of all XML together, unpacked; a template has some hundred thousand
MOST_PARTS = 2_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAINS = "wordprocessingml"  # what the kinds of a main part have in common
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Fields of Word that fetch nothing and run nothing.
HARMLESS = re.compile(
    r"AUTHOR|CREATEDATE|DATE|DOCPROPERTY|FILENAME|HYPERLINK|NUMPAGES|NUMWORDS|PAGE|"
    r"PAGEREF|REF|SAVEDATE|SECTION|SECTIONPAGES|SEQ|STYLEREF|SUBJECT|SYMBOL|TC|TIME|"
    r"TITLE|TOC"
)
LINKS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)  # what a hyperlink may lead to
# The field HYPERLINK: where it leads, after its switches with and without a word of their own.
LINK = re.compile(
    r'HYPERLINK(?:\s+\\[lotm]\s*(?:"[^"]*"|\S+)|\s+\\[hn])*\s*"?([^"]*)', re.IGNORECASE
)
TO_A_BOOKMARK = re.compile(r"\\l\s", re.IGNORECASE)
STRICT = "http://purl.oclc.org/ooxml/"  # begins what strict files call everything

Parts = Mapping[str, Any]  # name to the root of its XML


def refused(file: Path, content: bytes) -> list[Problem]:
    """Everything that keeps the Word file ``content`` from being opened; ``file`` is its name."""
    parts: dict[str, Any] = {}
    try:
        with opened(BytesIO(content)) as package:
            for part in package.namelist():
                package.read(part)  # pictures too: whoever opens it next finds it whole
            found = list(_read(file, package, parts))
            if not found:
                found += _kind(file, parts)
                found += _outside(file, parts)
                found += _running(file, parts)
            return found
    except UnfitFile as fault:
        params = {"why": fault.kind, **fault.params}
        return [Problem(file, 1, UNFIT.get(fault.kind, "T001"), params)]


def _read(file: Path, package: ZipFile, parts: dict[str, Any]) -> Iterator[Problem]:
    infos = [each for each in package.infolist() if each.filename.endswith((".xml", ".rels"))]
    if len(package.infolist()) > MOST_PARTS or sum(each.file_size for each in infos) > MOST_XML:
        yield Problem(file, 1, "T002", {"largest": MOST_XML})
        return
    for info in infos:
        try:
            parts[info.filename] = fromstring(package.read(info.filename), forbid_dtd=True)
        except DefusedXmlException:
            yield Problem(file, 1, "T006", {"name": shortened(info.filename)})
        except (ParseError, ValueError, LookupError) as why:
            named = f"{info.filename}: {why}"
            yield Problem(file, 1, "T001", {"why": named[:200]})


def _kind(file: Path, parts: Parts) -> Iterator[Problem]:
    """It is a document: no template of Word's own, nothing with macros, no other kind of file."""
    types = parts.get("[Content_Types].xml")
    declared = [] if types is None else [each.get("ContentType", "") for each in types]
    mains = [each for each in declared if each.endswith("main+xml")]
    if MAIN not in mains or len(mains) != 1:
        got = next((each for each in mains if each != MAIN), "?")
        yield Problem(file, 1, "T004", {"got": shortened(got)})
    elif any(each.get("Type", "").startswith(STRICT) for each in parts.get("_rels/.rels", ())):
        yield Problem(file, 1, "T004", {"got": "Strict Open XML"})
    elif any("macroEnabled" in each or "vbaProject" in each for each in declared):
        yield Problem(file, 1, "T004", {"got": "macroEnabled"})
    for each in types if types is not None else ():
        part = each.get("PartName") or f".{each.get('Extension', '')}"
        if each.get("ContentType", "").endswith("xml") and not part.endswith((".xml", ".rels")):
            yield Problem(file, 1, "T001", {"why": shortened(part)})  # XML that goes unread here


def _outside(file: Path, parts: Parts) -> Iterator[Problem]:
    """Nothing is fetched from elsewhere, and no other file is embedded."""
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in root:
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if kind == "aFChunk" or (kind == "oleObject" and not outside):
                yield Problem(file, 1, "T003", {"name": shortened(target)})
            elif outside and not (kind == "hyperlink" and LINKS.match(target)):
                yield Problem(file, 1, "T005", {"kind": kind, "target": shortened(target)})


def _running(file: Path, parts: Parts) -> Iterator[Problem]:
    """No field of Word that fetches or runs something."""
    for name, root in parts.items():
        if name.startswith("word/"):
            for told in sorted(set(_instructions(root))):
                word = told.split(maxsplit=1)[0].upper() if told.split() else ""
                if word and not HARMLESS.fullmatch(word):
                    params = {"name": shortened(name), "got": shortened(told)}
                    yield Problem(file, 1, "T007", params)
                elif word == "HYPERLINK" and not _leads_to_a_page(told):
                    params = {"kind": "hyperlink", "target": shortened(told)}
                    yield Problem(file, 1, "T005", params)


def _leads_to_a_page(told: str) -> bool:
    r"""Whether a field HYPERLINK leads to the web, to a mail address or into the document.

    A path such as ``\\server\share`` would tell a foreign server who opens the report.
    """
    found = LINK.match(told)
    target = found[1].strip() if found else told
    return bool(LINKS.match(target)) or (not target and bool(TO_A_BOOKMARK.search(told)))


def _instructions(root: Any) -> Iterator[str]:
    """What each field is told to do, however it was cut into runs; of nested ones all together."""
    told: list[list[str]] = [[]]  # of each field that is open, the pieces
    for element in root.iter():
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "").strip()
        elif element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                told.append([])
            elif kind in ("separate", "end") and len(told) > 1:
                said = "".join(told[-1]).strip()
                if said:
                    yield said
                told[-1] = []
                if kind == "end":
                    told.pop()
        elif element.tag in (f"{W}instrText", f"{W}delInstrText"):
            told[-1].append(element.text or "")
    yield from filter(None, ("".join(each).strip() for each in told))

"""The three reports in both languages and all formats, each made once, for all tests here."""

from dataclasses import replace
from functools import cache
from unittest.mock import patch

from i18n import Lang
from reports.diagnosis import Diagnosis
from reports.registry import FORMATS
from reports.report import Report
from services import handing_out
from services.dossier import Dossier, dossier_of
from services.gathering import diagnosis
from tests.gold.enterprises import NAMES, Assessed, assessed

LANGS: tuple[Lang, ...] = ("zh", "en")
ALL = [(name, lang) for name in NAMES for lang in LANGS]
DIGEST = "0f1e2d3c4b5a6978" * 4
CODE = "TY1NB-49G47-YTJS4-HSCZG"
EVERY = [(name, lang, format) for name, lang in ALL for format in FORMATS]


@cache
def enterprise(name: str) -> Assessed:
    """The enterprise of that name; its store stays open."""
    return assessed(name)


@cache
def dossier(name: str) -> Dossier:
    """What its reports are computed from."""
    return dossier_of(enterprise(name).holder, "report.read", enterprise(name).id)


@cache
def known(name: str) -> Diagnosis:
    """What its reports are made from; a digest over ids drawn by lot breaks lines by its width."""
    found = diagnosis(dossier(name))
    if found.signature is None:
        return found
    return replace(found, signature=replace(found.signature, digest=DIGEST))


@cache
def handed_out(name: str, lang: Lang, format: str) -> tuple[Report, bytes]:
    """The report and its file, as the enterprise would take it.

    Its check code is a fixed one: a code drawn by lot breaks lines by its width.
    """
    with patch("services.reporting.code_of", return_value=CODE):
        return handing_out.handed_out(
            enterprise(name).holder, dossier(name), known(name), lang, format
        )


def report(name: str, lang: Lang) -> Report:
    """What the files say, before any format."""
    return handed_out(name, lang, "html")[0]


def file(name: str, lang: Lang, format: str) -> bytes:
    """The file in that format."""
    return handed_out(name, lang, format)[1]

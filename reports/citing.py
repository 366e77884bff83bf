"""How a place in a regulation is named and told."""

from collections.abc import Iterable

from i18n import Lang
from questionnaires.model import Citation
from questionnaires.regulations import regulation
from reports.wording import listed


def cited(cites: Iterable[Citation], lang: Lang) -> str:
    """The places side by side; empty where nothing is cited."""
    return listed((regulation(cite.regulation).label(cite, lang) for cite in cites), lang)

"""How a place in a regulation is named and told."""

from collections.abc import Iterable
from itertools import groupby

from i18n import Lang, say
from questionnaires.model import Citation
from questionnaires.regulations import regulation
from wording.phrases import listed


def cited(cites: Iterable[Citation], lang: Lang) -> str:
    """The places side by side; empty where nothing is cited."""
    return listed((regulation(cite.regulation).label(cite, lang) for cite in cites), lang)


def cited_in_full(cites: Iterable[Citation], lang: Lang) -> str:
    """The places side by side, those of one regulation after its title."""
    groups = groupby(cites, key=lambda cite: cite.regulation)
    named = (
        say("report.cite", lang, title=regulation(id).title.to(lang), places=cited(places, lang))
        for id, places in groups
    )
    return say("report.semicolon", lang).join(named)

"""What must hold of a questionnaire beyond the shape of its files.

``SOUND`` must hold before it can be used at all; ``COMPLETE`` before it should be used;
``BUILT`` looks at the questionnaire that a sound draft gives.
"""

from collections.abc import Callable, Iterator

from files.problems import Problem
from questionnaires.checks import (
    bands,
    citations,
    completeness,
    conditions,
    frozen,
    items,
    names,
    order,
    pages,
    routes,
    translations,
    wording,
)
from questionnaires.draft import Draft
from questionnaires.model import Questionnaire

SOUND: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    names.check,
    items.check,
    bands.check,
    pages.check,
    conditions.check,
    order.check,
    citations.check,
)
COMPLETE: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    order.unused_routing,
    completeness.check,
    translations.check,
    wording.check,
)
BUILT: tuple[Callable[[Draft, Questionnaire], Iterator[Problem]], ...] = (
    routes.check,
    frozen.check,
)

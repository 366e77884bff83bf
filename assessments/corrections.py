"""Corrections of signed assessments: which one of several counts."""

from collections.abc import Iterable

from assessments.model import Assessment


def standing(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Those that count: neither superseded by a signed correction nor one that is not signed yet.

    ``assessments`` are all of their enterprises, or all that were signed.
    """
    found = list(assessments)
    superseded = {each.corrects for each in found if each.signed and each.corrects}
    return [
        each
        for each in found
        if each.id not in superseded and (each.corrects is None or each.signed)
    ]


def superseding(assessment: Assessment, among: Iterable[Assessment]) -> Assessment | None:
    """The correction that was signed in its place; None where it still counts."""
    return next((each for each in among if each.corrects == assessment.id and each.signed), None)


def opened(assessment: Assessment, among: Iterable[Assessment]) -> Assessment | None:
    """The correction of it that is not signed yet."""
    found = (each for each in among if each.corrects == assessment.id and not each.signed)
    return next(found, None)

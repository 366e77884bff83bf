"""How far centres have come with what they set out to do, in counts that give nobody away.

A fixed family of rows: the city, its sectors, its districts and all its centres. Only the number
of enterprises that were signed is disclosed, by the same rules as every other count; a target is
a plan of a centre and no figure of an enterprise. What is reached of it follows from the band that
is shown, so it tells nothing more.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aggregates.breakdown import Breakdown, BreakdownRow, Family, breakdown
from aggregates.coarse import CountRange, band
from aggregates.disclosure import FLOOR, MeasureYear, enough, suppress
from aggregates.figures import HIDDEN, Hidden
from assessments.campaigns import Campaign
from assessments.portfolio import SignedFirms
from i18n import Text

CENTRES = 5  # the layer of the rows of centres
STEP = 5  # per cent, of what is reached


@dataclass(frozen=True)
class CoverageRow:
    """``target``: enterprises that were to be signed, 0 where none was set. ``signed``: so far.

    ``reached`` is between which per cent of the target that is; None without a target.
    """

    id: str
    title: Text
    target: int
    signed: CountRange | Hidden
    reached: CountRange | Hidden | None


@dataclass(frozen=True)
class CampaignCoverage:
    """The rows of each table; every row of the fixed lists is there."""

    city: CoverageRow
    sectors: tuple[CoverageRow, ...]
    districts: tuple[CoverageRow, ...]
    centres: tuple[CoverageRow, ...]


def coverage(
    signed: Sequence[SignedFirms],
    campaigns: Mapping[str, Campaign],
    centres: Mapping[str, str],
    threshold: int,
) -> CampaignCoverage:
    """What may be seen. ``campaigns`` are by centre, ``centres`` are the names of all of them.

    ValueError for a threshold below the floor.
    """
    if threshold < FLOOR:
        raise ValueError(f"a threshold of {threshold} is below the floor of {FLOOR}")
    rows = _with_centres(breakdown(("city", "sectors", "districts")), centres)
    case = _case(rows, signed, list(centres), threshold)
    hidden = suppress(case, (None,) * len(rows.nodes))
    found = []
    for place, node in enumerate(rows.nodes):
        target = _target(node, campaigns)
        count = HIDDEN if hidden[place] else band(int(case.own[place, 1]), threshold)
        found.append(CoverageRow(node.id, node.title, target, count, _reached(count, target)))
    tables = [tuple(found[place] for place in rows.layer(n)) for n in (0, 1, 3, CENTRES)]
    return CampaignCoverage(tables[0][0], *tables[1:])


def set_for(campaign: Campaign, district: str | None, sector: str | None) -> int:
    """How many enterprises a centre set out to sign of a district or a sector, or of all (None).

    The last of several days counts. What is set for the place itself goes before the sum of what
    is set for its parts; of all, parts by district or by sector, whichever are more, since one
    enterprise may be meant by both.
    """
    firms: dict[tuple[str | None, str | None], int] = {}
    for each in campaign.targets:
        place = each.district, each.sector
        firms[place] = max(firms.get(place, 0), each.firms)
    if (district, sector) in firms:
        return firms[district, sector]
    if district is None and sector is None:
        places = [{of[by] for of in firms if of[by] is not None} for by in (0, 1)]
        return max(
            sum(set_for(campaign, each, None) for each in places[0]),
            sum(set_for(campaign, None, each) for each in places[1]),
        )
    wanted = (0, district) if district is not None else (1, sector)
    return sum(many for of, many in firms.items() if of[wanted[0]] == wanted[1])


def _with_centres(rows: Breakdown, centres: Mapping[str, str]) -> Breakdown:
    first = len(rows.nodes)
    added = tuple(BreakdownRow(id, Text(zh=name), CENTRES, 0) for id, name in centres.items())
    family = Family(0, tuple(range(first, first + len(added))))
    return Breakdown((*rows.nodes, *added), (*rows.families, *([family] if added else [])))


def _case(
    rows: Breakdown, signed: Sequence[SignedFirms], centres: Sequence[str], threshold: int
) -> MeasureYear:
    """Each enterprise is a unit; a centre knows its own cases."""
    known = [each for each in signed if each.centre in centres]
    firms = np.array([each.firms for each in known], dtype=np.float64)
    own_rows = replace(
        rows,
        nodes=tuple(node for node in rows.nodes if node.layer != CENTRES),
        families=tuple(f for f in rows.families if rows.nodes[f.children[0]].layer != CENTRES),
    )
    places = own_rows.places(
        [each.division for each in known], [each.district for each in known], [""] * len(known)
    )
    centre = np.array([centres.index(each.centre) for each in known], dtype=np.int64)
    places = np.column_stack([places, len(own_rows.nodes) + centre])
    insiders = np.zeros((len(centres), len(rows.nodes), 1))
    for table in places.T:
        np.add.at(insiders[:, :, 0], (centre, table), firms)
    own = insiders.sum(axis=0)
    return MeasureYear(
        breakdown=rows,
        own=np.repeat(own, 2, axis=1),
        insiders=np.repeat(insiders, 2, axis=2),
        differences=np.zeros((len(rows.nodes), 0)),
        threshold=threshold,
        test=enough(threshold),
    )


def _target(node: BreakdownRow, campaigns: Mapping[str, Campaign]) -> int:
    if node.layer == CENTRES:
        return set_for(campaigns.get(node.id, Campaign()), None, None)
    district = node.id if node.layer == 3 else None  # noqa: PLR2004  (the table of districts)
    sector = node.id if node.layer == 1 else None
    return sum(set_for(each, district, sector) for each in campaigns.values())


def _reached(count: CountRange | Hidden, target: int) -> CountRange | Hidden | None:
    if not target:
        return None
    if isinstance(count, Hidden):
        return HIDDEN
    low, high = (100 * many / target / STEP for many in (count.low, count.high))
    return CountRange(math.floor(low) * STEP, math.ceil(high) * STEP)

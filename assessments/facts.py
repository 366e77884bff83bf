"""The facts of a profile as the routing of a questionnaire takes them."""

from collections.abc import Mapping

from assessments.divisions import divisions
from assessments.model import Enterprise
from assessments.size import size_of

Facts = Mapping[str, str | float]


def facts_of(enterprise: Enterprise) -> Facts:
    """employees, revenue, assets (万元), size, division, section, district; unknown ones absent."""
    own = enterprise
    known = known_facts(own.division, own.employees, own.revenue, own.assets)
    return {**known, "district": own.district}


def known_facts(
    division: str | None, employees: float | None, revenue: float | None, assets: float | None
) -> Facts:
    """The facts of a profile that is still being filled in, as far as they are known."""
    found = divisions().get(division or "")
    told = division is not None and employees is not None
    facts: dict[str, str | float | None] = {
        "employees": None if employees is None else float(employees),
        "revenue": revenue,
        "assets": assets,
        "size": size_of(division, employees, revenue, assets) if told and division else None,
        "division": division,
        "section": found.section if found else None,
    }
    return {name: value for name, value in facts.items() if value is not None}

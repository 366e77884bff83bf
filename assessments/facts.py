"""What the profile of an enterprise says to the routing of a questionnaire."""

from collections.abc import Mapping

from assessments.divisions import divisions
from assessments.model import Enterprise
from assessments.size import size_of


def facts_of(enterprise: Enterprise) -> Mapping[str, str | float]:
    """employees, revenue, assets (万元), size, division, section, district; unknown ones absent."""
    division = divisions().get(enterprise.division)
    facts: dict[str, str | float | None] = {
        "employees": float(enterprise.employees),
        "revenue": enterprise.revenue,
        "assets": enterprise.assets,
        "size": size_of(
            enterprise.division, enterprise.employees, enterprise.revenue, enterprise.assets
        ),
        "division": enterprise.division,
        "section": division.section if division else None,
        "district": enterprise.district,
    }
    return {name: value for name, value in facts.items() if value is not None}

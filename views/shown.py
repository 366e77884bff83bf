"""How values of the domain are shown on pages: names, times, figures."""

from datetime import datetime

from assessments.districts import districts
from assessments.divisions import divisions, trade_words
from assessments.model import Enterprise, Stage
from assessments.size import Size, size_of
from assessments.years import CHINA
from i18n import one_decimal
from views.session import language, t


def clock(at: datetime) -> str:
    """The time of day in China, to the second."""
    return f"{at.astimezone(CHINA):%H:%M:%S}"


def day(at: datetime) -> str:
    """The day in China."""
    return f"{at.astimezone(CHINA):%Y-%m-%d}"


def moment(at: datetime) -> str:
    """Day and time in China, to the minute."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def stage_name(stage: Stage) -> str:
    """What a stage is called."""
    return t(f"app.stage_{stage}")


def division_name(code: str) -> str:
    """The division with its two digits."""
    return f"{code} {divisions()[code].title.to(language())}"


def division_to_search(code: str) -> str:
    """The division with what its trades are called, for a list that is searched by typing."""
    words = t("report.comma").join(trade_words()[code][language()])
    return t("app.division_with_words", division=division_name(code), words=words)


def district_name(code: str) -> str:
    """The district."""
    return districts()[code].to(language())


def size_name(size: Size) -> str:
    """What a size class is called."""
    return t(f"app.size_{size}")


def size_of_enterprise(enterprise: Enterprise) -> Size:
    """The size class that follows from the profile."""
    return size_of(enterprise.division, enterprise.employees, enterprise.revenue, enterprise.assets)


def figure(value: float | None) -> str:
    """A score to one decimal, or a dash where there is none."""
    return "—" if value is None else one_decimal(value)

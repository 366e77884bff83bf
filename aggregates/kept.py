"""City figures as bytes and back: a release is kept as it was, whatever the program becomes."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from aggregates.figures import CityFigures

_FORM = TypeAdapter(dict[int, CityFigures])


def written(years: Mapping[int, CityFigures]) -> bytes:
    """The figures of every year as JSON."""
    return _FORM.dump_json(dict(years))


def read(content: bytes) -> Mapping[int, CityFigures]:
    """What ``written`` was given. Raises pydantic's ValidationError for anything else."""
    return _FORM.validate_json(content)

"""The profile of an enterprise, validated at the edge: every wrong field at once."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationError
from pydantic_core import PydanticCustomError

from assessments.credit_code import fault_of, tidy_code
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Enterprise
from assessments.plain_text import one_line
from assessments.refusals import Invalid
from assessments.typed_numbers import typed_number
from files.frozen import Frozen
from i18n import Text, say

LONGEST_NAME = 120  # characters
MOST_EMPLOYEES = 10_000_000
MOST_MONEY = 100_000_000  # 万元: a trillion yuan


def _wrong(key: str, **params: Any) -> PydanticCustomError:
    """A fault whose words are the text ``refusals.profile_<key>``."""
    return PydanticCustomError("profile", "{key}", {"key": key, "params": params})


def _name(raw: str) -> str:
    name = one_line(raw)
    if not name:
        raise _wrong("missing")
    if len(name) > LONGEST_NAME:
        raise _wrong("name_long", longest=LONGEST_NAME)
    return name


def _credit_code(raw: str | None) -> str | None:
    code = tidy_code(raw or "")
    if code and (fault := fault_of(code)):
        raise _wrong(f"code_{fault}")
    return code or None


def _one_of(known: Callable[[], Mapping[str, Any]]) -> AfterValidator:
    def check(code: str) -> str:
        if code not in known():
            raise _wrong("unknown")
        return code

    return AfterValidator(check)


def _figure(most: float, *, whole: bool = False, required: bool = False) -> BeforeValidator:
    """A number in [0, most], also as it is typed (full-width digits, thousands separators)."""

    def check(raw: Any) -> float | None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            if required:
                raise _wrong("missing")
            return None
        number = typed_number(raw) if isinstance(raw, str) else raw
        if not isinstance(number, int | float):
            raise _wrong("not_a_number")
        if isinstance(number, bool) or not 0 <= number <= most:
            raise _wrong("range", most=f"{most:,}")
        if whole and number != int(number):
            raise _wrong("not_whole")
        return number

    return BeforeValidator(check)


class Profile(Frozen):
    """The profile of one enterprise; money in 万元 of the last full year."""

    name: Annotated[str, AfterValidator(_name)]
    credit_code: Annotated[str | None, AfterValidator(_credit_code)] = None
    division: Annotated[str, _one_of(divisions)]
    district: Annotated[str, _one_of(districts)]
    employees: Annotated[int, _figure(MOST_EMPLOYEES, whole=True, required=True)]
    revenue: Annotated[float | None, _figure(MOST_MONEY)] = None
    assets: Annotated[float | None, _figure(MOST_MONEY)] = None

    def of(self, id: str) -> Enterprise:
        """The enterprise ``id`` with this profile."""
        return Enterprise(id=id, **self.model_dump())


def parse_profile(raw: Mapping[str, Any]) -> Profile:
    """Read a form's values. Raises Invalid whose ``fields`` say per field what is wrong (Text)."""
    try:
        return Profile.model_validate(raw)
    except ValidationError as error:
        fields = _faults(error)
        raise Invalid("profile", count=len(fields), fields=fields) from None


def faults_of(raw: Mapping[str, Any]) -> Mapping[str, Text]:
    """What is wrong with which field of a form, in the order of its fields; {} if nothing is."""
    try:
        Profile.model_validate(raw)
    except ValidationError as error:
        return _faults(error)
    return {}


def _faults(error: ValidationError) -> dict[str, Text]:
    return {str(fault["loc"][0]): _words(fault) for fault in error.errors()}


def _words(fault: Any) -> Text:
    """A field that is not there, or is no text at all, was left empty."""
    told: Any = fault["ctx"] if fault["type"] == "profile" else {"key": "missing", "params": {}}
    key, params = f"refusals.profile_{told['key']}", told["params"]
    return Text(zh=say(key, "zh", **params), en=say(key, "en", **params))

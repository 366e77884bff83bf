"""The base of values that are validated once and never change."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that never changes and knows all its fields.

    Its errors do not repeat what was given: that may be somebody's.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True
    )

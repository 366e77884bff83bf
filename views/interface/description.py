"""The description of the interface (OpenAPI 3.1), made of its operations and their models."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from i18n import say
from services.interface.models import ProblemAnswer
from services.settings import VERSION
from views.interface.operations import OPERATIONS, ROOT, Operation
from views.interface.problems import MEDIA, STATUSES

REFERENCE = "#/components/schemas/{model}"
TEXT = {"schema": {"type": "string"}}
ALWAYS = (401, 403, 405, 429, 503)


@cache
def description() -> dict[str, Any]:
    """The whole document."""
    models: list[type[BaseModel]] = [ProblemAnswer, *(each.answer for each in OPERATIONS)]
    references, schemas = models_json_schema(
        [(each, "serialization") for each in models], ref_template=REFERENCE
    )
    schema = {model: reference for (model, _), reference in references.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _both("interface.title"),
            "version": VERSION,
            "description": _both("interface.about"),
        },
        "servers": [{"url": ROOT}],
        "security": [{"key": []}],
        "paths": {each.path: {"get": _operation(each, schema)} for each in OPERATIONS},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": _both("interface.key_about"),
                }
            },
        },
    }


def _operation(operation: Operation, schema: dict[Any, Any]) -> dict[str, Any]:
    asked = operation.asked.model_json_schema(mode="validation")
    statuses = [*ALWAYS]
    if asked.get("properties"):
        statuses += [400, 404] if "{" in operation.path else [400]
    return {
        "operationId": operation.id,
        "summary": _both(f"interface.op_{operation.id}"),
        "parameters": [
            {
                "name": name,
                "in": "path" if f"{{{name}}}" in operation.path else "query",
                "required": name in asked.get("required", ()),
                "schema": {key: each for key, each in of.items() if key != "title"},
            }
            for name, of in asked.get("properties", {}).items()
        ],
        "responses": {
            "200": {
                "description": _both("interface.answered"),
                "headers": {"ETag": TEXT, "Cache-Control": TEXT, "Last-Modified": TEXT},
                "content": {"application/json": {"schema": schema[operation.answer]}},
            },
            "304": {"description": _both("interface.unchanged"), "headers": {"ETag": TEXT}},
            **{
                str(status): {
                    "description": _both(f"interface.status_{STATUSES[status]}"),
                    "headers": {"Retry-After": TEXT} if status in (429, 503) else {},
                    "content": {MEDIA: {"schema": schema[ProblemAnswer]}},
                }
                for status in sorted(statuses)
            },
        },
    }


def _both(key: str) -> str:
    return f"{say(key, 'zh')} / {say(key, 'en')}"

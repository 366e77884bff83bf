"""What a failure says to the person at the terminal, and with which exit code."""

import os
import traceback
from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError

from assessments.refusals import NotAllowed, NotFound, Refusal
from cli.help import usage
from cli.language import language
from files.problems import InvalidFiles
from i18n import say
from questionnaires.answers import InvalidAnswer

INPUT_AT_FAULT = 1
CALL_AT_FAULT = 2


def answer(error: Exception) -> tuple[str, int]:
    """The words for ``error`` in the reader's language, and the exit code."""
    lang, code = language(), INPUT_AT_FAULT
    match error:
        case typer.TyperException():
            words, code = _usage_error(error), CALL_AT_FAULT
        case typer.Abort():
            words, code = say("cli.aborted", lang), CALL_AT_FAULT
        case InvalidFiles(problems=problems):
            closing = say("cli.problems", lang, n=len(problems))
            words = "\n".join([*(problem.to(lang) for problem in problems), closing])
        case InvalidAnswer():
            words = say(f"answers.{error.key}", lang, **error.params)
        case Refusal():
            words = error.to(lang)
            if isinstance(error, NotFound | NotAllowed):
                code = CALL_AT_FAULT
        case ValidationError(title="Settings"):
            words, code = _wrong_settings(error), CALL_AT_FAULT
        case OSError(filename=str() | Path()):
            words = say("cli.file_failed", lang, file=error.filename, why=error.strerror)
            code = CALL_AT_FAULT
        case _:
            words = _unexpected(error)
    return words, code


def _usage_error(error: Any) -> str:
    """A wrong call: what is wrong, how it is called, where the help is."""
    lang, ctx = language(), getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    match type(error).__name__:
        case "MissingParameter" if param:
            wrong = say("cli.missing", lang, name=param.get_error_hint())
        case "BadParameter" if param:
            wrong = say("cli.bad_value", lang, name=param.get_error_hint(), why=error.message)
        case "BadParameter":
            wrong = error.message
        case "NoSuchOption":
            near = "".join(
                say("cli.near", lang, name=name) for name in sorted(error.possibilities or ())
            )
            wrong = say("cli.no_such_option", lang, name=error.option_name, near=near)
        case _:
            wrong = error.format_message()
    lines = [say("cli.error", lang, what=wrong)]
    if ctx is not None:
        lines += [
            say("cli.usage", lang, usage=usage(ctx)),
            say("cli.more", lang, command=ctx.command_path),
        ]
    return "\n".join(lines)


def _wrong_settings(error: ValidationError) -> str:
    lang = language()
    lines = [
        say(
            "cli.bad_setting",
            lang,
            name=f"SHUZHEN_{str(problem['loc'][0]).upper()}",
            got=problem["input"],
            why=problem["msg"],
        )
        for problem in error.errors()
    ]
    return "\n".join(lines)


def _unexpected(error: Exception) -> str:
    """A fault of the program: what to report, and how to see more."""
    if os.environ.get("SHUZHEN_DEBUG"):
        return "".join(traceback.format_exception(error))
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    what = f"{type(error).__name__}: {error}"
    return say("cli.unexpected", language(), what=what, where=where)

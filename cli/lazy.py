"""Commands that are imported when they are called, so that ``shuzhen --help`` is quick."""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from cli.help import help_page
from cli.language import language
from i18n import say

COMMANDS = {
    "serve": "cli.serve:serve",
    "lint": "cli.lint:lint",
    "coverage": "cli.coverage:coverage_",
    "diff": "cli.diff:diff",
    "freeze": "cli.freeze:freeze",
    "export": "cli.export:export",
    "import": "cli.import_:import_",
    "score": "cli.score:score",
    "analyse": "cli.analyse:analyse",
    "list": "cli.listing:list_",
    "report": "cli.report:report",
    "workbook": "cli.workbook:app",
    "signature": "cli.signature:signature",
    "rescore": "cli.rescore:rescore",
    "account": "cli.account:app",
    "enterprise": "cli.enterprise:app",
    "personal": "cli.personal:app",
    "migrate": "cli.migrate:migrate",
    "backup": "cli.backup:backup",
    "restore": "cli.restore:restore",
    "store": "cli.store:app",
    "audit": "cli.audit:app",
    "city": "cli.city:app",
    "key": "cli.key:app",
    "doctor": "cli.doctor:doctor",
    "demo": "cli.demo:demo",
}


class Command(TyperCommand):
    """A command whose help page is ours."""

    def get_help(self, ctx: Any) -> str:
        """The help page in the reader's language."""
        return help_page(ctx)


class CommandGroup(TyperGroup):
    """A group of commands whose help page is ours."""

    def get_help(self, ctx: Any) -> str:
        """The help page in the reader's language."""
        return help_page(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that ``args`` begin with; an unknown name is answered with the near ones."""
        names, lang = self.list_commands(ctx), language()
        if not args[0].startswith("-") and args[0] not in names:
            near = "".join(
                say("cli.near", lang, name=name) for name in get_close_matches(args[0], names)
            )
            ctx.fail(say("cli.no_such_command", lang, name=args[0], near=near))
        return super().resolve_command(ctx, args)


class LazyGroup(CommandGroup):
    """The group over ``COMMANDS``."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (Typer hands it over)
        """Every name, none of them imported."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  (as above)
        """The command of that name, imported now; None if there is none."""
        return load(cmd_name) if cmd_name in COMMANDS else None


def load(name: str) -> Any:
    """Import the command ``name``: a plain function or a Typer application of its own."""
    module, _, attribute = COMMANDS[name].partition(":")
    found: Callable[..., Any] | typer.Typer = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        app = typer.Typer(rich_markup_mode=None, add_completion=False)
        app.command(name, cls=Command)(found)
        return typer.main.get_command(app)
    found.info.cls = CommandGroup
    for command in found.registered_commands:
        command.cls = Command
    group = typer.main.get_command(found)
    group.name = name
    return group

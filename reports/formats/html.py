"""The report as one HTML file: reads on a phone and on a screen, prints, needs no network.

It runs nothing. Its figures are the vector ones of ``print_figures``, each drawn once more for a
narrow screen; a library that draws them on the spot would be nine tenths of the file.
"""

from base64 import b64encode
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from assessments.plain_text import plain
from i18n import Text
from reports.embedding import faces_for
from reports.figures import CheckCodeFigure, DrawnFigure, PhotoFigure
from reports.format import Format
from reports.print_figures import svg
from reports.prose import MARK as EDITED
from reports.report import (
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Priority,
    Report,
    Table,
)
from reports.svg import NARROW_WIDTH, WIDTH

KINDS = (Bullets, Facts, Heading, Paragraph, PhotoFigure, Picture, Priority, Table)
# A page that loads nothing and runs nothing.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
FOLDER = Path(__file__).parents[1] / "templates"


def write_html(report: Report) -> bytes:
    """The whole file, UTF-8."""
    words = {name: report.voice.say(f"report.{name}") for name in ("contents", "figure", "table")}
    edited = "editing.office_mark" if report.of_office else "editing.mark"
    words["edited"] = report.voice.say(edited)

    def caption(kind: str, block: Table | Picture) -> str:
        number, text = block.number, block.caption
        return report.voice.say("report.caption", kind=kind, number=number, text=text)

    style = _file("report.css") + _page_marks(report)
    render = partial(
        _template().render,
        report=report,
        words=words,
        mark=EDITED,
        caption=caption,
    )
    page = render(policy=POLICY, style=Markup(style))  # noqa: S704  (ours; the report's is escaped)
    if faces := faces_for(page):
        style = Markup(faces + style)  # noqa: S704  (ours)
        page = render(policy=POLICY + "; font-src data:", style=style)
    return page.encode()


def _print_image(figure: DrawnFigure | CheckCodeFigure | PhotoFigure, width: float = WIDTH) -> str:
    if isinstance(figure, PhotoFigure):
        return f"data:image/jpeg;base64,{b64encode(figure.content).decode()}"
    return f"data:image/svg+xml;base64,{b64encode(svg(figure, width).encode()).decode()}"


def _page_marks(report: Report) -> str:
    """What stands on every printed page: marks above, enterprise and page number below."""
    marks, running = _css_string(" · ".join(report.marks)), _css_string(report.running)
    said = report.voice.say("report.page", page="\0", pages="\0").split("\0")
    before, between, after = map(_css_string, said)
    number = f"{before} counter(page) {between} counter(pages) {after}"
    return (
        "@media print { @page { font-size: 9pt;"
        f" @top-center {{ content: {marks}; }} @bottom-left {{ content: {running}; }}"
        f" @bottom-right {{ content: {number}; }} }} }}"
    )


def _css_string(text: str) -> str:
    """``text`` as a CSS string, every character by its number: nothing can end the string."""
    return '"' + "".join(f"\\{ord(sign):x} " for sign in text) + '"'


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tests: dict[str, Any] = {kind.__name__.lower(): partial(_is_a, kind) for kind in KINDS}
    environment.tests.update(tests)
    environment.filters["print_image"] = _print_image
    environment.globals["narrow"] = NARROW_WIDTH
    return environment.get_template("report.html")


def _finalize(value: Any) -> Any:
    """Free text of what no page may hold; Markup is what we made ourselves."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else plain(value)


def _is_a(kind: type, block: object) -> bool:
    return isinstance(block, kind)


FORMAT = Format(
    ending="html",
    mime="text/html",
    label=Text(zh="网页版（可打印）", en="Web page (prints well)"),
    place=1,
    write=write_html,
)

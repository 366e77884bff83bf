"""The first sheet: level and total, the dimensions, and their charts, all by formulas."""

from collections.abc import Mapping
from typing import Any

from reports.workbook.levels import LevelCells
from reports.workbook.page import (
    FACES,
    FIGURE,
    HEAD,
    INK,
    NOTE,
    PLAIN,
    POINTS,
    QUIET,
    SHARE,
    STRONG,
    TITLE,
    WARNING,
    ReportSheet,
)
from reports.workbook.scores import Figures
from reports.workbook.terms import Term, when
from reports.workings import Branch

WIDTHS = (34.0, 11.0, 9.0, 11.0, 11.0, 11.0, 16.0)
HEADS = ("dimension", "score", "scale", "low", "high", "coverage")
PEERS, DRAWN = 6, 8  # columns; the last beside the page, for the charts only
OWN, OTHERS = "#1F5F8B", "#C9A227"
ROW, WIDTH = 20, 755  # pixels: a row, the page
BAR, RADAR = 28, 400  # a bar's height, the shape's
NOTHING = Term("NA()", "#N/A")  # what a chart leaves out


def write_overview(page: ReportSheet, figures: Mapping[str, Figures], result: LevelCells) -> None:
    """Write the sheet."""
    report, voice = page.book.report, page.book.voice
    lines = [(report.cover.enterprise, TITLE), (report.cover.title, {"font_size": 11})]
    lines += [(report.cover.statement, NOTE), *((mark, WARNING) for mark in report.marks)]
    for row, (line, style) in enumerate(lines):
        page.wide(row, line, style)
    row = len(lines) + 1
    page.text(row, 0, voice.say("report.fact_kind"), STRONG)
    page.text(row, 1, report.cover.standing, {"text_wrap": False})
    row += 1
    for name in ("level", "total", "range", "standing", "told"):
        large = {"font_size": 14, "bold": True} if name in ("level", "total") else {}
        page.text(row, 0, voice.say(f"workbook.stated_{name}"), STRONG)
        style = {**large, "align": "left", "num_format": "0.0", "text_wrap": False}
        page.formula(row, 1, getattr(result, name), style)
        row += 1
    same = f'"{voice.say("workbook.unchanged")}"'
    warned = page.book.file.add_format(WARNING)
    page.sheet.conditional_format(
        row - 1, 1, row - 1, 1,
        {"type": "cell", "criteria": "!=", "value": same, "format": warned},
    )  # fmt: skip
    row = _dimensions(page, row + 1, figures)
    page.wide(row + 1, voice.say("workbook.overview_note"), NOTE)
    page.sheet.print_area(0, 0, row + 1, PEERS)
    page.sheet.fit_to_pages(1, 1)


def _dimensions(page: ReportSheet, head: int, figures: Mapping[str, Figures]) -> int:
    """The table and the charts below it; the first free row."""
    voice, work = page.book.voice, page.book.workings
    for column, name in enumerate(HEADS):
        style = {**FIGURE, **HEAD} if column else HEAD
        page.text(head, column, voice.say(f"workbook.column_{name}"), style)
    peers = work.bars.scores.peers_name if work.peers and work.bars else ""
    page.text(head, PEERS, peers, {**FIGURE, **HEAD})
    page.hide(DRAWN, DRAWN)
    first = [branch for branch in work.tree if branch.depth == 1]
    order = sorted(first, key=lambda branch: not figures[branch.id].applies.value)
    total = work.tree[0]
    for row, branch in enumerate((*order, total), start=head + 1):
        _dimension(page, row, branch, figures[branch.id])
    last = head + len(order) + 1
    drawn = sum(bool(figures[branch.id].applies.value) for branch in order)
    return _charts(page, head + 1, drawn, last + 2)


def _dimension(page: ReportSheet, row: int, branch: Branch, seen: Figures) -> None:
    voice, peers = page.book.voice, page.book.workings.peers
    bold = {} if branch.depth else STRONG
    n = page.book.workings.answered[branch.id]
    title = voice.say("report.label_n", label=branch.title, n=n)
    page.text(row, 0, title, {**PLAIN, **bold})
    absent, unjudged = (
        voice.say(f"workbook.state_{name}") for name in ("not_applicable", "not_judged")
    )
    judged = when(seen.score.filled, seen.score, unjudged)
    score = when(seen.applies.same(0), absent, judged)
    page.formula(row, 1, score, {**POINTS, **bold})
    page.formula(row, 2, seen.scale, {**FIGURE, **bold})
    for column, (end, style) in enumerate(
        ((seen.low, POINTS), (seen.high, POINTS), (seen.coverage, SHARE)), start=3
    ):
        page.formula(row, column, end, {**style, **bold})
    page.number(row, PEERS, peers.scores.get(branch.id) if peers else None, {**POINTS, **bold})
    page.formula(row, DRAWN, when(seen.score.filled, seen.score, NOTHING), POINTS)


def _charts(page: ReportSheet, first: int, count: int, at: int) -> int:
    """Bars of what applies, and below them the same as a shape; the first free row."""
    work = page.book.workings
    if not count or work.bars is None:
        return at
    scale = {
        "min": 0,
        "max": work.card.scale,
        "num_font": _font(page),
        "num_format": "0",
        "major_gridlines": {"visible": True, "line": {"color": "#D5DBE1"}},
    }
    bars: Any = page.book.file.add_chart({"type": "bar"})
    _series(page, bars, first, count, with_labels=True)
    bars.set_y_axis(
        {"reverse": True, "crossing": "max", "num_font": _font(page), "line": {"color": QUIET}}
    )
    bars.set_x_axis({**scale, "name": work.bars.scores.axis, "name_font": _font(page)})
    height = 110 + BAR * count * (2 if work.peers else 1)
    _place(page, bars, at, height, work.bars.alt)
    at += height // ROW + 2
    if work.radar is None:
        return at
    radar: Any = page.book.file.add_chart({"type": "radar", "subtype": "with_markers"})
    _series(page, radar, first, count, with_labels=False)
    radar.set_x_axis({"num_font": _font(page)})
    radar.set_y_axis(scale)
    _place(page, radar, at, RADAR, work.radar.alt)
    return at + RADAR // ROW + 2


def _series(page: ReportSheet, chart: Any, first: int, count: int, *, with_labels: bool) -> None:
    last, work = first + count - 1, page.book.workings
    series = [(DRAWN, page.book.voice.say("report.own"), OWN)]
    if work.peers and work.bars:
        series.append((PEERS, work.bars.scores.peers_name, OTHERS))
    labels = {"value": True, "num_format": "0.0", "font": _font(page)}
    for column, name, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": [page.name, first, 0, last, 0],
                "values": [page.name, first, column, last, column],
                "fill": {"color": colour},
                "line": {"color": colour, "width": 2},
                "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
                "gap": 60,
                **({"data_labels": labels} if with_labels else {}),
            }
        )


def _place(page: ReportSheet, chart: Any, at: int, height: int, alt: str) -> None:
    chart.set_size({"width": WIDTH, "height": height})
    chart.set_legend({"position": "bottom", "font": _font(page)})
    chart.set_title({"none": True})
    chart.show_hidden_data()
    page.sheet.insert_chart(at, 0, chart, {"description": alt, "object_position": 2})


def _font(page: ReportSheet) -> dict[str, Any]:
    return {"name": FACES[page.book.report.lang], "size": 9, "color": INK}

"""Bars as a native chart: its data open in a canvas, and whoever edits the deck may restyle it."""
# ruff: noqa: SLF001  (the wrapped XML has no public name)

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt
from xlsxwriter import Workbook

from assessments.plain_text import one_line
from reports.figures import BarsFigure
from reports.pptx_base import EARLIEST
from reports.pptx_drawing import FACE, Box, SlideCanvas
from reports.pptx_fitting import fitted

SIZE = 16.0  # points, of what stands at axes and bars
FORMAT = "0.0"
LABEL = 300.0  # points that the name of a bar may take
SHEET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
COLOURS = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.TEXT_2)


class _DatedChartData(CategoryChartData):
    """The same with a sheet that does not say when it was made."""

    @property
    def xlsx_blob(self) -> bytes:
        """The sheet behind the chart."""
        buffer = BytesIO()
        with Workbook(buffer, SHEET) as book:
            book.set_properties({"created": datetime(*EARLIEST, tzinfo=UTC)})
            self._workbook_writer._populate_worksheet(book, book.add_worksheet())
        return buffer.getvalue()


def draw_bars(canvas: SlideCanvas, figure: BarsFigure, box: Box) -> None:
    """A bar a figure from the top down, the peers' below each where there are some."""
    scores = figure.scores
    data: Any = _DatedChartData(number_format=FORMAT)  # type: ignore[no-untyped-call]  # the library's
    data.categories = [fitted(one_line(label), LABEL, SIZE, 2) for label in scores.labels]
    data.add_series(one_line(scores.own_name), scores.values)
    if scores.peers:
        data.add_series(one_line(scores.peers_name), scores.peers)
    x, y, width, height = (Pt(each) for each in (box.x, box.y, box.width, box.height))
    kind = XL_CHART_TYPE.BAR_CLUSTERED
    frame: Any = canvas.slide.shapes.add_chart(kind, x, y, width, height, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", one_line(figure.alt))
    frame.name = "Chart"
    chart = frame.chart
    chart.has_title = False
    _set_face(chart)
    _set_axes(chart, scores.foot, scores.scale)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = (60, 0) if scores.peers else (70, 0)
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = FORMAT, False
    plot.data_labels.show_value = True
    plot.data_labels.font.size = Pt(SIZE if not scores.peers else SIZE - 2)
    for series, colour in zip(plot.series, COLOURS, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = colour
        series.invert_if_negative = False
    chart.has_legend = bool(scores.peers)
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False


def _set_face(chart: Any) -> None:
    """Size and both scripts' faces, for all that the chart says."""
    chart.font.size = Pt(SIZE)
    properties = chart.font._rPr
    for face in parse_xml(f"<a:rPr {nsdecls('a')}>{FACE}</a:rPr>"):
        properties.append(face)


def _set_axes(chart: Any, low: float, high: float) -> None:
    """Names on the left from the top down; no grid, for every bar says its figure."""
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_4
    names.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale = low, high
    values.has_major_gridlines = False
    values.visible = False

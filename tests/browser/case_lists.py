"""Pressing cells of the list of cases: it is drawn on a canvas, where nothing can be asked for."""

from tests.browser.visitor import Visitor

HEAD, ROW = 38, 35  # pixels
TICK, NAME = 16, 150  # from the left


def press_cell(visitor: Visitor, row: int, across: int) -> None:
    """Press the cell of that row (0 on) which is so many pixels from the left."""
    table = visitor.page.locator("[data-testid=stDataFrame]").first
    table.wait_for()
    visitor.rests()
    visitor.page.wait_for_timeout(300)  # the canvas is drawn after the page
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    visitor.page.mouse.click(box["x"] + across, box["y"] + HEAD + ROW * row + ROW / 2)
    visitor.page.wait_for_timeout(300)
    visitor.rests()

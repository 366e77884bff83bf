"""What stands around every page: errors, and the words that the front end brings along."""

import json
import logging
import re
import tomllib
from importlib.resources import files

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from assessments.refusals import NotAllowed
from i18n.catalogue import texts
from services.settings import ROOT
from tests.app.world import World
from views import document, session


@pytest.fixture(autouse=True)
def connected(world: World) -> None:
    """The pages are connected to a store, in Chinese."""
    session.wire(session.Wiring(world.store, visit=session.Visit))


def shown(error: Exception) -> str:
    """What a visitor reads for ``error``."""

    def page(error: Exception) -> None:
        from views.errors import show_error  # noqa: PLC0415  (the page is a script of its own)

        show_error(error)

    return str(AppTest.from_function(page, args=(error,)).run().error[0].value)


def test_an_unexpected_error_shows_a_number_that_stands_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The visitor gets a sentence without the cause; the log has number and cause together."""
    with caplog.at_level(logging.ERROR, "shuzhen"):
        read = shown(ValueError("the password is swordfish"))
    number = re.search(r"编号 ([0-9a-f]{8})", read)
    assert number is not None
    assert "swordfish" not in read
    record = next(each for each in caplog.records if number[1] in each.getMessage())
    assert "swordfish" in str(record.exc_info)


def test_a_refusal_is_its_sentence() -> None:
    """What the product refuses is told in its own words, without a number."""
    assert "没有权限" in shown(NotAllowed("not_allowed", action="case.read"))


def test_the_words_of_the_front_end_are_still_in_it() -> None:
    """Each English word that is replaced is one that this version of Streamlit shows."""
    folder = files("streamlit") / "static" / "static" / "js"
    bundle = "".join(file.read_text("utf-8") for file in folder.iterdir() if "map" not in file.name)
    sentences = [each for text in texts("front_end").values() for each in text.en.split(". ")]
    assert not [each for each in sentences if each not in bundle]


def test_the_document_carries_the_words_in_chinese_only() -> None:
    """The English document replaces nothing."""
    found = re.search(r'id="words">(.*?)</script>', document.document("zh"), re.DOTALL)
    none = re.search(r'id="words">(.*?)</script>', document.document("en"), re.DOTALL)
    assert found is not None
    assert none is not None
    assert json.loads(found[1])["Close"] == "关闭"
    assert json.loads(none[1]) == {}


def test_every_setting_is_one_that_this_streamlit_knows() -> None:
    """No line of .streamlit/config.toml is silently ignored."""
    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        settings = tomllib.load(file)
    known = config.get_config_options()
    named = {f"{section}.{name}" for section, lines in settings.items() for name in lines}
    assert named <= set(known)
    assert "runner.postScriptGC" in named

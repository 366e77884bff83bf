"""The centre's own Word template: an example, a trial, the one in use, and taking it back."""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

import streamlit as st

from assessments.refusals import Refusal
from files.problems import InvalidFiles
from i18n import Lang
from reports.word_template.example import fields
from reports.word_template.fields import DEMANDED, written
from services import logos, templates
from services.context import Context
from services.logos import Logo
from services.templates import Template
from views import address
from views.download import download_button
from views.errors import why_not
from views.fields import stands
from views.kept import kept
from views.markdown import escaped
from views.session import context, language, t, voice
from views.shown import moment

LANGS: tuple[Lang, ...] = ("zh", "en")


def show() -> None:
    """Draw what it is for, and everything one can do with it."""
    ctx = context()
    st.title(t("template.title"), anchor=False)
    st.info(t("template.about"))
    address.begin("lang", "template:lang", LANGS)
    lang = st.segmented_control(
        t("template.which"),
        LANGS,
        default=stands("template:lang", language()),
        format_func=lambda lang: t(f"template.which_{lang}"),
        required=True,
        key="template:lang",
    )
    address.say(lang=lang)
    found = templates.current(ctx, lang)
    _current(found, partial(templates.take_back, ctx, lang, seen=found.seen))
    if lang == "zh" and not found.official:
        _offer_official(partial(templates.use_official, ctx, seen=found.seen))
    _explain(kept("template:example", lang, partial(templates.example, ctx, lang)))
    _upload(ctx, lang, found)
    _history(templates.history(ctx, lang))
    _logo(ctx, logos.current(ctx))


def _logo(ctx: Context, found: Logo) -> None:
    """The one in use, another one, and taking it back."""
    st.header(t("template.logo"), anchor=False)
    st.markdown(t("template.logo_about"))
    if found.content and found.at:
        at = moment(found.at)
        params = {"name": escaped(found.name), "author": escaped(found.author), "at": at}
        st.markdown(t("template.logo_kept", **params))
        st.image(found.content, width=160)
        if st.button(t("template.logo_take_back"), key="template:logo_take_back"):
            _act(partial(logos.take_back, ctx, seen=found.seen))
    else:
        st.markdown(t("template.logo_none"))
    key = f"template:logo:{found.seen}"
    file = st.file_uploader(t("template.logo_upload"), type=["png", "jpg", "jpeg"], key=key)
    if file is not None and st.button(t("template.logo_put"), key="template:logo_put"):
        _act(partial(logos.put, ctx, file.name, file.getvalue(), seen=found.seen))


def _current(found: Template, take_back: Callable[[], Template]) -> None:
    st.header(t("template.current"), anchor=False)
    at = moment(found.at) if found.at else ""
    params = {"name": escaped(found.name), "author": escaped(found.author), "at": at}
    if not (found.content or found.official):
        st.markdown(t("template.taken" if found.at else "template.none", **params))
        return
    st.markdown(t("template.official" if found.official else "template.kept", **params))
    left, right = st.columns(2)
    if found.content:
        with left:
            _download("download", found.content, found.name.removesuffix(".docx"))
    if right.button(t("template.take_back"), key="template:take_back", width="stretch"):
        _act(take_back)


def _offer_official(use: Callable[[], Template]) -> None:
    """The form of official documents, which needs no template."""
    st.markdown(t("template.official_about"))
    if st.button(t("template.use_official"), key="template:use_official"):
        _act(use)


def _explain(example: bytes) -> None:
    st.markdown(t("template.how"))
    lang = language()
    choices = (t("template.or").join(f"`{written(e, lang)}`" for e in each) for each in DEMANDED)
    between = "、" if lang == "zh" else ", "
    st.markdown(t("template.demanded", fields=between.join(choices)))
    with st.expander(t("template.fields")):
        head = " | ".join(t(f"template.column_{each}") for each in ("field", "chinese", "meaning"))
        rows = (
            f"| `{field}` | `{chinese}` | {escaped(meaning)} |"
            for field, chinese, meaning in fields(voice())
        )
        st.markdown("\n".join([f"| {head} |", "|---|---|---|", *rows]))
    _download("example", example, t("template.example_file"))


def _upload(ctx: Context, lang: Lang, found: Template) -> None:
    """What is wrong with the file; or a trial, and the button that puts it to use."""
    key = f"template:upload:{lang}:{found.seen}"
    file = st.file_uploader(t("template.upload"), type="docx", key=key)
    if file is None:
        return
    name, content = Path(file.name).name, file.getvalue()
    try:
        digest = sha256(content).hexdigest()
        make = partial(templates.trial, ctx, lang, name, content)
        tried = kept("template:trial", (lang, digest), make)
    except InvalidFiles as invalid:
        st.error(t("template.broken", count=len(invalid.problems)))
        told = (
            f"- **{each.code}** {escaped(each.message(language()))}" for each in invalid.problems
        )
        st.markdown("\n".join(told))
        return
    st.success(t("template.fits"))
    st.caption(t("template.trial_about"))
    left, right = st.columns(2)
    with left:
        _download("trial", tried, t("template.trial_file"))
    if right.button(t("template.put"), type="primary", key="template:put", width="stretch"):
        _act(partial(templates.put, ctx, lang, name, content, seen=found.seen))


def _download(what: str, content: bytes, name: str) -> None:
    label, key = t(f"template.{what}"), f"template:{what}"
    download_button(label, content, name=name, format="docx", key=key)


def _act(act: Callable[[], Template | Logo]) -> None:
    """Do it and draw anew, or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(why_not(refusal))
    else:
        st.rerun()


def _history(before: Sequence[Template]) -> None:
    if before:
        with st.expander(t("template.history")):
            for each in reversed(before):
                at = moment(each.at) if each.at else ""
                what = "official" if each.official else "put" if each.content else "taken"
                params = {"at": at, "author": escaped(each.author), "name": escaped(each.name)}
                st.markdown(f"- {t(f'template.history_{what}', **params)}")


show()

"""What people typed shows as they typed it. An independent Markdown parser is the judge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.core.templates.escaping import bold, commonmark, echo, escape, isolate, plain, set_off

PARSER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
HARMLESS = {"inline", "paragraph_open", "paragraph_close", "text", "softbreak"}
NASTY = st.text(st.sampled_from("\\*_~|`[]()<>@#-+.:/!1a \n&"), max_size=40)


def seen(markdown: str) -> tuple[str, set[str]]:
    """What a reader sees, and the kinds of formatting that came of it."""
    kinds: set[str] = set()
    text = ""
    for token in PARSER.parse(markdown):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            text += "\n" if child.type in ("softbreak", "hardbreak") else child.content
    return text, kinds


@given(NASTY)
def test_no_formatting_comes_of_what_was_typed(typed: str) -> None:
    line = " ".join(typed.replace("&", "").split())
    text, kinds = seen(escape(line))
    assert kinds <= HARMLESS
    assert text == line


@given(NASTY)
def test_nothing_is_lost(typed: str) -> None:
    assert plain(escape(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("@everyone", r"\@everyone"),
        ("<@123>", r"\<\@123\>"),
        ("[free](https://example.org)", r"\[free\](https\://example.org)"),
        ("# big", r"\# big"),
        ("-# small", r"\-# small"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("||secret||", r"\|\|secret\|\|"),
        ("a_b", r"a\_b"),
        ("in 1999. Then", "in 1999. Then"),
        ("U.S.-trained (newly)", "U.S.-trained (newly)"),
        ("> quoted", r"\> quoted"),
        ("line\n## heading", "line\n\\## heading"),
        ("{{ 7 * 7 }}", r"{{ 7 \* 7 }}"),
    ],
)
def test_discords_own_marks_are_taken_out_of_force(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped


def test_a_change_of_direction_ends_with_its_text() -> None:
    assert escape("a\u202eb") == "\u2068a\u202eb\u2069"
    assert escape("a\n\u202eb\nc") == "a\n\u2068\u202eb\u2069\nc"


def test_what_runs_from_right_to_left_scrambles_nothing_around_it() -> None:
    """Checked by hand: each opens with where its first letter runs, and closes again on its own line."""
    assert escape("עברית") == "\u2067עברית\u2069"
    assert escape("CEO של عربي") == "\u2068CEO של عربي\u2069"
    assert escape("a\nעברית *x*\nb") == "a\n\u2067עברית \\*x\\*\u2069\nb"
    assert commonmark("100% ב\\\nעברית", breaks=True) == "\u2067100% ב\\\\\u2069\\\n  \u2067עברית\u2069"
    for same in ("Latin, ½ – “ñ” 工厂 Ελλ Рус देव", "2,600"):
        assert isolate(escape(same)) == same
    phrase = isolate("**2,600** \u2067אנשים\u2069\\\n  and more")
    assert phrase == "\u2067**2,600** \u2067אנשים\u2069\u2069\\\n  and more"
    assert plain(escape("עברית `a`")) == "עברית `a`"


def test_an_echo_is_short_visible_and_on_one_line() -> None:
    assert echo("a\u202eb\u200b\nc\x00") == "ab c"
    assert echo("\u200b\u200d") == "…"
    assert len(echo("x" * 6000)) == 60
    assert echo("**x**") == r"\*\*x\*\*"


def test_bold_and_block_quotes_go_line_by_line() -> None:
    assert set_off(bold("one\n\ntwo")) == "> **one**\n>\n> **two**"

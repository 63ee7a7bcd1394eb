"""The demo in a real browser: asked, pressed, turned, shared, ended and started again."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.kit.browser import Channel, Demo, browser, channel, chromium_or_skip, demo

QUOTE = "that left more than 2,600 people dead last year"
PHONE = 390


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser(chromium_or_skip()) as started:
        yield started


@pytest.fixture(scope="module")
def running(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for the tests that leave it as it is."""
    with demo(tmp_path_factory.mktemp("demo")) as started:
        yield started


@pytest.fixture
def page(chromium: Browser, running: Demo) -> Iterator[Channel]:
    """Its page, as the student."""
    with channel(chromium, running.url) as opened:
        yield opened


def test_a_student_asks_and_looks_up_a_source(page: Channel) -> None:
    answer = page.run("figures")
    assert "more than 2,600" in answer
    assert "Only you can see this" in answer
    assert QUOTE not in answer
    source = page.press("Source")
    assert QUOTE in source
    assert "¶ 6" in source
    assert "Only you can see this" in source


def test_the_second_source_is_another_one(page: Channel) -> None:
    page.run("figures")
    assert "1,200 troops will continue to patrol the city" in page.press("Source", nth=1)


def test_options_narrow_the_answer(page: Channel) -> None:
    answer = page.run("figures", show="people", about="troops")
    assert "Enrique Torres" in answer
    assert "more than 2,600" not in answer
    assert "FBI" not in answer


def test_a_page_turns_in_place(page: Channel) -> None:
    first = page.run("figures")
    assert "Page 1 of 2" in first
    messages = page.messages.count()
    second = page.press("Next ›")
    assert "Page 2 of 2" in second
    assert "more than 2,600" not in second
    assert page.messages.count() == messages
    assert _told(page.press("‹ Back")) == _told(first)


def _told(message: str) -> str:
    """What a message says under its author and time, which tells of edits."""
    return message.partition("Only you can see this")[2]


def test_sharing_shows_the_answer_to_the_teacher(page: Channel) -> None:
    page.run("questions")
    page.view_as("Teacher")
    assert "Which U.S. agency" not in page.all_text()
    page.view_as("Student")
    public = page.press_to_post("Share with the class")
    assert "Which U.S. agency" in public
    assert "Only you can see this" not in public
    assert "Shared with the class" in page.messages.nth(-2).inner_text()
    page.view_as("Teacher")
    assert "Which U.S. agency" in page.text()
    assert page.messages.filter(has_text="Which U.S. agency").count() == 1
    assert "Only you can see this" not in page.all_text()


@pytest.mark.parametrize(("command", "options"), [("figures", {}), ("questions", {}), ("summary", {"length": "full"})])
def test_an_answer_fits_a_phone(chromium: Browser, running: Demo, command: str, options: dict[str, str]) -> None:
    with channel(chromium, running.url, width=PHONE, height=800) as page:
        page.run(command, **options)
        assert page.newest.evaluate("one => one.scrollWidth <= one.clientWidth")
        # Nor is anything in it cut off or pushed out, whatever hides that.
        parts = page.newest.locator(".components-v2 *")
        assert parts.evaluate_all("all => Math.max(...all.map(e => e.getBoundingClientRect().right))") <= PHONE
        for inside in page.newest.locator(".text-display, .component-button").all():
            assert inside.evaluate("one => one.scrollWidth <= one.clientWidth"), inside.inner_text()


def _change(database: Path, value: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        changed = connection.execute(
            "UPDATE fact SET content = json_set(content, '$.value', ?)"
            " WHERE json_extract(content, '$.value') = 'more than 2,600'",
            (value,),
        )
        assert changed.rowcount == 1


def _servers(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM server").fetchone()[0])


def _end(running: Demo) -> None:
    """Ctrl-C: it ends by itself and says so. (Windows has no such signal for a process that is not one's console's.)"""
    status = running.interrupt()
    assert running.stderr == ""
    if sys.platform != "win32":
        assert status == 0
        assert "The demo has ended." in running.stdout


def test_ctrl_c_ends_it_and_what_was_stored_is_kept_until_fresh(chromium: Browser, tmp_path: Path) -> None:
    with demo(tmp_path) as first, channel(chromium, first.url) as page:
        assert "more than 2,600" in page.run("figures")
        _end(first)  # with the page still open
    assert _servers(first.database) == 1
    _change(first.database, "some 2,600")

    with demo(tmp_path) as second, channel(chromium, second.url) as page:
        assert "some 2,600" in page.run("figures")
        _end(second)
    assert _servers(second.database) == 1

    with demo(tmp_path, "--fresh") as third, channel(chromium, third.url) as page:
        answer = page.run("figures")
        assert "more than 2,600" in answer
        assert "some 2,600" not in answer
        _end(third)
    assert _servers(third.database) == 1

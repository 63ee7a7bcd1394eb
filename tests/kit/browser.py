"""The demo as its people meet it: a process, its page in a headless Chromium, and what is typed and pressed there.

Nothing here waits without an end. What the demo prints goes to files, so that no pipe can fill or stay open.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 30
END_SECONDS = 10
PAGE_MILLISECONDS = 20_000
REST_SECONDS = 0.5
SETTINGS = ("DISCORD_TOKEN", "DATABASE_URL", "ANSWERS_PUBLIC", "DEFAULT_PACK", "SEEDS_DIR", "PROMPTS_DIR", "LOG_LEVEL")


def find_chromium() -> str | None:
    """Where Chromium is: ``CHROMIUM`` if that is set, else what is on the path."""
    chosen = os.environ.get("CHROMIUM")
    names = (chosen,) if chosen else ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def chromium_or_skip() -> str:
    """Where Chromium is. Skips the test where there is none; fails it where ``REQUIRE_CHROMIUM`` is set."""
    found = find_chromium()
    if found is None:
        say = pytest.fail if os.environ.get("REQUIRE_CHROMIUM") else pytest.skip
        say("no Chromium: set CHROMIUM or install it")
    return found


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """A headless Chromium."""
    arguments = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # the sandbox does not start for root
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments, timeout=30_000)
        try:
            yield chromium
        finally:
            chromium.close()


class Demo:
    """``python -m bot demo`` in a folder of its own, from its address on until it is ended."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.database = folder / "data" / "demo.db"
        self._out, self._err = folder / "stdout.txt", folder / "stderr.txt"
        environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", *arguments],
                cwd=folder,
                env={**environment, "PYTHONPATH": str(REPOSITORY)},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        try:
            self.url = self._wait_for_url()
        except BaseException:
            self.kill()
            raise

    @property
    def stdout(self) -> str:
        return self._out.read_text(encoding="utf-8")

    @property
    def stderr(self) -> str:
        return self._err.read_text(encoding="utf-8")

    def _wait_for_url(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if found := re.search(r"http://127\.0\.0\.1:\S+(?=\n)", self.stdout):
                return found[0]
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"the demo printed no address in time:\n{self.stdout}\n{self.stderr}")

    def interrupt(self) -> int:
        """Ends it as Ctrl-C does. Returns its exit status; raises TimeoutExpired where it goes on."""
        if sys.platform == "win32":
            self._process.terminate()
        else:
            self._process.send_signal(signal.SIGINT)
        return self._process.wait(END_SECONDS)

    def kill(self) -> None:
        """Ends it if it still runs, whatever it says to that."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(END_SECONDS)


@contextmanager
def demo(folder: Path, *arguments: str) -> Iterator[Demo]:
    """A running demo, which has ended afterwards."""
    running = Demo(folder, *arguments)
    try:
        yield running
    finally:
        running.kill()


class Channel:
    """The demo's page, and what somebody does there."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(PAGE_MILLISECONDS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(url)
        self.messages = page.locator("#channel-message-list .channel-message")
        self._until(lambda: self.messages.count() > 0, "the page shows no message")

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.messages.last

    def text(self) -> str:
        """What the newest message says."""
        return self.newest.inner_text()

    def run(self, command: str, **options: str) -> str:
        """Types a command, chooses its options and sends it. Returns the answer."""
        self._compose(command, options)
        return self._after(lambda: self.page.locator("#send-message").click())

    def _compose(self, command: str, options: dict[str, str]) -> None:
        box = self.page.locator("#channel-composer-input")
        box.fill(f"/{command}")
        self.page.locator(".command-entry").get_by_text(f"/{command}", exact=True).wait_for()
        box.press("Enter")
        self.page.locator(".command-chip").get_by_text(f"/{command}", exact=True).wait_for()
        for name, value in options.items():
            self._choose(name, value)

    def _choose(self, name: str, value: str) -> None:
        """Adds an option, then picks the value where there is a list, or else leaves it as typed."""
        suggestions = self.page.locator(".command-suggestion")
        field = self.page.locator(f".command-option-input[data-option='{name}']")
        if not field.count():  # one that has to be given is there from the start
            if not self.page.locator(".command-popup").is_visible():
                self.page.locator(".command-ghost").click()
            suggestions.filter(has_text=re.compile(rf"^{name}\W*$")).click()
            field.wait_for()
        listed = field.get_attribute("role") == "combobox"
        field.fill(value)
        if listed:
            suggestions.filter(has_text=value).first.click()

    def press(self, label: str, *, nth: int = 0) -> str:
        """Presses the nth button with that label in the newest message. Returns what the newest one says then."""
        button = self.newest.get_by_role("button", name=label, exact=True).nth(nth)
        return self._after(button.click)

    def press_to_post(self, label: str) -> str:
        """Presses a button that changes its message and then posts one. Returns what that one says."""
        before = self.messages.count()
        self.newest.get_by_role("button", name=label, exact=True).click()
        self._until(lambda: self.messages.count() > before, "nothing was posted")
        return self.text()

    def press_last(self, label: str) -> str:
        """Presses the last button with that label that stands anywhere in the channel."""
        return self._after(self.messages.get_by_role("button", name=label, exact=True).last.click)

    def open_form(self, command: str, **options: str) -> None:
        """Types a command that opens a form."""
        self._compose(command, options)
        self._opening(lambda: self.page.locator("#send-message").click())

    def press_for_form(self, label: str, *, nth: int = 0) -> None:
        """Presses a button that opens a form."""
        self._opening(self.newest.get_by_role("button", name=label, exact=True).nth(nth).click)

    def _opening(self, act: Callable[[], object]) -> None:
        act()
        self.form.wait_for()
        self._until(self.form.is_visible, "no form was opened")

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.locator("dialog[open], [role=dialog]").first

    def write(self, **fields: str) -> None:
        """Writes into the fields of the form that is open."""
        for name, value in fields.items():
            self.form.locator(f"[name='{name}']").fill(value)

    def send_form(self) -> str:
        """Sends the form that is open. Returns what the newest message says then."""
        return self._after(self.form.get_by_role("button", name="Submit", exact=True).click)

    def view_as(self, name: str) -> None:
        """Looks at the channel through the eyes of somebody else."""
        self._after(lambda: self.page.locator("#viewer-picker").select_option(label=name))
        self._until(lambda: self.messages.count() > 0, f"{name} sees no message")

    def all_text(self) -> str:
        """What everything in the channel says that this person may see."""
        return self.page.locator("#channel-message-list").inner_text()

    def _after(self, act: Callable[[], object]) -> str:
        before = self._shown()
        act()
        self._until(lambda: self._shown() != before, "nothing has changed on the page")
        return self.text()

    def _shown(self) -> object:
        viewer = self.page.locator("#viewer-picker").input_value()
        return viewer, self.messages.evaluate_all("all => all.map(one => [one.dataset.messageId, one.innerText])")

    def _until(self, holds: Callable[[], bool], otherwise: str) -> None:
        """Waits until it holds and the page is at rest. Not with Playwright's own way: the page forbids eval."""
        deadline = time.monotonic() + PAGE_MILLISECONDS / 1000
        state, since = "", time.monotonic()
        # A moment after a message arrives the page measures itself and draws everything anew; a click in that moment
        # lands on a button that is just being replaced, and is lost.
        while not (holds() and self._ready()) or time.monotonic() - since < REST_SECONDS:
            now = self.page.evaluate("JSON.stringify(window.simcordPreview)")
            if now != state:
                state, since = now, time.monotonic()
            if time.monotonic() > deadline:
                raise AssertionError(f"{otherwise}: {state}\n{self.page.locator('body').inner_text()}")
            self.page.wait_for_timeout(30)

    def _ready(self) -> bool:
        return bool(self.page.evaluate("window.simcordPreview.ready"))


@contextmanager
def channel(
    chromium: Browser, url: str, *, width: int = 1000, height: int = 900, scale: float = 1
) -> Iterator[Channel]:
    """The page in a window of that size. Fails where a script on it has failed."""
    context = chromium.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale)
    try:
        opened = Channel(context.new_page(), url)
        yield opened
        assert opened.errors == []
    finally:
        context.close()

"""Takes the README's pictures anew, from the demo in a real browser: ``python -m tests.pictures``."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from .browser import REPOSITORY, Channel, browser, channel, demo, find_chromium

FOLDER = REPOSITORY / "docs" / "pictures"
WIDTH = 720
HEIGHT = 2_800  # the longest message has to fit, since the page's own scrolling would cut it
SCALE = 2
MARGIN = 12 * SCALE
COLOURS = 64  # enough for text on a plain ground, at a third of the bytes
MOST_BYTES = 250_000


def _figures(page: Channel) -> None:
    page.run("figures")


def _source(page: Channel) -> None:
    page.run("figures")
    page.press("Source")


def _questions(page: Channel) -> None:
    page.run("questions")


def _summary(page: Channel) -> None:
    page.run("summary", length="brief")


def _articles_read(page: Channel) -> None:
    page.run("articles")
    page.press("Read")


def _help(page: Channel) -> None:
    page.run("help")


PICTURES: dict[str, Callable[[Channel], None]] = {
    "figures": _figures,
    "source": _source,
    "questions": _questions,
    "summary": _summary,
    "articles-read": _articles_read,
    "help": _help,
}


def take(page: Channel, path: Path) -> None:
    """Takes the newest message, alone, with a margin."""
    page.page.mouse.move(0, 0)  # no button under the pointer
    page.page.evaluate("document.activeElement?.blur()")
    # The closed sidebar throws a shadow. (The page allows no style sheet of ours, as screenshot(style=) adds one.)
    page.page.locator("#messages-sidebar").evaluate("one => { one.style.boxShadow = 'none' }")
    box = page.newest.bounding_box()
    assert box is not None
    assert box["y"] >= 0, "the message is taller than the page"
    taken = Image.open(io.BytesIO(page.newest.screenshot(animations="disabled"))).convert("RGB")
    ground = taken.getpixel((taken.width - 1, 0))
    assert isinstance(ground, tuple)
    framed = ImageOps.expand(taken, (0, MARGIN, 0, MARGIN), ground)
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    """Writes every picture. Returns 1 where there is no Chromium or one is too big."""
    executable = find_chromium()
    if executable is None:
        print("no Chromium: set CHROMIUM or install it", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    status = 0
    with browser(executable) as chromium:
        for name, prepare in PICTURES.items():
            path = FOLDER / f"{name}.png"
            # Each from a demo of its own: a channel with room for all of its messages scrolls nothing away.
            with (
                tempfile.TemporaryDirectory() as folder,
                demo(Path(folder)) as running,
                channel(chromium, running.url, width=WIDTH, height=HEIGHT, scale=SCALE) as page,
            ):
                prepare(page)
                take(page, path)
            size = path.stat().st_size
            print(f"{path.relative_to(REPOSITORY)}  {size / 1000:.0f} kB")
            if size > MOST_BYTES:
                print(f"{name}.png is bigger than {MOST_BYTES / 1000:.0f} kB", file=sys.stderr)
                status = 1
    return status


if __name__ == "__main__":
    raise SystemExit(main())

"""Takes the README's pictures anew: ``python -m tests.kit.pictures [NAME …]``.

Most are taken of the demo in a real browser; the handout is typeset.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Locator

from bot.app.settings import built_in
from bot.core.packs.reading import read_pack
from bot.core.templates.prompts import Prompts
from bot.features.handout.model import make_handout
from bot.features.handout.paper import handout_pictures
from tests.handout.kit import shelf_of_pack
from tests.kit.browser import REPOSITORY, Channel, browser, channel, demo, find_chromium

FOLDER = REPOSITORY / "docs" / "pictures"
WIDTH = 720
HEIGHT = 2_800  # the longest message has to fit, since the page's own scrolling would cut it
SCALE = 2
MARGIN = 12 * SCALE
GREYS = 12
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


def _facts_add(page: Channel) -> Locator:
    page.view_as("Teacher")
    page.open_form("facts add", kind="figure")
    page.write(
        value="1,200", counts="troops who go on patrolling the city", quote="1,200 troops will continue to patrol"
    )
    page.form.locator("[name='value']").scroll_into_view_if_needed()
    return page.form


def _facts_refused(page: Channel) -> None:
    page.view_as("Teacher")
    page.open_form("facts add", kind="figure")
    page.write(value="1,200", counts="troops who go on patrolling the city", quote="1,200 troops will go on patrolling")
    page.send_form()


def _facts_list(page: Channel) -> None:
    page.view_as("Teacher")
    page.run("facts list", kind="person")
    page.press("Retire", nth=1)


def _facts_history(page: Channel) -> None:
    _facts_list(page)
    page.run("facts history")


def _article_correct(page: Channel) -> None:
    page.view_as("Teacher")
    page.open_form("article correct")
    text = page.form.locator("[name='body_1']").input_value()
    page.write(body_1=text.replace("1,200 troops", "1200 troops"))
    page.send_form()


def _facts_review(page: Channel) -> None:
    page.open_form("suggest", kind="question")
    page.write(text="Who will command the troops that stay?", quote="1,200 troops will continue to patrol the city")
    page.send_form()
    page.view_as("Teacher")
    page.run("facts review")


def _poll(page: Channel) -> Locator:
    page.view_as("Teacher")
    asked = {"question": "How effective will the U.S. help turn out to be?", "options": "Very; A little; Not at all"}
    page.run("poll", **asked, anonymous="True", before_and_after="True")
    for teachers, students, then in (("Very", "Not at all", "Ask again"), ("A little", "A little", "Close")):
        page.press_last(teachers)
        page.view_as("Student")
        page.press_last(students)
        page.view_as("Teacher")
        page.press_last(then)
    return page.messages.filter(has_text="Before and after").last


def _setup(page: Channel) -> None:
    page.view_as("Teacher")
    page.run("setup")


def _discuss(page: Channel) -> Locator:
    page.view_as("Teacher")
    page.run("discuss")
    # The page shows no threads: the card in the channel is what it has of a discussion.
    return page.messages.filter(has_text="Talk about it in the thread.").last


PICTURES: dict[str, Callable[[Channel], Locator | None]] = {
    "figures": _figures,
    "source": _source,
    "questions": _questions,
    "summary": _summary,
    "articles-read": _articles_read,
    "help": _help,
    "facts-add": _facts_add,
    "facts-refused": _facts_refused,
    "facts-list": _facts_list,
    "facts-history": _facts_history,
    "article-correct": _article_correct,
    "facts-review": _facts_review,
    "poll": _poll,
    "setup": _setup,
    "discuss": _discuss,
}


def take_handout(path: Path) -> None:
    """Both sides of the first article's sheet, beside each other on grey."""
    pack, _ = read_pack(built_in("seeds") / "juarez")
    assert pack is not None
    pages = handout_pictures(Prompts([built_in("prompts")]), make_handout(shelf_of_pack(pack)), dots=100)
    sides = [Image.open(io.BytesIO(page)).convert("L") for page in pages]
    width = sum(side.width for side in sides) + MARGIN * (len(sides) + 1)
    whole = Image.new("L", (width, sides[0].height + 2 * MARGIN), 208)
    for i, side in enumerate(sides):
        whole.paste(side, (MARGIN + i * (side.width + MARGIN), MARGIN))
    whole.quantize(GREYS, dither=Image.Dither.NONE).save(path, optimize=True)


def take(page: Channel, path: Path, what: Locator | None = None) -> None:
    """Takes the newest message, or what is named, alone, with a margin."""
    shown = page.newest if what is None else what
    page.page.mouse.move(0, 0)  # no button under the pointer
    page.page.evaluate("document.activeElement?.blur()")
    # The closed sidebar throws a shadow. (The page allows no style sheet of ours, as screenshot(style=) adds one.)
    page.page.locator("#messages-sidebar").evaluate("one => { one.style.boxShadow = 'none' }")
    box = shown.bounding_box()
    assert box is not None
    assert box["y"] >= 0, "the message is taller than the page"
    taken = Image.open(io.BytesIO(shown.screenshot(animations="disabled"))).convert("RGB")
    ground = taken.getpixel((taken.width - 1, 0))
    assert isinstance(ground, tuple)
    framed = ImageOps.expand(taken, (0, MARGIN, 0, MARGIN), ground)
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main(wanted: Sequence[str] = ()) -> int:
    """Writes every picture, or those that are named. Returns 1 where there is no Chromium or one is too big."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    fits = True
    if not wanted or "handout" in wanted:
        take_handout(FOLDER / "handout.png")
        fits = _report(FOLDER / "handout.png")
    shown = {name: prepare for name, prepare in PICTURES.items() if not wanted or name in wanted}
    if not shown:
        return 0 if fits else 1
    executable = find_chromium()
    if executable is None:
        print("no Chromium: set CHROMIUM or install it", file=sys.stderr)
        return 1
    with browser(executable) as chromium:
        for name, prepare in shown.items():
            path = FOLDER / f"{name}.png"
            # Each from a demo of its own: a channel with room for all of its messages scrolls nothing away.
            with (
                tempfile.TemporaryDirectory() as folder,
                demo(Path(folder)) as running,
                channel(chromium, running.url, width=WIDTH, height=HEIGHT, scale=SCALE) as page,
            ):
                take(page, path, prepare(page))
            fits = _report(path) and fits
    return 0 if fits else 1


def _report(path: Path) -> bool:
    """Prints a picture's size. Returns whether it is small enough."""
    size = path.stat().st_size
    print(f"{path.relative_to(REPOSITORY)}  {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        print(f"{path.name} is bigger than {MOST_BYTES / 1000:.0f} kB", file=sys.stderr)
    return size <= MOST_BYTES


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

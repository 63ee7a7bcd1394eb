"""The handout as PDF: what can be read on it, on how many pages, and that typed text is never Typst code."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.app.settings import built_in
from bot.core.model.errors.operator import ExtraMissing
from bot.core.model.fact import Figure, SummaryPoint
from bot.core.packs.reading import Pack
from bot.core.templates.escaping import escape
from bot.core.templates.prompts import Prompts
from bot.features.handout.errors import FontsLack, PaperFailed
from bot.features.handout.model import make_handout
from bot.features.handout.paper import handout_pdf, handout_pictures, page_count, page_data
from tests.handout.kit import ARTICLE, fact_of_each_kind, many_facts, quote_at, shelf_of, shelf_of_pack
from tests.kit.pdf_text import pages_of, rules_of, squeezed

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ODD = (
    "#let x = 1",
    "#panic(1)",
    '#read("handout.typ")',
    "#sys.inputs",
    "*bold* _slanted_ `code` ```raw```",
    "= Heading",
    "- item + item / term: x",
    "$ x^2 $ and 5 $ more",
    "[a](b) ] [ } {",
    "@label <label> \\ \\u{41} ~",
    "// no comment /* nor this */ x",
    "https://example.org/#x",
    "\"straight\" 'quotes' --- ...",
    "price: 5€, ½, №, ¶",
    "{} and {}{}",
)


def on_paper(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def test_the_built_in_articles_handout_is_one_sheet_with_every_line_and_its_quote(
    juarez: Pack, prompts: Prompts
) -> None:
    handout = make_handout(shelf_of_pack(juarez))
    pdf = handout_pdf(prompts, handout)
    pages = pages_of(pdf)
    assert page_count(pdf) == len(pages) == 2
    assert len(pdf) < 150_000
    text = "".join(pages)
    assert squeezed(juarez.article.title) in text
    assert squeezed(f"Content note: {juarez.article.content_note}") in text
    for section in handout.sections:
        for line in section.lines:
            marks = ", ".join(f"¶ {mark}" for mark in line.marks)
            speaker = f"– according to {line.speaker}" if line.speaker else ""
            undated = "; the article gives no date" if line.undated else ""
            as_of = f"({line.as_of}{undated})" if line.as_of else ""
            assert squeezed(f"{line.text}{as_of}{speaker}{marks}") in text
            for more in (line.lead, line.role, line.stem):
                assert squeezed(more or "") in text
    for source in handout.sources:
        assert squeezed(f"¶ {source.mark} “{source.words}”") in text
    # The figures stand on the front, the questions and the sources on the back.
    assert "Numbers" in pages[0]
    assert "Questionstotalkabout" in pages[1]


def test_it_is_the_same_bytes_each_time_and_fit_for_a_screen_reader(juarez: Pack, prompts: Prompts) -> None:
    handout = make_handout(shelf_of_pack(juarez))
    pdf = handout_pdf(prompts, handout)
    assert pdf == handout_pdf(prompts, handout)
    assert b"/StructTreeRoot" in pdf
    given = {"handout": json.dumps(page_data(prompts, handout, 3))}
    # Typst refuses what PDF/UA-1, the standard of accessible PDF, does not allow.
    made = typst.compile(prompts.file("handout.typ"), sys_inputs=given, pdf_standards="ua-1", format="pdf")
    assert made.startswith(b"%PDF")


def test_all_of_it_prints_on_us_letter_too(juarez: Pack, prompts: Prompts) -> None:
    pages = handout_pictures(prompts, make_handout(shelf_of_pack(juarez)), dots=100)
    for page in pages:
        picture = Image.open(io.BytesIO(page)).convert("L")
        assert picture.size == (827, 1169)  # A4
        box = picture.point(lambda dot: 255 if dot < 200 else 0).getbbox()
        assert box is not None
        letter = (1169 - 1100) // 2  # what A4 has more on either side than US Letter
        edge = 20  # where a printer can't print, 5 mm
        assert box[1] > letter + edge
        assert box[3] < 1169 - letter - edge


@pytest.mark.parametrize("typed", ODD)
def test_what_was_typed_stands_on_paper_as_it_was_typed(prompts: Prompts, typed: str) -> None:
    article = ARTICLE.model_copy(
        update={"title": typed, "byline": typed, "source": typed, "date": typed, "content_note": typed, "link": typed}
    )
    handout = make_handout(shelf_of(fact_of_each_kind(typed), article))
    text = on_paper(handout_pdf(prompts, handout))
    # Six times above; the facts have it 12 times beside their one source; the title is in the footer once more.
    assert text.count(squeezed(typed)) >= 6 + 12 + 1 + 1
    assert squeezed(f"“{typed}”") in text


@settings(max_examples=60)
@example("\u00ad")
@example("A\u0130")
@given(
    st.text(
        st.one_of(st.sampled_from('#$*_[]@<>\\`"/{}()=-+~.:;^& '), st.characters(exclude_categories=("Cc", "Cs"))),
        min_size=1,
        max_size=60,
    ).filter(str.strip)
)
def test_whatever_is_typed_can_be_typeset(prompts: Prompts, typed: str) -> None:
    article = ARTICLE.model_copy(update={"title": typed, "language": typed[:20], "link": f"https://{typed}"})
    try:
        pdf = handout_pdf(prompts, make_handout(shelf_of(fact_of_each_kind(typed), article)))
    except FontsLack:
        return
    assert page_count(pdf) == len(pages_of(pdf)) == 1


COVERED = [
    ("Завод закрылся в марте", "ru"),
    ("Το εργοστάσιο έκλεισε· ἄνθρωπος", "el"),
    ("El molino cerró: «¿por qué?»", "es-419"),
    ("הטחנה נסגרה במרץ", "he"),
    ("יִידִישׁ", "yi"),
    ("a\u202eb\u2066c \u00ad→ ½ № ✓ ☐ € \ufeffx", ""),
    ("Thả lỏng, Łódź, Győr, İstanbul", "no language"),
]
UNCOVERED = [
    ("工厂三月关闭", "zh-Hans"),
    ("工場は三月に閉じた", "ja"),
    ("공장이 문을 닫았다", "ko"),
    ("المصنع أغلق في مارس", "ar"),  # one font has it, spaced as on a typewriter
    ("कारख़ाना मार्च में बंद हुआ", "hi"),  # one font has it, without what joins its letters
    ("โรงงานปิด", "th"),
    ("Bye 🙂", "en"),
]


@pytest.mark.parametrize(("typed", "language"), COVERED)
def test_a_script_is_set_that_the_fonts_have(prompts: Prompts, typed: str, language: str) -> None:
    article = ARTICLE.model_copy(update={"title": typed, "language": language})
    pdf = handout_pdf(prompts, make_handout(shelf_of(fact_of_each_kind(typed), article)))
    assert page_count(pdf) == 1
    if language in ("es-419", "ru", "el"):  # written from left to right
        assert on_paper(pdf).count(squeezed(typed)) > 12


@pytest.mark.parametrize(("typed", "language"), UNCOVERED)
def test_no_paper_is_made_of_boxes_and_it_says_which_letters_are_lacking(
    prompts: Prompts, typed: str, language: str
) -> None:
    article = ARTICLE.model_copy(update={"language": language})
    for facts in (fact_of_each_kind(typed), fact_of_each_kind("x", typed)):
        with pytest.raises(FontsLack) as lacking:
            handout_pdf(prompts, make_handout(shelf_of(facts, article)))
        assert 1 <= len(lacking.value.letters) <= 3
        assert all(letter in typed for letter in lacking.value.letters)
        assert f"such as {' '.join(map(escape, lacking.value.letters))};" in prompts.sentence(lacking.value)


def ink(page: bytes, box: tuple[float, float, float, float]) -> int:
    """How many dots of a part of a page are dark; the part is in shares of its width and height."""
    picture = Image.open(io.BytesIO(page)).convert("L")
    (left, top, right, bottom), (width, height) = box, picture.size
    part = picture.crop((left * width, top * height, right * width, bottom * height))
    return sum(part.histogram()[:100])


@pytest.mark.parametrize(
    ("title", "language", "side"), [("הטחנה", "he", "right"), ("Завод", "ru", "left"), ("Μύλος", "el", "left")]
)
def test_a_page_runs_as_its_language_does(prompts: Prompts, title: str, language: str, side: str) -> None:
    """Looked at, too: the title, the bullets and the numbers stand where a reader of the language begins."""
    article = ARTICLE.model_copy(update={"title": title, "language": language})
    handout = make_handout(shelf_of([SummaryPoint(text=title, speaker=title, quote=quote_at((0, 1, 1)))], article))
    [page] = handout_pictures(prompts, handout, dots=100)
    left, right = ink(page, (0.09, 0.08, 0.4, 0.11)), ink(page, (0.6, 0.08, 0.91, 0.11))
    assert (left > 100, right > 100) == (side == "left", side == "right")
    drawn = on_paper(handout_pdf(prompts, handout))
    # What is drawn goes from the right in Hebrew: the text, the dash, the label, the name, the mark.
    shown = title[::-1] if side == "right" else title
    assert f"•{shown}–accordingto{shown}¶1" in drawn.replace("\ufffd", "")


def test_that_there_is_no_date_stands_within_its_brackets_in_hebrew_too(prompts: Prompts) -> None:
    """Looked at, too: what follows the bracket doesn't run on from left to right with what is in it."""
    article = ARTICLE.model_copy(update={"title": "הטחנה", "language": "he"})
    figure = Figure(value="300", counts="עובדים", as_of="אשתקד", speaker="רות", quote=quote_at((0, 1, 1)))
    drawn = on_paper(handout_pdf(prompts, make_handout(shelf_of([figure], article)))).replace("\ufffd", "")
    # A run from right to left, then one from left to right in a place of its own.
    assert f";{'אשתקד'[::-1]}({'עובדים'[::-1]}thearticlegivesnodate" in drawn
    assert f"accordingto{'רות'[::-1]}" in drawn


def test_a_word_that_is_longer_than_a_column_stays_on_the_paper(prompts: Prompts) -> None:
    typed = "https://example.org/" + "x" * 160
    article = ARTICLE.model_copy(update={"title": typed, "link": typed, "byline": typed, "content_note": typed})
    pages = handout_pictures(prompts, make_handout(shelf_of(fact_of_each_kind(typed), article)), dots=50)
    for page in pages:
        box = Image.open(io.BytesIO(page)).convert("L").point(lambda dot: 255 if dot < 200 else 0).getbbox()
        assert box is not None
        assert box[2] <= 414 - 36  # the paper without its margin, 19 mm


def test_a_link_can_be_followed_from_the_pdf(juarez: Pack, prompts: Prompts) -> None:
    article = juarez.article.model_copy(
        update={"link": "https://example.org/a", "byline": "By A. Writer", "date": "May 3"}
    )
    pdf = handout_pdf(prompts, make_handout(shelf_of(juarez.facts, article)))
    assert b"(https://example.org/a)" in pdf
    assert "ByA.Writer·May3https://example.org/a" in on_paper(pdf)


def test_ten_thousand_facts_make_a_paper_of_some_pages(prompts: Prompts) -> None:
    pdf = handout_pdf(prompts, make_handout(shelf_of(many_facts(10_000))))
    assert 2 < page_count(pdf) < 40
    assert len(pdf) < 1_000_000
    text = on_paper(pdf)
    for name in ("summary", "figures", "questions"):
        assert f"moreinDiscord:/{name}" in text
    assert "1,655moreinDiscord:/summary" in text


def test_there_are_as_many_lines_to_write_on_as_leave_it_on_one_sheet(prompts: Prompts, juarez: Pack) -> None:
    for shelf, lines in ((shelf_of_pack(juarez), 7 * 2), (shelf_of(fact_of_each_kind("x")), 5)):
        assert rules_of(handout_pdf(prompts, make_handout(shelf))) == lines + 2  # and those for name and date


def test_the_headings_are_in_the_readers_language_and_the_rest_as_it_is(tmp_path: Path, juarez: Pack) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "labels.toml").write_text('[handout]\nsummary = "Kurz"\naccording = "laut {}"\n')
    own = Prompts([tmp_path, built_in("prompts")])
    text = on_paper(handout_pdf(own, make_handout(shelf_of_pack(juarez))))
    assert "Kurz" in text
    assert "Summary" not in text
    assert "–lautU.S.andMexicanofficials" in text


def test_an_operators_own_page_comes_first(tmp_path: Path, juarez: Pack) -> None:
    (tmp_path / "en").mkdir()
    page = tmp_path / "en" / "handout.typ"
    page.write_text('#set page(paper: "us-letter")\n#json(bytes(sys.inputs.handout)).title')
    own = Prompts([tmp_path, built_in("prompts")])
    handout = make_handout(shelf_of_pack(juarez))
    assert pages_of(handout_pdf(own, handout)) == [squeezed(juarez.article.title)]
    page.write_text("#nothing")
    with pytest.raises(PaperFailed) as failed:
        handout_pdf(own, handout)
    assert "nothing" in failed.value.reason
    assert "handout.typ" in own.sentence(failed.value)


def test_without_the_extra_there_is_no_pdf(prompts: Prompts, juarez: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExtraMissing) as missing:
        handout_pdf(prompts, make_handout(shelf_of_pack(juarez)))
    assert missing.value.extra == "documents"


async def test_many_can_be_typeset_at_once(juarez: Pack, prompts: Prompts) -> None:
    handout = make_handout(shelf_of_pack(juarez))
    made = await asyncio.gather(*(asyncio.to_thread(handout_pdf, prompts, handout) for _ in range(12)))
    assert set(made) == {handout_pdf(prompts, handout)}


def test_typst_is_not_loaded_before_the_first_sheet() -> None:
    loads = "import sys, bot.app.client, bot.app.features; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=REPOSITORY, check=False).returncode == 0

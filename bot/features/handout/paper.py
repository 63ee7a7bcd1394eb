"""The handout on paper: typeset by Typst, which comes with the extra ``documents`` and brings its own fonts.

What those fonts can't show, Typst itself tells: PDF/UA-1, the standard of accessible PDF, allows no empty boxes.
What people typed goes to the template as JSON in ``sys.inputs``. There it is a string, which Typst never reads as code.
"""

import json
import re
import unicodedata
from dataclasses import asdict
from typing import Any, Literal

from bot.core.model.errors.operator import ExtraMissing
from bot.core.templates.prompts import Prompts
from bot.features.handout.contexts import Handout, LeftOutContext
from bot.features.handout.errors import FontsLack, PaperFailed

TEMPLATE = "handout.typ"
SHEET_PAGES = 2
# Lines to write on under each question: as many as leave the handout on one sheet, or else so many.
_LINES = (2, 3, 4, 5)
_LINES_OF_LONG = 3
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed with font')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_LETTERS_TOLD = 3
_PAGES = re.compile(rb"/Type ?/Pages\s*/Count (\d+)")


def handout_pdf(prompts: Prompts, handout: Handout) -> bytes:
    """Make the handout as PDF, on one sheet where it fits. It takes a while: call it in a thread.

    Raises ExtraMissing, FontsLack, PaperFailed.
    """
    return _fitted(prompts, handout)[1]


def handout_pictures(prompts: Prompts, handout: Handout, dots: int) -> list[bytes]:
    """Make the pages of the same as PNG, with so many dots an inch. Raises as for a PDF."""
    return _typeset(prompts, handout, _fitted(prompts, handout)[0], "png", dots)


def _fitted(prompts: Prompts, handout: Handout) -> tuple[int, bytes]:
    """Find how many lines to write on there are under each question, and make the PDF with so many."""
    fitting: tuple[int, bytes] | None = None
    for lines in _LINES:
        [pdf] = _typeset(prompts, handout, lines, "pdf")
        if page_count(pdf) > SHEET_PAGES:
            break
        fitting = lines, pdf
    return fitting or (_LINES_OF_LONG, _typeset(prompts, handout, _LINES_OF_LONG, "pdf")[0])


def page_count(pdf: bytes) -> int:
    """Count the pages that a PDF of Typst's has."""
    return max(int(count) for count in _PAGES.findall(pdf))


def _typeset(
    prompts: Prompts, handout: Handout, lines: int, form: Literal["pdf", "png"], dots: int = 100
) -> list[bytes]:
    try:
        import typst
    except ImportError:
        raise ExtraMissing("documents") from None
    template = prompts.file(TEMPLATE)
    given = json.dumps(page_data(prompts, handout, lines), ensure_ascii=False)
    try:
        # The machine's fonts are for an operator's own page: the built-in one looks the same everywhere.
        compiler = typst.Compiler(
            template, root=template.parent, font_paths=typst.Fonts(), sys_inputs={"handout": given}
        )
        try:
            made = compiler.compile(format=form, ppi=dots, pdf_standards="ua-1" if form == "pdf" else [])
        except typst.TypstError as error:
            if lacking := _LACKING.findall(error.diagnostic):
                raise FontsLack(tuple(dict.fromkeys(map(_letters, lacking)))[:_LETTERS_TOLD]) from None
            made = compiler.compile(format=form, ppi=dots)  # what was typed, or an operator's page, may break the rest
    except typst.TypstError as error:
        raise PaperFailed(error.message) from error
    assert made is not None
    return made if isinstance(made, list) else [made]


def _letters(told: str) -> str:
    """Read letters that Typst told, where those that can't be seen are codes."""
    return _CODE.sub(lambda match: chr(int(match[1], 16)), told)


def page_data(prompts: Prompts, handout: Handout, lines: int) -> dict[str, Any]:
    """Give what the template finds in ``sys.inputs``, as plain values."""
    article = handout.article
    about = [text for text in (article.byline, article.source, article.date) if text]
    return {
        "title": article.title,
        "about": about,
        "link": _shown_link(article.link),
        "address": article.link,
        "content_note": article.content_note,
        "language": _language(article.language),
        "locale": _language(prompts.locale) or "en",
        "labels": prompts.labels["handout"],
        "title_place": prompts.label("places.title"),
        "lines": lines,
        "sections": [
            asdict(section)
            | {
                "more": prompts.render("handout", "more", LeftOutContext(section.name, section.left_out))
                if section.left_out
                else None
            }
            for section in handout.sections
        ],
        "sources": [asdict(source) for source in handout.sources],
    }


def _shown_link(link: str | None) -> str | None:
    """Show a link without characters that can't be seen: Typst 0.15 fails at a soft hyphen at the end of one."""
    return link and "".join(c for c in link if unicodedata.category(c) != "Cf")


def _language(tag: str) -> str | None:
    """Find the language of a tag such as ``es-419``, as Typst takes it; None where it is none."""
    found = _LANGUAGE.match(tag)
    return found[0].lower() if found else None

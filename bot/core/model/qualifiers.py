"""The word beside a number that a figure's value leaves out, such as "at least" before it or "or more" behind it."""

import re

from bot.core.model.errors.base import Refusal
from bot.core.model.fact import TITLE, Content, Figure, Passage, Quote
from bot.core.model.quotes import Body

# In any language, close to the number.
_SIGNS_BEFORE = r"[~≈<>≤≥±]\s*"
# By language; a space stands for any white space.
_BEFORE = {
    "en": "(?:(?:well|just|slightly|far|much|significantly|considerably|a (?:little|bit)) )?"
    "(?:(?:no |not )?(?:more|less|fewer|greater|higher|lower) than|at (?:the very )?(?:least|most)|"
    "as (?:many|much|few|little|high|low) as|up to|close to|upwards? of|in excess of|(?:north|south) of|"
    r"(?:an )?estimated|over|under|above|below|beyond|about|around|roughly|approximately|approx\.?|circa|ca?\.|some|"
    "a (?:minimum|maximum) of|virtually|practically|"
    "nearly|almost|barely|hardly|maybe|perhaps|possibly|probably|minimum|maximum)",
    "es": "(?:(?:un )?(?:poco|algo|mucho|bastante) )?(?:(?:no )?(?:más|menos) del?|(?:al|por lo|cuando) (?:menos|más)|"
    "como (?:mínimo|máximo|mucho|poco)|a lo sumo|cerca del?|alrededor del?|en torno al?|por (?:encima|debajo) del?|"
    r"(?:superior|inferior)(?:es)? al?|cosa del?|casi|unos|unas|hasta|sobre|aproximadamente|aprox\.|apenas|quizás?|"
    "un (?:mínimo|máximo) de|prácticamente|tal vez|posiblemente|probablemente)",
    "fr": "(?:(?:un peu|bien|beaucoup) )?(?:plus|moins) de|au (?:moins|plus|minimum|maximum)|près de|autour de|"
    "à peu près|environ|presque|quelque|jusqu['’]à|un (?:minimum|maximum) de|peut-être|probablement",
    "de": "(?:(?:etwas|weit|deutlich|nicht) )?(?:mehr|weniger) als|mindestens|wenigstens|höchstens|maximal|bis zu|etwa|"
    r"ungefähr|rund|circa|ca\.|fast|beinahe|nahezu|knapp|gut|über|unter|schätzungsweise|vielleicht",
    "it": "(?:(?:poco|molto|non) )?(?:più|meno) di|almeno|al (?:massimo|minimo)|circa|quasi|oltre|fino a|intorno a|"
    "un (?:minimo|massimo) di|forse|probabilmente",
    "pt": "(?:(?:pouco|muito|não) )?(?:mais|menos) de|(?:pelo|ao) menos|no (?:mínimo|máximo)|cerca de|em torno de|"
    "por volta de|aproximadamente|quase|até|uns|umas|um (?:mínimo|máximo) de|talvez|provavelmente",
}
_BEHIND = {
    "en": "or (?:more|less|fewer|so|over|under|higher|lower|above|below|thereabouts)|and (?:over|above|under|below)|"
    "at (?:the (?:very )?)?(?:least|most)|plus|upwards",
    "es": "o (?:más|menos|así)|más o menos|y pico|(?:al|por lo) menos|como (?:mínimo|máximo|mucho)|a lo sumo|"
    "aproximadamente",
    "fr": "ou (?:plus|moins)|au (?:moins|plus|minimum|maximum)|environ",
    "de": "oder (?:mehr|weniger)|und mehr",
    "it": "o (?:più|meno)|circa|al (?:massimo|minimo)",
    "pt": "ou (?:mais|menos)|(?:pelo|ao) menos|no (?:mínimo|máximo)|aproximadamente",
}
# What may stand between a qualifier and its number.
_BETWEEN = {
    "en": "(?:the |a |an )?",
    "es": "(?:el |la |los |las |un |una )?",
    "fr": "(?:le |la |les |un |une )?",
    "de": "(?:die |den |der |eine |einer )?",
    "it": "(?:il |la |i |le |un |una )?",
    "pt": "(?:o |a |os |as |um |uma )?",
}
_AROUND = 80


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


def _before(language: str) -> re.Pattern[str]:
    words = rf"(?:\b(?:{_BEFORE[language]}) {_BETWEEN[language]})+|" if language in _BEFORE else ""
    return _pattern(rf"(?:{words}{_SIGNS_BEFORE})\Z")


def _behind(language: str) -> re.Pattern[str]:
    # One word may come in between, or a comma or a bracket: "107 people or more", "107 (or more)".
    return _pattern(
        rf"(?: [^\W\d_]+)?,? (?:\((?:{_BEHIND[language]})\)|(?:{_BEHIND[language]})\b)"
        if language in _BEHIND
        else r"(?!)"
    )


_LISTED = ("", *_BEFORE)
_BEFORE_VALUE = {language: _before(language) for language in _LISTED}
_BEHIND_VALUE = {language: _behind(language) for language in _LISTED}


def fuller_figure(content: Content, body: Body, language: str) -> Figure | None:
    """Return a figure with the qualifier that the article has beside its value; None where it leaves none out.

    Its quote is longer then where it ended before the qualifier. A value that the quote has without one, too, is as it
    is. In a language without a list only signs count, such as ~.
    """
    if not isinstance(content, Figure):
        return None
    found: list[Figure] = []
    for number, passage in enumerate(content.quote.passages):
        for start, end in _places(content.value, passage, body):
            first, last = _with_qualifier(body, passage, start, end, language)
            if (first, last) == (start, end):
                return None
            found.append(_longer(content, number, body, first, last))
    return found[0] if found else None


def _places(value: str, passage: Passage, body: Body) -> list[tuple[int, int]]:
    """List where a value stands in a passage, as offsets in what holds that: the body or the title."""
    if body.holder(passage)[passage.start : passage.end] != passage.text:
        return []  # it stands no more
    try:
        places = Body(passage.text).places(value)
    except Refusal:
        return []
    return [(passage.start + place.start, passage.start + place.end) for place in places]


def _with_qualifier(body: Body, passage: Passage, start: int, end: int, language: str) -> tuple[int, int]:
    """Return where the value with its qualifiers begins and ends; in its own paragraph or the title only."""
    listed = language.partition("-")[0] if language.partition("-")[0] in _LISTED else ""
    text = body.holder(passage)
    in_title = passage.paragraph == TITLE
    paragraph = (0, len(text)) if in_title else body.paragraphs[body.paragraph_at(start) - 1]
    left, right = max(paragraph[0], start - _AROUND), min(paragraph[1], end + _AROUND)
    before = _BEFORE_VALUE[listed].search(text[left:start])
    behind = _BEHIND_VALUE[listed].match(text[end:right])
    return (left + before.start() if before else start), (end + behind.end() if behind else end)


def _longer(content: Figure, number: int, body: Body, first: int, last: int) -> Figure:
    """Return a figure with this span as its value, and in the passage of that number."""
    passages = list(content.quote.passages)
    passage = passages[number]
    start, end = min(first, passage.start), max(last, passage.end)
    passages[number] = body.passage(start, end, in_title=passage.paragraph == TITLE)
    value = " ".join(body.holder(passage)[first:last].split())
    return content.model_copy(update={"value": value, "quote": Quote(passages=tuple(passages))})

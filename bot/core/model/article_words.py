"""Whether an article has the words of a short text about it, such as a speaker or an as-of.

Only how a word is typed is left aside: capitals, kinds of apostrophe and hyphen, the dots of U.S., and what hangs on an
apostrophe, as in Mexico's and l'armée. Another form of a word is another word.
"""

import re
import unicodedata
from collections.abc import Iterator

# Words that carry no meaning of their own. What tells another time or another side, such as "before", "until", "not"
# or "desde", isn't among them.
_FREE = {
    "en": "a an the of in on at for from to by with and or as according who which that is was were are be been "
    "says say said it",
    "es": "a al de del el la los las lo un una unos unas en y e o u por para con según como que se su sus es son era "
    "fue fueron ha han dice dicen dijo dijeron",
    "fr": "le la les un une des du de en au aux à et ou par pour selon que qui comme est sont était étaient a ont dit "
    "disent",
    "de": "der die das den dem des ein eine einen einem einer und oder von vom zu zum zur in im an am auf bei mit für "
    "laut wie dass ist sind war waren hat haben sagt sagte",
    "it": "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle in nel nella e "
    "o per con secondo che come è sono era erano ha hanno dice disse",
    "pt": "o a os as um uma de do da dos das em no na nos nas e ou por para com segundo que como é são era eram diz "
    "disse",
    "ru": "и в во на по о об из у к что как был была было были сказал сказала",
}
_FREE_WORDS = {language: frozenset(words.split()) for language, words in _FREE.items()}
_ALIKE = str.maketrans(
    {**dict.fromkeys("\u2010\u2011", "-"), **dict.fromkeys("\u2018\u2019\u02bc\uff07", "'"), "\u00ad": None}
)
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}|\b(?:[^\W\d_]\.)+[^\W\d_]\b")
# Scripts that put no space between words, so that a word's edge can't be seen.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_CLITIC = re.compile(r"(?<=\w)'\w{1,2}\b(?!')|\b\w{1,2}'(?=\w)")


class ArticleWords:
    """The words of an article in a language: build it once and ask it often."""

    def __init__(self, text: str, language: str) -> None:
        self._text = _typed_alike(text).casefold()
        self._words = frozenset(_words(self._text))
        self._free = _FREE_WORDS.get(language.partition("-")[0])

    def missing(self, text: str) -> str | None:
        """Find the first word of a text that carries meaning and that the article doesn't have; None where none is.

        A text without words, such as "???", is one that it doesn't have.
        """
        words = list(_words(_typed_alike(text)))
        for word in words:
            alike = word.casefold()
            runs = _UNSPACED_RUN.fullmatch(word) is not None
            stands = alike in self._text if runs else alike in self._words
            if not stands and not self._is_free(word):
                return word
        return None if words else text.strip()

    def _is_free(self, word: str) -> bool:
        """Tell whether a word carries no meaning: by a list, or, in languages without one, by its length."""
        if self._free is not None:
            return word.casefold() in self._free
        if not word.isalpha() or _UNSPACED_RUN.match(word):
            return False
        caseless = word.lower() == word.upper()
        return len(word) <= 2 if caseless else word.islower() and len(word) <= 3


def _typed_alike(text: str) -> str:
    alike = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return _CLITIC.sub(" ", _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), alike))


def _words(text: str) -> Iterator[str]:
    """Find the words: letters and digits with their marks, a compound with its hyphens, a number with its signs."""
    marks = "".join(c for c in set(text) if unicodedata.category(c)[0] == "M")
    letter = rf"[\w{re.escape(marks)}]"
    part = rf"(?:(?![{_UNSPACED}]){letter})+" if _UNSPACED_RUN.search(text) else f"{letter}+"
    for found in re.finditer(rf"[{_UNSPACED}]+|{part}(?:(?:-|(?<=\d)[.,:/](?=\d)){part})*", text):
        yield found[0]

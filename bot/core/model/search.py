"""Finding by a word, forgiving what a phone's keyboard makes hard: capitals and accents."""

import unicodedata

from bot.core.model.fact import Content
from bot.core.model.folding import normalise


def folded(text: str) -> str:
    """Return the text for comparing: no capitals, no accents, white space run together."""
    if not text.isascii():  # which most texts are, and going through the characters takes long
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return normalise(text).casefold()


def searchable(content: Content) -> str:
    """Tell what a fact is found by, folded: its own texts and then their translations, without its quote."""
    texts = [*_own(content), *(text for texts in (content.translations or {}).values() for text in texts.values())]
    return folded("\n".join(texts))


def mentions(content: Content, word: str) -> bool:
    """Tell whether the word stands anywhere in a fact or its quote."""
    wanted = folded(word)
    return bool(wanted) and any(wanted in folded(text) for text in (*_own(content), content.quote.text))


def _own(content: Content) -> list[str]:
    texts = content.model_dump(exclude={"quote", "kind", "translations"}, exclude_none=True).values()
    return [str(text) for text in texts]

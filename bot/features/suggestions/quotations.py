"""Which words of a message stand in an article."""

import re

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.facts import QuoteTwice
from bot.core.model.quotes import Body

_QUOTED = re.compile(r"^>\s?(.+)$|[“\"«„](.+?)[”\"»“]", re.MULTILINE)


def quote_in(text: str, body: Body) -> str:
    """Find the words of a message that stand in the article: all of it, or else a quotation in it; or else none."""
    quoted = [next(filter(None, match), "") for match in _QUOTED.findall(text)]
    for words in (text, *quoted):
        try:
            return body.find(words).text
        except QuoteTwice:
            return words  # the form asks which place is meant
        except Refusal:
            continue
    return ""

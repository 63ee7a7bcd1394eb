"""Use as a fact: a message's text becomes the text of a fact, or of a suggestion."""

import re

from bot.core.model.errors.base import Refusal
from bot.core.model.errors.changes import FormGone
from bot.core.model.errors.facts import QuoteTwice
from bot.core.model.fact import KINDS
from bot.core.model.quotes import Body
from bot.core.rules.library import Library
from bot.core.ui.kept_forms import keep, kept_form, open_form
from bot.core.ui.panels import Choice, Panel
from bot.core.ui.request import Request
from bot.features.facts.forms import AddFact
from bot.features.suggestions.buttons import FromMessage
from bot.features.suggestions.contexts import MessageContext
from bot.features.suggestions.errors import MessageEmpty, MessageOfAnother
from bot.features.suggestions.forms import SuggestFact, UseMessage
from bot.features.suggestions.rules import SuggestionRules

_QUOTED = re.compile(r"^>\s?(.+)$|[“\"«„](.+?)[”\"»“]", re.MULTILINE)


async def use_message(request: Request, author_id: int, content: str) -> None:
    """Keep a message's text and ask for the kind of fact. Of students only their own messages."""
    server_id, who, prompts = request.server_id, request.who, request.prompts
    if not await request.desk.may(server_id, who, "moderator"):
        if author_id != request.member_id:
            raise MessageOfAnother
        await request.get(SuggestionRules).check_room(server_id, who)
    text = content.strip()
    if not text:
        raise MessageEmpty
    library = request.get(Library)
    article_id = await library.current(server_id, request.channel_id)
    article = await library.article(server_id, article_id)
    given = {"text": text, "quote": quote_in(text, Body(article.body)), "own": author_id == request.member_id}
    form_id = await keep(request, UseMessage(article_id), given)
    context = MessageContext(text)
    buttons = [Choice(FromMessage(kind, form_id), f"kind_{kind}") for kind in KINDS]
    footer = prompts.render("suggestions", "message_help", context)
    await request.reply(Panel(prompts.render("suggestions", "message", context), (), footer, buttons))


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


async def from_message(request: Request, action: FromMessage) -> None:
    """Open the form of a kind with the message's text. Raises FormGone."""
    purpose, given = await kept_form(request, action.form_id)
    if not isinstance(purpose, UseMessage):
        raise FormGone
    moderator = await request.desk.may(request.server_id, request.who, "moderator")
    if not (moderator or given.get("own")):
        raise MessageOfAnother  # they were a moderator when they chose it
    form = (AddFact if moderator else SuggestFact)(action.kind, purpose.article_id, kept=action.form_id)
    main = "counts" if action.kind == "figure" else "text"
    await open_form(request, form, {main: given.get("text"), "quote": given.get("quote")})

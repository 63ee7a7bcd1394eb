"""A server with something of everything, and what tests do in it: send made-up forms, read all that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import simcord
from simcord.actors import _dispatch_actor_interaction
from simcord.enums import InteractionType

from bot.core.model.article import Article
from bot.core.model.fact_fields import build_content
from bot.core.model.grounds import Grounds
from bot.core.model.people import Who
from bot.core.packs.reading import Pack
from bot.core.rules.desk import Desk
from bot.core.ui.codec import to_text
from bot.core.ui.forms import FORM_PREFIX
from bot.core.ui.kept_forms import Purpose
from tests.kit.classroom import Classroom, text_of, walk

TWICE = "It lost 300 jobs"
FACTS = 5
"""How many facts ``pack_of`` has."""
Thing = TypeVar("Thing")


def pack_of(word: str) -> Pack:
    """An article with a fact of every kind; the word is in all that could be shown of it."""
    text = f"""The {word} closed in March. {TWICE}.

"We were told late," said Ana {word}, who led the {word} union. Nobody of {word} was asked.

A second {word} may open. {TWICE}."""
    article = Article(title=f"On {word}", body=text, source=f"{word} paper")
    grounds = Grounds(article)
    facts = (
        build_content("summary", {"text": f"{word} closed.", "quote": f"The {word} closed in March."}, grounds),
        build_content("summary", {"text": f"{word} may open.", "quote": f"A second {word} may open."}, grounds),
        build_content("figure", {"value": "300", "counts": f"{word} jobs", "quote": TWICE, "place": 2}, grounds),
        build_content(
            "person", {"name": f"Ana {word}", "text": "led it", "quote": f"who led the {word} union"}, grounds
        ),
        build_content("question", {"text": f"Why {word}?", "quote": f"Nobody of {word} was asked."}, grounds),
    )
    assert len(facts) == FACTS
    return Pack("", article, facts)


@dataclass
class Stock:
    """What there is in a server, by number: two articles of ``pack_of``, and what each feature has put there.

    ``word`` is in all that could be shown of it. ``article`` has its facts from ``fact`` on, which was written by the
    change ``written``; ``second`` has those that follow. ``forms``: the kept forms of members, by kind.
    """

    room: Classroom
    word: str
    article: int
    second: int
    fact: int
    written: int
    forms: dict[int, dict[type[Purpose], int]] = field(default_factory=dict)
    _things: dict[type, Any] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        """What the rules share."""
        return self.room.desk

    @property
    def server(self) -> int:
        """The server's number."""
        return self.room.server.id

    @property
    def teacher(self) -> Who:
        """The moderator."""
        return Who(self.room.teacher.id, manages_messages=True)

    @property
    def student(self) -> Who:
        """Somebody without any right."""
        return Who(self.room.student.id)

    @property
    def question(self) -> int:
        """The open question of the first article."""
        return self.fact + FACTS - 1

    def put(self, thing: object) -> None:
        """Note what a feature has put there."""
        self._things[type(thing)] = thing

    def get(self, kind: type[Thing]) -> Thing:
        """What a feature has put there."""
        found: Thing = self._things[kind]
        return found


_SELECTS = {"editor_roles": 6, "log_channel": 8}


async def send(
    room: Classroom, by: simcord.MemberActor, purpose: Purpose, fields: Mapping[str, Any]
) -> simcord.InteractionResult:
    """Sends a form that nobody opened: its ``custom_id`` and its fields are the sender's own."""
    components = []
    for name, value in fields.items():
        if isinstance(value, list):
            leaf = {"type": _SELECTS.get(name, 3), "custom_id": name, "values": value}
        else:
            leaf = {"type": 4, "custom_id": name, "value": value}
        components.append({"type": 18, "component": leaf})
    data = {"custom_id": FORM_PREFIX + to_text(purpose), "components": components}
    return await _dispatch_actor_interaction(by, InteractionType.MODAL_SUBMIT, room.channel, data)


def told_once(result: simcord.InteractionResult) -> str:
    """The one sentence that somebody was refused with: nothing else was shown, and nobody else sees it."""
    assert result.modal is None, "a form was opened"
    messages = [message for message in (result.response, *result.followups) if message is not None]
    assert len(messages) == 1, "not one message"
    [message] = messages
    components = list(walk(message.components))
    texts = [part["content"] for part in components if part["type"] == 10]
    assert len(texts) == 1, texts
    assert not [part for part in components if part["type"] == 2], "a button beside a refusal"
    assert message.ephemeral
    assert texts[0].endswith(".")
    assert "\n" not in texts[0]
    return str(texts[0])


def all_shown(result: simcord.InteractionResult) -> str:
    """Every word that somebody saw after something was done: in messages and in a form."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    return "\n".join([*(text_of(m) for m in messages), str([m.components for m in messages]), str(result.modal)])

"""What is posted for the class to talk about: in its language, and covered where the server hides such things."""

from __future__ import annotations

from bot.core.model.people import Who
from bot.core.rules.library import Library
from bot.features.settings.rules import SettingRules
from tests.kit.classroom import Classroom, text_of, walk


async def test_a_question_is_posted_in_the_classs_language_with_its_quote_covered(room: Classroom) -> None:
    await room.type("summary")
    manager = Who(1, manages_server=True)
    await room.desk.get(SettingRules).set_up_class(
        room.server.id, manager, language="es", time_zone="", hide_behind_note=True
    )
    await room.told("discuss")
    messages = [m for channel in room.env.backend.messages.values() for m in channel.values() if m.components]
    texts = [c["content"] for message in messages for c in walk(message.components) if c["type"] == 10]
    quotes = [text for text in texts if text.startswith("> ")]
    assert quotes
    assert all(text.startswith("> ||") and "||\n-# ¶" in text for text in quotes)
    assert any("*Empieza así:*" in text for text in texts)
    spanish = {
        (fact.content.translations or {}).get("es", {}).get("text")
        for fact in (await room.desk.get(Library).shelf(room.server.id, None)).facts
    }
    assert any(text in spanish for text in texts)
    # Nothing else is covered, and without the setting nothing is.
    assert "||" not in text_of(await room.told("help"))

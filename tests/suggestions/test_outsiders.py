"""Whoever has no right here has their own words: what they suggested, chose for a fact, or typed into a form."""

from __future__ import annotations

from bot.core.ui.actions import DropForm, ForgetMe
from bot.features.suggestions.buttons import FromMessage, ShowMine
from bot.features.suggestions.forms import SuggestFact, UseMessage
from tests.kit.classroom import answer_of, text_of
from tests.kit.outsiders import Scene


async def test_whoever_has_no_right_may_only_take_their_own_words_back(scene: Scene) -> None:
    kept = scene.held.forms[scene.actor.id]
    if scene.lose:
        await scene.lose()
    before = await scene.rows()
    for action in (ShowMine(), ForgetMe(0), FromMessage("person", kept[UseMessage])):
        result = await scene.press(await scene.show(action), action)
        assert result.modal or any(word in text_of(answer_of(result)) for word in ("propos", "Forget you?")), action
        assert await scene.rows() == before, action
    drop = DropForm(kept[SuggestFact])
    assert "Left as it is" in text_of(answer_of(await scene.press(await scene.show(drop), drop)))
    after = await scene.rows()
    gone = [row for row in before["form"] if row not in after["form"]]
    assert [row["id"] for row in gone] == [kept[SuggestFact]]
    assert after | {"form": []} == before | {"form": []}

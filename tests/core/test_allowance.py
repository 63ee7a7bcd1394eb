"""How often people may do what costs: a person's and a server's limits, and what is said where one is reached."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.model.errors.work import TooOften
from bot.core.rules.allowance import PERSON, SERVER, Allowance, Costly
from bot.core.rules.desk import Desk
from bot.core.templates.prompts import Prompts
from bot.features.suggestions.rules import OPEN_PER_MEMBER, SuggestionRules
from tests.kit.classroom import Classroom, labels, text_of
from tests.kit.curating import AGAIN, TYPED, stored, suggest, values_of
from tests.kit.stores import MODERATOR, NEW, ONE, STUDENT, Clock, refused


def use_up(allowance: Allowance, what: Costly, server_id: int, member_id: int | None) -> int:
    """Does it until it is refused. Returns how often that was."""
    for count in range(10_000):
        try:
            allowance.take(what, server_id, member_id)
        except TooOften:
            return count
    raise AssertionError("there is no end")


@pytest.mark.parametrize("what", list(PERSON))
def test_a_person_may_do_it_so_often_and_once_more_after_a_while(what: Costly) -> None:
    clock = Clock()
    allowance = Allowance(clock)
    assert use_up(allowance, what, 1, 7) == PERSON[what].most
    assert use_up(allowance, what, 2, 7) == PERSON[what].most  # in another server
    assert use_up(allowance, what, 1, 8) == PERSON[what].most  # somebody else
    clock.at += max(1, int(PERSON[what].seconds))
    assert 1 <= use_up(allowance, what, 1, 7) <= 2
    clock.at += 86_400
    assert use_up(allowance, what, 1, 7) == PERSON[what].most
    clock.at -= 86_400  # a clock that is set back takes nothing away
    assert use_up(allowance, what, 1, 7) == 0


@pytest.mark.parametrize("what", list(SERVER))
def test_a_server_may_do_it_so_often_and_others_as_before(what: Costly) -> None:
    allowance = Allowance(Clock())
    people = SERVER[what].most // PERSON[what].most
    assert sum(use_up(allowance, what, 1, person) for person in range(people + 2)) == SERVER[what].most
    with pytest.raises(TooOften) as raised:
        allowance.take(what, 1, 99)
    assert not raised.value.by_person
    allowance.take(what, 2, 99)


def test_the_operator_has_no_limit() -> None:
    allowance = Allowance(Clock())
    for _ in range(1_000):
        allowance.take("files", 1, None)


@pytest.mark.parametrize("what", list(PERSON))
@pytest.mark.parametrize("by_person", [True, False])
def test_it_is_said_when_one_can_go_on(what: Costly, by_person: bool, languages: dict[str, Prompts]) -> None:
    error = TooOften(what, by_person, 3)
    assert "go on in 3 minutes" in languages["en"].sentence(error)
    assert "sigue dentro de 3 minutos" in languages["es"].sentence(error)
    assert ("this server" in languages["en"].sentence(error)) is not by_person


async def test_a_form_over_the_limit_is_kept_and_can_be_sent_later(room: Classroom) -> None:
    shown = await room.ask("facts add", kind="figure")
    use_up(room.desk.allowance, "forms", room.server.id, room.teacher.id)
    told = await room.fill(shown, **TYPED["figure"])
    assert "You sent many forms in a short time; go on in 1 minute." in text_of(told)
    assert AGAIN in labels(told)
    opened = await room.press(told, AGAIN, by=room.teacher)
    assert values_of(opened)["value"] == TYPED["figure"]["value"]
    # Somebody else of the same server goes on.
    assert "Thank you" in text_of(await suggest(room, "figure"))


async def test_files_over_the_limit_are_neither_fetched_nor_made(room: Classroom) -> None:
    await room.type("summary")
    use_up(room.desk.allowance, "files", room.server.id, room.teacher.id)
    before = await stored(room, "article", "fact", "history", "form")
    asked: tuple[tuple[str, dict[str, Any]], ...] = (
        ("article import", {"file": ("x.zip", b"x")}),
        ("article add", {"file": ("x.txt", b"A text.")}),
        ("article correct", {"file": ("x.txt", b"A text.")}),
        ("article export", {}),
    )
    for command, options in asked:
        assert "go on in 3 minutes" in text_of(await room.told(command, **options))
    assert await stored(room, "article", "fact", "history", "form") == before


async def test_what_is_typed_over_the_limit_is_offered_nothing(room: Classroom) -> None:
    await room.type("summary")
    choices = await room.teacher.autocomplete(room.channel, "facts edit", "fact", "")
    assert choices
    use_up(room.desk.allowance, "searches", room.server.id, room.teacher.id)
    assert not await room.teacher.autocomplete(room.channel, "facts edit", "fact", "")
    assert "searched many times" in text_of(await room.told("figures", about="troops"))
    assert "troops" in text_of(await room.told("figures"))


async def test_suggestions_have_a_limit_though_moderators_are_quick(desk: Desk) -> None:
    rules = desk.get(SuggestionRules)
    for i in range(PERSON["suggestions"].most):
        done = await rules.suggest(ONE, STUDENT, "figure", 1, NEW | {"counts": f"days, {i}"})
        await rules.reject(ONE, MODERATOR, done.fact.id, "")
    error = await refused(desk.store, rules.suggest(ONE, STUDENT, "figure", 1, NEW), TooOften)
    assert error.data() == {"what": "suggestions", "by_person": True, "minutes": 3}
    assert PERSON["suggestions"].most > OPEN_PER_MEMBER

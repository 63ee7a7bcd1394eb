"""That the net of ``limits.py`` catches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kit.classroom import Classroom
from tests.kit.limits import check_message, check_messages


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(custom_id: str, label: str = "x") -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "label": label, "custom_id": custom_id}]}


def leads_to(address: str) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "style": 5, "label": "x", "url": address}]}


def test_a_message_at_the_limits_passes() -> None:
    check_message([{"type": 17, "components": [text("x" * 4_000), button("x" * 100, "x" * 80)]}])
    check_message([text("x")] * 40)
    check_message([leads_to("https://e.org/" + "x" * 498)])


@pytest.mark.parametrize(
    "components",
    [
        [text("x")] * 41,
        [{"type": 17, "components": [text("x")] * 40}],
        [text("x" * 2_000), text("😀" * 1_001)],
        [text("")],
        [button("a"), button("a")],
        [button("x" * 101)],
        [button("a", "x" * 81)],
        [leads_to("https://intranet/reader")],
        [leads_to("https://e.org/reader 1")],
        [leads_to("https://e.org/niño")],
        [leads_to("javascript://e.org/a")],
        [leads_to("https://e.org/" + "x" * 499)],
    ],
)
def test_a_message_over_a_limit_is_caught(components: list[dict[str, Any]]) -> None:
    with pytest.raises(AssertionError):
        check_message(components)


async def test_the_bots_messages_are_looked_at(room: Classroom) -> None:
    await room.press(await room.type("figures"), "Source")
    assert check_messages(room.env.http_requests) == 2

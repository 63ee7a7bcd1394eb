"""That the net of ``openapi.py`` catches, and that the bot's own requests pass through it.

Each test of the commands holds what it sent against the description when it ends; this file shows that this means
something.
"""

from __future__ import annotations

import os
from copy import deepcopy
from typing import Any

import pytest

from tests.kit.classroom import Classroom
from tests.kit.openapi import VARIABLE, check_body, check_requests

pytestmark = pytest.mark.skipif(
    not os.environ.get(VARIABLE), reason=f"{VARIABLE} doesn't name Discord's API description"
)

CALLBACK = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"
BUTTON = {"type": 2, "style": 2, "label": "Source", "custom_id": "tp:source:1"}
SECTION = {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": BUTTON}
MESSAGE: dict[str, Any] = {
    "type": 4,
    "data": {"flags": 32832, "components": [{"type": 17, "components": [SECTION]}]},
}
COMMAND: dict[str, Any] = {
    "name": "figures",
    "description": "x",
    "type": 1,
    "options": [{"type": 3, "name": "show", "description": "x", "choices": [{"name": "a", "value": "b"}]}],
}


def changed(body: dict[str, Any], path: list[str | int], value: object) -> dict[str, Any]:
    """The body with one value replaced."""
    copy = deepcopy(body)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copy


def test_a_right_body_passes() -> None:
    check_body("POST", CALLBACK, MESSAGE)
    check_body("PUT", COMMANDS, [COMMAND])


ROOT: list[str | int] = ["data", "components", 0, "components", 0]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ([*ROOT, "accessory", "custom_id"], "x" * 101, "accessory.custom_id: .* is too long .maxLength 100"),
        ([*ROOT, "accessory", "label"], "x" * 81, "accessory.label: .* is too long .maxLength 80"),
        ([*ROOT, "accessory", "style"], 99, "accessory.style: 99 is none of"),
        ([*ROOT, "components", 0, "content"], "x" * 4_001, "content: .* is too long .maxLength 4000"),
        ([*ROOT, "components"], [], "components: .* should be non-empty"),
        ([*ROOT, "components"], [{"type": 10, "content": "x"}] * 4, "components: .* is too long .maxItems 3"),
        ([*ROOT, "type"], 99, "type 99 is none of"),
        ([*ROOT], {"type": 10}, "'content' is a required property"),
        (["data", "components"], [{"type": 10, "content": "x"}] * 41, "components: .* is too long .maxItems 40"),
        (["type"], 99, "type 99 is none of"),
    ],
)
def test_a_message_over_a_limit_is_caught(path: list[str | int], value: object, said: str) -> None:
    with pytest.raises(AssertionError, match=f"POST /interactions.*{said}"):
        check_body("POST", CALLBACK, changed(MESSAGE, path, value))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["name"], "x" * 33, "name: .* is too long .maxLength 32"),
        (["description"], "x" * 101, "description: .* is too long .maxLength 100"),
        (["options", 0, "type"], 99, "type 99 is none of"),
        (["options", 0, "choices", 0, "name"], "x" * 101, "name: .* is too long .maxLength 100"),
        (["options"], [COMMAND["options"][0]] * 26, "options: .* is too long .maxItems 25"),
    ],
)
def test_a_command_over_a_limit_is_caught(path: list[str | int], value: object, said: str) -> None:
    with pytest.raises(AssertionError, match=f"PUT /applications.*{said}"):
        check_body("PUT", COMMANDS, [changed(COMMAND, path, value)])


def test_a_request_that_is_not_described_is_caught() -> None:
    with pytest.raises(AssertionError, match="takes no body"):
        check_body("POST", "/nowhere", {})


def test_an_uploads_number_is_turned_and_nothing_else_is() -> None:
    check_body("POST", CALLBACK, changed(MESSAGE, ["data", "attachments"], [{"id": 0, "filename": "x.png"}]))
    with pytest.raises(AssertionError, match="filename: 7 is not of type"):
        check_body("POST", CALLBACK, changed(MESSAGE, ["data", "attachments"], [{"id": 0, "filename": 7}]))
    with pytest.raises(AssertionError, match="'id' is a required property"):
        check_body("POST", CALLBACK, changed(MESSAGE, ["data", "attachments"], [{"filename": "x.png"}]))


async def test_what_the_bot_sends_is_held_against_the_description(room: Classroom) -> None:
    answer = await room.type("figures")
    await room.press(answer, "Source")
    await room.press(answer, "Share with the class")
    await room.student.autocomplete(room.channel, "figures", "article", "")
    assert check_requests(room.env.http_requests) == 6  # the commands, four replies and a list of choices

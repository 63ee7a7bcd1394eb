"""The loopback with faults does what it says: without a fault it is SimCord, with one discord.py meets it."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, text_of
from tests.kit.faults import CALLBACK, FaultyDiscord


async def test_without_a_fault_everything_is_answered(room: Classroom, wire: FaultyDiscord) -> None:
    assert "Key figures" in text_of(await room.type("figures"))
    assert [path.split("/")[1] for _, path in wire.seen] == ["interactions"]


async def test_a_5xx_is_tried_again(room: Classroom, wire: FaultyDiscord) -> None:
    fault = wire.fail(*CALLBACK, status=503, times=2)
    assert "Key figures" in text_of(await room.type("figures"))
    assert fault.met == 2


async def test_a_post_that_was_taken_and_lost_comes_once_where_it_has_a_nonce(
    room: Classroom, wire: FaultyDiscord
) -> None:
    channel = room.client.get_channel(room.channel.id)
    assert isinstance(channel, discord.TextChannel)
    wire.fail("POST", "/channels/*/messages", status=502, taken=True)
    await channel.send("hello", nonce="1")
    assert [message.content for message in room.channel.history()] == ["hello"]
    wire.fail("POST", "/channels/*/messages", taken=True)
    with pytest.raises(aiohttp.ClientError):
        await channel.send("world")


async def test_the_client_gives_its_transport_what_the_loopback_has(make_bot: MakeBot) -> None:
    assert isinstance(make_bot().http.http_trace, aiohttp.TraceConfig)

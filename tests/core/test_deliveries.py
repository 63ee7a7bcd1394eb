"""What Discord delivers twice is done once, for as long as that can happen, in bounded memory."""

from __future__ import annotations

from bot.core.ui.deliveries import Deliveries
from tests.conftest import MakeBot
from tests.kit.stores import Clock


def test_an_interaction_is_taken_once_within_a_quarter_of_an_hour(make_bot: MakeBot) -> None:
    clock = Clock()
    deliveries = Deliveries(make_bot(now=clock).bot)
    assert deliveries.take(1)
    assert not deliveries.take(1)
    clock.at += 890
    assert deliveries.take(2)
    clock.at += 20  # another generation begins, and the one before is still known
    assert deliveries.take(3)
    assert not deliveries.take(1)
    assert not deliveries.take(2)
    clock.at += 1_800
    assert deliveries.take(4)
    clock.at += 900
    assert deliveries.take(5)
    assert deliveries.take(1)


def test_of_very_many_the_last_ten_thousand_are_known(make_bot: MakeBot) -> None:
    deliveries = Deliveries(make_bot().bot)
    assert all(deliveries.take(number) for number in range(35_000))
    assert not any(deliveries.take(number) for number in range(25_000, 35_000))
    assert deliveries.take(0)

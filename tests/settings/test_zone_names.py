"""Time zones by what people call them."""

from __future__ import annotations

import pytest

from bot.features.settings.errors import ZoneUnknown
from bot.features.settings.zone_names import known_zone
from tests.kit.classroom import Classroom, text_of
from tests.kit.curating import manager

SPOKEN = ("en", "es", "es-419")


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("europe/madrid", "Europe/Madrid"),
        ("Madrid", "Europe/Madrid"),
        ("ciudad de méxico", "America/Mexico_City"),
        ("Mexico City", "America/Mexico_City"),
        ("Bogotá", "America/Bogota"),
        ("Nueva York", "America/New_York"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
        ("  ", None),
    ],
)
def test_a_city_names_its_time_zone(typed: str, zone: str | None) -> None:
    assert known_zone(typed, SPOKEN) == zone


@pytest.mark.parametrize(("typed", "near"), [("Madird", "Europe/Madrid"), ("Ciudad de Mejico", "America/Mexico_City")])
def test_those_that_come_near_are_named(typed: str, near: str) -> None:
    with pytest.raises(ZoneUnknown) as raised:
        known_zone(typed, SPOKEN)
    assert near in raised.value.near
    assert len(raised.value.near) <= 5


async def test_a_city_is_taken_in_the_form(room: Classroom) -> None:
    office = manager(room)
    form = await room.press(await room.told("setup", by=office), "Language, time zone and more", by=office)
    assert "America/Mexico" in text_of(await room.fill(form, by=office, time_zone="Ciudad de México"))

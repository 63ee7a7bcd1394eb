"""When a weekday and time comes next: held by properties, and by the days on which clocks change in five zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.features.weekly_questions.calendar_dates import MINUTES, Due, dates, day_of, following, moment, next_date
from bot.features.weekly_questions.clock_times import read_time

ZONES = (
    None,
    "Europe/Madrid",
    "America/New_York",
    "America/Mexico_City",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
    "America/Santiago",
    "Pacific/Apia",
)
moments = st.integers(1_600_000_000, 2_100_000_000)
minutes = st.integers(0, MINUTES - 1)
weekdays = st.integers(0, 6)


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        # Madrid: 29 March 2026, clocks jump from 02:00 to 03:00 at 01:00 UTC.
        ("Europe/Madrid", "2026-03-29", 119, "2026-03-29 00:59"),
        ("Europe/Madrid", "2026-03-29", 120, "2026-03-29 01:00"),
        ("Europe/Madrid", "2026-03-29", 150, "2026-03-29 01:00"),
        ("Europe/Madrid", "2026-03-29", 179, "2026-03-29 01:00"),
        ("Europe/Madrid", "2026-03-29", 180, "2026-03-29 01:00"),
        ("Europe/Madrid", "2026-03-29", 181, "2026-03-29 01:01"),
        # 25 October 2026: from 03:00 back to 02:00 at 01:00 UTC.
        ("Europe/Madrid", "2026-10-25", 119, "2026-10-24 23:59"),
        ("Europe/Madrid", "2026-10-25", 120, "2026-10-25 00:00"),
        ("Europe/Madrid", "2026-10-25", 150, "2026-10-25 00:30"),
        ("Europe/Madrid", "2026-10-25", 180, "2026-10-25 02:00"),
        # New York: 8 March, 02:00 to 03:00 at 07:00 UTC; 1 November, 02:00 back to 01:00 at 06:00 UTC.
        ("America/New_York", "2026-03-08", 119, "2026-03-08 06:59"),
        ("America/New_York", "2026-03-08", 135, "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08", 510, "2026-03-08 12:30"),
        ("America/New_York", "2026-11-01", 90, "2026-11-01 05:30"),
        ("America/New_York", "2026-11-01", 120, "2026-11-01 07:00"),
        # Lord Howe changes by half an hour: 4 October, 02:00 to 02:30 at 15:30 UTC the day before; 5 April back.
        ("Australia/Lord_Howe", "2026-10-04", 119, "2026-10-03 15:29"),
        ("Australia/Lord_Howe", "2026-10-04", 120, "2026-10-03 15:30"),
        ("Australia/Lord_Howe", "2026-10-04", 149, "2026-10-03 15:30"),
        ("Australia/Lord_Howe", "2026-10-04", 150, "2026-10-03 15:30"),
        ("Australia/Lord_Howe", "2026-10-04", 151, "2026-10-03 15:31"),
        ("Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04 14:45"),
        ("Australia/Lord_Howe", "2026-04-05", 120, "2026-04-04 15:30"),
        # Santiago jumps over midnight: 6 September, 00:00 to 01:00 at 04:00 UTC.
        ("America/Santiago", "2026-09-06", 30, "2026-09-06 04:00"),
        # No daylight-saving any more, and none ever.
        ("America/Mexico_City", "2026-04-05", 150, "2026-04-05 08:30"),
        ("America/Mexico_City", "2026-10-25", 90, "2026-10-25 07:30"),
        ("Asia/Kolkata", "2026-03-29", 150, "2026-03-28 21:00"),
        (None, "2026-03-29", 150, "2026-03-29 02:30"),
        # Apia left out a whole day, 30 December 2011.
        ("Pacific/Apia", "2011-12-30", 510, "2011-12-30 10:00"),
    ],
)
def test_a_time_on_a_day_when_clocks_change(zone: str | None, day: str, minute: int, expected: str) -> None:
    assert moment(date.fromisoformat(day), minute, zone) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        # Sundays at 02:30 around both changes: the wall clock stays, and no date is twice or missing.
        (
            "Europe/Madrid",
            "2026-03-20 00:00",
            ["2026-03-22 01:30", "2026-03-29 01:00", "2026-04-05 00:30"],
        ),
        ("Europe/Madrid", "2026-10-17 23:00", ["2026-10-18 00:30", "2026-10-25 00:30", "2026-11-01 01:30"]),
        ("Europe/Madrid", "2026-10-25 00:30", ["2026-11-01 01:30"]),
        ("Europe/Madrid", "2026-10-25 01:30", ["2026-11-01 01:30"]),
        ("America/New_York", "2026-03-01 07:30", ["2026-03-08 07:00", "2026-03-15 06:30"]),
        ("Australia/Lord_Howe", "2026-09-27 00:00", ["2026-10-03 15:30", "2026-10-10 15:30"]),
        ("America/Mexico_City", "2026-03-30 00:00", ["2026-04-05 08:30", "2026-04-12 08:30"]),
        ("Asia/Kolkata", "2026-03-28 20:59", ["2026-03-28 21:00", "2026-04-04 21:00"]),
    ],
)
def test_the_next_dates_over_a_change_of_clocks(zone: str, after: str, expected: list[str]) -> None:
    found = islice(dates(6, 150, zone, utc(after)), len(expected))
    assert [due.at for due in found] == [utc(each) for each in expected]


@given(weekdays, minutes, st.sampled_from(ZONES), moments)
@example(6, 150, "Europe/Madrid", utc("2026-10-25 00:45"))
@example(6, 30, "America/Santiago", utc("2026-09-06 03:59"))
def test_dates_are_the_weekdays_in_order_with_none_left_out(
    weekday: int, minute: int, zone: str | None, after: int
) -> None:
    found = list(islice(dates(weekday, minute, zone, after), 60))
    assert found[0].at > after
    assert [due.day.weekday() for due in found] == [weekday] * 60
    assert {later.day - due.day for due, later in pairwise(found)} == {timedelta(days=7)}
    assert all(due.at < later.at for due, later in pairwise(found))
    before = moment(found[0].day - timedelta(days=7), minute, zone)
    assert before <= after  # no earlier one was passed over
    assert following(weekday, minute, zone, found[0], 59) == found[1:]
    assert next_date(weekday, minute, zone, found[4].at) == found[5]
    assert next_date(weekday, minute, zone, after, found[4].day) == found[4]


@given(st.dates(date(2020, 1, 1), date(2037, 12, 31)), minutes, st.sampled_from(ZONES))
def test_a_moment_shows_its_time_or_is_the_first_after_a_jump(day: date, minute: int, zone: str | None) -> None:
    at = moment(day, minute, zone)
    clock = ZoneInfo(zone or "UTC")
    wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    shown = datetime.fromtimestamp(at, clock).replace(tzinfo=None)
    if shown == wall:
        # Nowhere in the three hours before do the clocks show the same: it is the first.
        earlier = (datetime.fromtimestamp(at - 60 * n, clock).replace(tzinfo=None) for n in range(1, 181))
        assert wall not in earlier
    else:
        assert shown > wall
        assert datetime.fromtimestamp(at - 1, clock).replace(tzinfo=None) < wall
    assert day_of(at, zone) in (day, day + timedelta(days=1))


def test_a_date_is_a_day_and_a_moment() -> None:
    assert next_date(0, 510, "America/New_York", utc("2026-01-01 00:00")) == Due(
        date(2026, 1, 5), utc("2026-01-05 13:30")
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8:30", 510),
        ("08:30", 510),
        (" 8.30 ", 510),
        ("8:30 am", 510),
        ("8:30 pm", 1_230),
        ("8:30PM", 1_230),
        ("8.30 p.m.", 1_230),
        ("8:30 p. m.", 1_230),
        ("8:30\u202fPM", 1_230),
        ("8h30", 510),
        ("8 pm", 1_200),
        ("8h", 480),
        ("20", 1_200),
        ("0:00", 0),
        ("23:59", 1_439),
        ("12 am", 0),
        ("12:05 pm", 725),
        ("８：３０", 510),
        ("24:00", None),
        ("8:60", None),
        ("8:3", None),
        ("830", None),
        ("13 pm", None),
        ("0:30 am", None),
        ("half past eight", None),
        ("-8:30", None),
        ("8:30:00", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, expected: int | None) -> None:
    assert read_time(typed) == expected


@given(minutes)
def test_every_time_is_read_in_both_ways_of_writing_it(minute: int) -> None:
    hour, rest = divmod(minute, 60)
    half = "am" if hour < 12 else "pm"
    assert read_time(f"{hour}:{rest:02}") == read_time(f"{(hour - 1) % 12 + 1}.{rest:02} {half}") == minute

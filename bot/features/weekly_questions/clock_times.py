"""A time of day as people write it: 8:30, 08.30, 20:15, 8:30 pm, 8 p. m."""

import re
import unicodedata

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:\s*[:.h]\s*(?P<minute>[0-9]{2}))?\s*h?\s*(?:(?P<half>[ap])\.?\s*m\.?)?")


def read_time(text: str) -> int | None:
    """Read the minute of the day, from 0; None where it is no time that a clock shows, such as 13:00 pm."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None

"""Time zones by what people call them: a name of the IANA database, or a city in a language of the bot."""

import difflib
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale

from bot.core.model.search import folded
from bot.features.settings.errors import ZoneUnknown

# What else the database has, such as Etc and US, names no city.
_PARTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_NEAR_MOST = 5


def known_zone(wanted: str | None, languages: Iterable[str] = ()) -> str | None:
    """Find a time zone as the IANA database writes it; None for none. Raises ZoneUnknown with those that come near.

    A city will do, as English or one of these languages calls it.
    """
    name = _folded(wanted or "")
    if not name:
        return None
    names, cities = {_folded(zone): zone for zone in available_timezones()}, _cities(tuple(sorted({*languages})))
    if found := names.get(name) or cities.get(name):
        return found
    near = [zone for each, zone in sorted({**names, **cities}.items()) if name in each]
    near += [cities[each] for each in difflib.get_close_matches(name, cities, _NEAR_MOST)]
    raise ZoneUnknown((wanted or "").strip(), tuple(dict.fromkeys(near))[:_NEAR_MOST])


def _folded(name: str) -> str:
    return folded(" ".join(name.replace("_", " ").split()))


@lru_cache(maxsize=4)
def _cities(languages: tuple[str, ...]) -> dict[str, str]:
    """Map the cities that name a zone to it, each as the database and these languages call it."""
    zones = sorted(zone for zone in available_timezones() if zone.split("/")[0] in _PARTS and "/" in zone)
    found = {_folded(zone.rpartition("/")[2]): zone for zone in zones}
    for language in languages:
        named = Locale.parse(language, sep="-").time_zones
        found |= {_folded(str(named[zone]["city"])): zone for zone in zones if "city" in (named.get(zone) or {})}
    return found

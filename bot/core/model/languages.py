"""The codes of languages, such as ``en``, ``es-419`` or ``zh-Hans``: those that name a language there is."""

import re

from babel import Locale
from babel.core import get_global

_CODE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?P<variant>[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?",
    re.IGNORECASE,
)
# Families of languages that CLDR has only by their single ones, and that a class may well read.
_FAMILIES = frozenset({"nah"})


def language_code(tag: str) -> str | None:
    """Return a tag of BCP 47 as it is usually written; None where it names no language, or no such script or region.

    What there is says CLDR, Unicode's collection.
    """
    found = _CODE.fullmatch(tag)
    if found is None:
        return None
    parts = {name: part or "" for name, part in found.groupdict().items()}
    language = parts["language"].lower()
    shorter = get_global("language_aliases").get(language, language)  # spa is es
    language = language if "_" in shorter else shorter
    script, region, variant = parts["script"].title(), parts["region"].upper(), parts["variant"].upper()
    english = Locale("en")
    if not (language in english.languages or language in get_global("likely_subtags") or language in _FAMILIES):
        return None
    there = (english.scripts, english.territories, english.variants)
    if any(part and part not in known for part, known in zip((script, region, variant), there, strict=True)):
        return None
    return "-".join(part for part in (language, script, region, variant.lower()) if part)

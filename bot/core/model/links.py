"""Web addresses, as Discord takes them for a button: one that it doesn't take costs the whole message."""

import re
from ipaddress import IPv4Address
from urllib.parse import quote, urlsplit, urlunsplit

ADDRESS_MOST = 512
"""Discord's own limit for a button's address, in characters."""
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What RFC 3986 lets stand in a path, a query and a fragment, and the sign that begins what is encoded already.
_PATH = "/%:@!$&'()*+,;=~"
_QUERY = _PATH + "?"


def web_address(text: str) -> str | None:
    """Encode an address, its host as IDNA and the rest in percent signs.

    Returns None where Discord would refuse it or it leads elsewhere than it seems: no ``http`` or ``https``, a host
    without a dot, a name or password before the host, or over 512 characters once it is encoded.
    """
    try:
        scheme, place, path, query, fragment = parts = urlsplit(text)
        host = _host(parts.hostname or "")
        if scheme not in ("http", "https") or "@" in place or host is None:
            return None
        place = f"{host}:{parts.port}" if parts.port else host
        rest = (_encoded(path, _PATH), _encoded(query, _QUERY), _encoded(fragment, _QUERY))
    except ValueError:  # as UnicodeError is
        return None
    found = urlunsplit((scheme, place, *rest))
    return found if len(found) <= ADDRESS_MOST else None


def _host(name: str) -> str | None:
    labels = name.encode("idna").decode().lower().split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    host = ".".join(labels)
    return str(IPv4Address(host)) if labels[-1].isdigit() else host


def _encoded(text: str, safe: str) -> str:
    return quote(_ESCAPE.sub("%25", text), safe=safe)

"""Leaving SQLAlchemy's ORM out of memory: 6 MB that nobody uses here."""

import sys
from importlib import import_module
from types import ModuleType

_PACKAGE = "sqlalchemy.ext.asyncio"
_SESSIONS = (f"{_PACKAGE}.session", f"{_PACKAGE}.scoping")


class _Nothing(ModuleType):
    """A module of which every name is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def leave_out() -> None:
    """Import SQLAlchemy's connections without its sessions, which alone need the ORM.

    Where another release gets it from elsewhere, or somebody has it already, it is there as ever.
    """
    if _PACKAGE in sys.modules or "sqlalchemy.orm" in sys.modules:
        return
    sys.modules.update({name: _Nothing(name) for name in _SESSIONS})
    try:
        import_module(_PACKAGE)
    finally:
        for name in _SESSIONS:
            del sys.modules[name]

"""What a server may do with its articles and facts. The rules stand here, once, for every way in."""

from .library import Library

__all__ = ["Library"]

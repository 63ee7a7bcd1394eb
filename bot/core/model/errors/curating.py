"""What somebody who curates, or proposes, can run into."""

from __future__ import annotations

"""Numbers as a small picture, where the extra ``documents`` is installed: a poll's result, how many take part."""

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_SOURCE = Path(__file__).with_name("chart.typ")
_DOTS_PER_INCH = 144


class Bars(NamedTuple):
    """The bars of one label, one or two: their values, and how these are written."""

    label: str
    values: tuple[int, ...]
    shown: tuple[str, ...]


def can_draw() -> bool:
    """Tell whether pictures can be made here."""
    return importlib.util.find_spec("typst") is not None


def bar_chart(title: str, legend: Sequence[str], bars: Sequence[Bars]) -> bytes:
    """Draw bars as a PNG; ``legend`` says what two bars beside each other are, and is empty for single ones.

    Takes about 35 ms of CPU: call it in a thread, and only where ``can_draw``.
    """
    import typst

    data = {
        "title": title,
        "legend": list(legend),
        "rows": [row._asdict() for row in bars],
        "most": max(1, *(value for row in bars for value in row.values)),
    }
    inputs = {"data": json.dumps(data)}
    made = typst.compile(_SOURCE.read_bytes(), format="png", ppi=_DOTS_PER_INCH, sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made

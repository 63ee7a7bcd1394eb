"""A poll's result as a small picture, where the extra ``documents`` is installed."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

from .poll_contexts import ResultContext

_SOURCE = Path(__file__).with_name("chart.typ")
_DOTS_PER_INCH = 144


def can_draw() -> bool:
    """Whether pictures can be made here."""
    return importlib.util.find_spec("typst") is not None


def draw(result: ResultContext, legend: Sequence[str]) -> bytes:
    """The result as a PNG; ``legend`` says what the bars before and after are called. Takes about 35 ms of CPU."""
    import typst

    twice = result.total_before is not None
    rows = [
        {"answer": line.answer, "counts": [line.count] if line.before is None else [line.before, line.count]}
        for line in result.lines
    ]
    data = {
        "question": result.question,
        "legend": list(legend) if twice else [],
        "rows": rows,
        "most": max(1, *(count for line in result.lines for count in (line.count, line.before or 0))),
    }
    inputs = {"data": json.dumps(data)}
    made = typst.compile(_SOURCE.read_bytes(), format="png", ppi=_DOTS_PER_INCH, sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made

"""Numbers as a picture: bars beside each other, typeset by typst where that is installed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

_PPI = 144
# All that is shown comes in as data, so that nobody's words are ever read as typst's.
_BARS = b"""
#let data = json(bytes(sys.inputs.data))
#let most = calc.max(1, ..data.bars.map(bar => calc.max(..bar.values)))
#let colours = (rgb("#2F6F8F"), rgb("#D9A441"))
#set page(width: 360pt, height: auto, margin: 14pt, fill: white)
#set text(font: "Libertinus Serif", size: 11pt, fill: rgb("#222222"))
#grid(columns: 4, column-gutter: 6pt, align: horizon,
  ..data.legend.enumerate().map(((i, name)) => (box(width: 9pt, height: 9pt, fill: colours.at(i)), name)).flatten())
#v(4pt)
#grid(columns: (auto, 1fr), column-gutter: 8pt, row-gutter: 9pt, align: (right + horizon, left + horizon),
  ..data.bars.map(bar => (
    strong(bar.label),
    stack(spacing: 2pt, ..bar.values.enumerate().map(((i, value)) => grid(
      columns: (auto, auto), column-gutter: 5pt, align: horizon,
      rect(width: 270pt * value / most, height: 9pt, fill: colours.at(i), stroke: none),
      text(size: 9pt, bar.shown.at(i)),
    ))),
  )).flatten())
"""


class Bars(NamedTuple):
    """A group of bars under one label: their values, and how these are written."""

    label: str
    values: tuple[int, ...]
    shown: tuple[str, ...]


def bar_chart(legend: Sequence[str], bars: Sequence[Bars]) -> bytes | None:
    """A PNG with up to two bars a group; None where typst is not installed. It takes a while: call it in a thread."""
    try:
        import typst
    except ImportError:
        return None
    data = json.dumps({"legend": list(legend), "bars": [bar._asdict() for bar in bars]})
    picture = typst.compile(_BARS, format="png", ppi=_PPI, sys_inputs={"data": data})
    return bytes(picture)

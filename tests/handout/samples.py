"""Examples of the handout."""

from __future__ import annotations

from tests.handout.kit import handout_contexts
from tests.kit.samples import Samples

samples = Samples(
    commands=lambda held: {"handout": [{}, {"article": str(held.second)}]},
    open={"handout": "it has what everybody may read"},
    contexts=handout_contexts,
)

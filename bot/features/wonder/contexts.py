"""What the templates of /wonder are given."""

from collections.abc import Sequence

from bot.core.templates.contexts import Context
from bot.features.wonder.asking import Asked


class WonderContext(Context):
    """For the parts of ``wonder`` around a list.

    ``step``: focus, write, sort, improve, choose or send; ``number`` of ``steps``: its place among them;
    ``paragraph``: the focus, 0 for the whole article, whose beginning is ``focus``; ``count`` and ``chosen``: how many
    questions there are and are chosen, of ``most`` that can be; ``page`` of ``pages``.
    """

    step: str
    number: int
    steps: int
    title: str
    note: str | None
    paragraph: int
    focus: str
    count: int
    chosen: int
    most: int
    page: int
    pages: int


class WonderParagraphContext(Context):
    """For ``paragraph`` of ``wonder``: one that can be chosen as a focus."""

    number: int
    text: str


class WonderQuestionContext(Context):
    """For ``question`` of ``wonder``: its place in the list, whether yes or no would answer it, whether it is chosen.

    ``hint``: whether to say how a closed one could be opened, or made a question at all.
    """

    number: int
    text: str
    asked: Asked
    chosen: bool
    hint: bool


class WonderSentContext(Context):
    """For ``sent`` and ``refused`` of ``wonder``: what went to the moderators; why something didn't, in words."""

    sent: Sequence[str]
    question: str | None
    sentence: str | None

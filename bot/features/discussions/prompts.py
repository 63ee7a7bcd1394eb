"""The name of a discussion's thread."""

from bot.core.templates.contexts import PromptContext
from bot.core.templates.limits import width
from bot.core.templates.prompts import Prompts

THREAD_NAME_MOST = 100


def thread_name(prompts: Prompts, context: PromptContext) -> str:
    """Name a question's thread: on one line, cut at a word so that Discord takes it."""
    line = " ".join(prompts.render("discussions", "thread", context).split())
    if width(line) <= THREAD_NAME_MOST:
        return line
    while width(line) > THREAD_NAME_MOST - 1:
        line = line[:-1]
    whole = line.rpartition(" ")[0]
    line = whole if len(whole) > len(line) // 2 else line
    return f"{line.rstrip(' .,;:') or line}…"

"""Being forgotten, by every feature that keeps something of a person."""

from bot.core.templates.contexts import CountContext
from bot.core.ui.actions import ForgetMe
from bot.core.ui.panels import Choice, Panel
from bot.core.ui.request import Request


async def forget_me(request: Request, action: ForgetMe) -> None:
    """Ask first; then take away what is kept of the presser, and say what went."""
    prompts = request.prompts
    if not action.sure:
        buttons = [Choice(ForgetMe(1), "forget_sure", danger=True)]
        await request.reply(Panel(prompts.render("privacy", "sure"), (), "", buttons))
        return
    lines: list[str] = []
    for feature in request.bot.features.all:
        if feature.forget is not None:
            lines += await feature.forget(request)
    forms = await request.desk.forms.drop_all(request.server_id, request.member_id)
    if forms or not lines:
        lines.append(prompts.render("privacy", "forgot_forms", CountContext(forms)))
    await request.show("\n".join([prompts.render("privacy", "forgot"), *lines]))

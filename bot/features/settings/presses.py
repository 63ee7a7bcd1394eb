"""What the buttons of the class settings do."""

from bot.core.ui.kept_forms import open_form
from bot.core.ui.request import Request
from bot.features.settings import forms
from bot.features.settings.buttons import ClassForm, OwnForm, SetupForm
from bot.features.settings.rules import SettingRules


async def open_setup(request: Request, _action: SetupForm) -> None:
    """Open the form for who edits facts, who sees answers, where changes are logged."""
    settings = await request.get(SettingRules).settings(request.server_id, request.who)
    await open_form(request, forms.ChangeSetup(), forms.given_setup(settings))


async def open_class(request: Request, _action: ClassForm) -> None:
    """Open the form for language, time zone and content notes."""
    settings = await request.get(SettingRules).settings(request.server_id, request.who)
    await open_form(request, forms.ChangeClass(), forms.given_class(settings))


async def open_own(request: Request, action: OwnForm) -> None:
    """Open the form for a feature's own setting."""
    settings = await request.get(SettingRules).settings(request.server_id, request.who)
    setting = forms.own_setting(request, action.name)
    await open_form(request, forms.ChangeOwn(action.name), {"value": settings.own.get(action.name, setting.default)})

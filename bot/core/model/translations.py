"""A fact's own texts in other languages: which are shown, and which stay when the fact is changed."""

from bot.core.model.fact import Content


def in_language(content: Content, locale: str) -> Content:
    """Return the fact as a reader of this language sees it: what isn't translated stays as it was written."""
    if content.translations is None:
        return content
    texts = content.translations.get(locale) or content.translations.get(locale.partition("-")[0])
    return content.model_copy(update=texts) if texts else content


def bare(content: Content) -> Content:
    """Return the fact without its translations: two facts that differ in these alone say the same."""
    return content if content.translations is None else content.model_copy(update={"translations": None})


def carried(before: Content, after: Content) -> tuple[Content, tuple[str, ...]]:
    """Return a changed fact with the translations that still fit, and the languages of those that don't.

    The translation of a field goes when the field changes: it would say what the fact no longer says.
    """
    if before.translations is None:
        return after, ()
    kept: dict[str, dict[str, str]] = {}
    stale: list[str] = []
    for language, texts in before.translations.items():
        same = {n: text for n, text in texts.items() if getattr(before, n, None) == getattr(after, n, None)}
        if same:
            kept[language] = same
        if len(same) < len(texts):
            stale.append(language)
    return after.model_copy(update={"translations": kept or None}), tuple(stale)


def flat(content: Content) -> dict[str, str]:
    """Return every translated text by its language and field, as in ``es.text``."""
    by_language = sorted((content.translations or {}).items())
    return {f"{language}.{name}": text for language, texts in by_language for name, text in texts.items()}

"""As-ofs that only the day of writing explains, such as "last year": readers take them for their own last year."""

import re
import unicodedata

from bot.core.model.fact import Content, Figure

_YEAR = re.compile(r"\b(?:1\d|20)\d\ds?\b")
_ANY_YEAR = re.compile(r"\d{4}|[〇零○一二三四五六七八九]{4}|(?:民國|民国|平成|令和|昭和)")
_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_SPAN = (
    "second|minute|hour|day|night|evening|morning|afternoon|week|weekend|fortnight|month|quarter|term|semester|season|"
    "spring|summer|autumn|fall|winter|year|decade|century|time"
)
_DIA = "lunes|martes|miércoles|jueves|viernes|sábados?|domingos?"
_MES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
_LAPSO = (
    "segundo|minuto|hora|día|noche|tarde|semana|fin de semana|quincena|mes|trimestre|cuatrimestre|semestre|curso|"
    "temporada|primavera|verano|otoño|invierno|año|década|siglo|vez"
)
# By language: what is counted from the day of writing, and dates that leave out the year.
_COUNTED = {
    "en": rf"""
        (?:last|this|next|past|previous|current|coming|recent|earlier|later)\s(?:\w+\s){{0,2}}?(?:{_SPAN})s?
        |{_DAY}|{_MONTH}
        |yesterday|today|tonight|tomorrow|now|nowadays|currently|recently|lately|presently|ago
        |so\sfar|to\sdate|at\spresent|at\sthe\smoment|these\sdays
    """,
    "es": rf"""
        (?:este|esta|estos|estas|próxim[oa]s?|últim[oa]s?|pasad[oa]s?|actual(?:es)?)\s(?:\w+\s)?(?:{_LAPSO})(?:e?s)?
        |(?:{_LAPSO})(?:e?s)?\s(?:pasad[oa]s?|próxim[oa]s?|actual(?:es)?|en\scurso|que\sviene)
        |{_DIA}|{_MES}
        |ayer|anteayer|antier|anoche|hoy|mañana|ahora|actualmente|recientemente|últimamente|hace|actualidad
        |la\sfecha|lo\sque\sva\sde|(?:el|al)\spresente
    """,
}
_RELATIVE = {
    language: re.compile(rf"\b(?:{counted})\b".replace("fin de", r"fin\sde"), re.IGNORECASE | re.VERBOSE)
    for language, counted in _COUNTED.items()
}


def is_relative(as_of: str, language: str) -> bool:
    """Tell whether an as-of tells a time only to who knows the day of writing.

    In a language without a list, that is one without a year.
    """
    relative = _RELATIVE.get(language.partition("-")[0])
    text = " ".join(unicodedata.normalize("NFC", as_of).split())
    if relative is None:
        return _ANY_YEAR.search(text) is None
    return relative.search(text) is not None and _YEAR.search(text) is None


def is_undated(content: Content, language: str, date: str | None) -> bool:
    """Tell whether a fact has a relative as-of and its article gives no date. ``language``: the article's.

    What a translation says counts too.
    """
    if date or not isinstance(content, Figure) or not content.as_of:
        return False
    translations = (content.translations or {}).items()
    said = [(language, content.as_of), *((other, texts.get("as_of", "")) for other, texts in translations)]
    return any(is_relative(text, other) for other, text in said)

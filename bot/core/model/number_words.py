"""Words that a number goes on with, behind digits and behind other words: two hundred, treinta y cinco, 5 Mrd."""

import re
from collections.abc import Iterator

# What a number goes on with behind a space, whole or shortened; without marks, since the text is judged without them.
SCALE = (
    "(?i:hundred|thousand|million|billion|trillion|dozen|lakh|crore|per ?cent|bn|mn|tn|"
    "cientos|mil|mill[oó]n|millones|bill[oó]n|billones|por ciento|cents?|mille|millions|milliards?|pour cent|"
    "hundert|tausend|millionen|milliarden?|prozent|mio|mrd|tsd|milh(?:ão|ões)|bilh(?:ão|ões)|milion[ei]|miliard[oi]|ml[dn]|"
    r"тыс|млн|млрд|(?:тысяч|миллион|миллиард|процент|мільйон|мільярд)\w*|χιλιάδες|(?:δισ)?εκατομμύρι\w*|"
    r"ألف|آلاف|مليون|ملايين|مليار|هزار|میلیون|میلیارد|אלף|אלפים|מיליון|מיליארד|हजर|लख|करड|परतशत)\b"
)

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES_ES = ("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
_TENS_ES = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_SPELLED = "|".join((*_ONES, *_TENS, *_TEENS))
_SPELLED_ES = r"\w*cient[oa]s|quinient[oa]s|cien|ciento|uno|una|" + "|".join((*_ONES_ES, *_TENS_ES))
# What words a number in words goes on with: "two hundred", "a hundred and five", "treinta y cinco", "deux mille".
_GOES_ON = (
    ((*_ONES, *_TENS, *_TEENS, "hundred", "thousand"), "", SCALE),
    ((*_ONES_ES, "diez", "veinte", *_TENS_ES, "cien", "cientos", "mil"), "", SCALE),
    (("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "vingt", "cent", "cents"), "", SCALE),
    (("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf"), "", SCALE),
    (("due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "cento", "mille"), "", SCALE),
    (("dois", "duas", "três", "quatro", "sete", "oito", "nove", "dez", "cem"), "", SCALE),
    (_TENS, "", rf"(?i:{'|'.join(_ONES)})\b"),
    (("hundred", "thousand"), "(?:and )?", rf"(?i:{_SPELLED})\b"),
    (_TENS_ES, "y ", rf"(?i:un|uno|una|{'|'.join(_ONES_ES)})\b"),
    (("ciento", "cientos", "cientas", "mil"), "(?:y )?", rf"(?i:{_SPELLED_ES})\b"),
    (("tens", "hundreds", "thousands", "millions"), "of ", r"(?i:thousands|millions|billions)\b"),
    (("decenas", "cientos", "miles", "centenares"), "de ", r"(?i:miles|millones)\b"),
    (("half",), "an? ", r"(?i:million|billion|dozen)\b"),
    (("medio", "media"), "", r"(?i:mill[oó]n|millar|docena)\b"),
)


_BETWEEN = ("and ", "y ", "of ", "de ", "a ", "an ")
# What the text before a cut ends with: looked at first, since few do and it is quick.
_BEFORE = (*(word for words, _, _ in _GOES_ON for word in words), *(f" {word.strip()}" for word in _BETWEEN))


def _places() -> Iterator[str]:
    """Give patterns of where a number in words would be cut: a lookahead, and what stands before in a lookbehind."""
    for words, between, more in _GOES_ON:
        for size in {len(word) for word in words}:
            word = rf"\b(?i:{'|'.join(word for word in words if len(word) == size)})"
            yield rf"(?=[ \n]{between}{more})(?<={word})"
            yield rf"(?={between}{more})(?<={word}[ \n])"
            for inner in _BETWEEN:
                if re.fullmatch(between, inner):
                    yield rf"(?={more})(?<={word}[ \n]{inner})"
                    yield rf"(?= {more})(?<={word}[ \n]{inner.strip()})"


_CUT = re.compile("|".join(_places()))
_WINDOW = 16


def is_cut_in_words(text: str, at: int) -> bool:
    """Tell whether parting the text before index ``at`` would cut a number in words in two."""
    before = text[max(0, at - _WINDOW) : at].rstrip(" \n").lower()
    return before.endswith(_BEFORE) and _CUT.match(text, at) is not None

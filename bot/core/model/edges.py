"""Where a word or a number may be parted from what stands beside it, judged on the text as it stands.

One number: digits with what groups, signs or joins them, such as ``12 500``, ``−5``, ``3/4``, ``5–10``, ``$5``, ``5 %``
and ``5 million``; and numbers in words. One word: letters with their marks, ``non-violent``, ``can't``, ``U.S.``. Words
of their own all the same: what follows an elided article (``l'eau``), what stands before ``'s``, and a Korean noun
before its particle.
Scripts without spaces show no edges between letters, only around digits, small letters and runs of Katakana.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.core.model.folding import APOSTROPHES, QUOTATION_MARKS, SPACES, UNSEEN, is_mark
from bot.core.model.number_words import SCALE, is_cut_in_words

# Thai, Lao, Burmese, Khmer, Chinese and Japanese.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
# What belongs to the letter before it, and what to the one after, though it is no mark.
_FOLLOWS = re.compile(
    "[\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6\u3005\u3031-\u3035\u303b\u309d\u309e\u30fd\u30fe"
    "ぁぃぅぇぉっゃゅょゎゕゖ]"
)
_LEADS = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc\u31f0-\u31ff\uff66-\uff9d]")
_ORDINAL = re.compile("(?<=第)|(?<=分)[之の]|(?<=分[之の])")  # 第5回, 三分之一
_VAGUE = re.compile(  # 数百, 十几, 三百多万
    "(?<=[几幾数數何两])[十百千万萬亿億]|(?<=[\\d一二三四五六七八九十百千万萬亿億两兩])(?:[几幾]|[多余餘][十百千万萬亿億])|"
    "(?<=[\\d一二三四五六七八九十百千万萬亿億两兩][几幾多余餘])[十百千万萬亿億]"
)
_NOT = re.compile("(?<=非)" + "".join(f"(?<!{before}非)" for before in "是除莫并並而若绝絕既"))  # 非暴力, not 而非
_NOTE = re.compile("(?<=[^\\W\\d_]{4})[¹²³⁰⁴-⁹]")  # a footnote's number, but not "km²"
_STACKS = "\u1039\u17d2"  # they put the next consonant under the one before
_UNSEEN = re.compile(f"[{UNSEEN}]")
_WINDOW = 16
_UNIT_MOST = 80  # a number or word longer than this is shown in part

_ALIKE = str.maketrans(
    {
        **dict.fromkeys(QUOTATION_MARKS, '"'),
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(SPACES, " "),
        "\n": "\n",
        **dict.fromkeys("\t\u2002\u2003\u3000", "\t"),  # they part columns, and group no digits
        **dict.fromkeys("\u2010\u2011\u05be\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2012\u2013~\u223c\u301c\uff5e", "–"),
        **dict.fromkeys("\u2014\u2015\u2e3a\u2e3b", "—"),
        **dict.fromkeys("\uff0c\u066c\u060c", ","),
        **dict.fromkeys("\uff0e\u066b", "."),
        **dict.fromkeys("\u2044\u2215\uff0f", "/"),
        **dict.fromkeys("‰‱\u066a％°℃℉", "%"),
        "：": ":",
        "＋": "+",
    }
)
_LETTER = r"[^\W\d_]"
_LOW = "[a-zß-öø-ÿа-џα-ώ]"
_UP_TO_THREE = (r"\d", r"\d\d", r"\d\d\d")
_UNITS = (r"\$", _LETTER, _LETTER + _LETTER)
_RANGE = "[/–−-]"
# "¦" is where the text would be cut; before it, what may be left out is marked by "?" after one character.
_NUMBER = (
    r"\d[.,:/·^×*'+=–—−-]¦\d",
    r"\d¦[.,:/·^×*'+=–—−-]\d",
    rf"[\d%$] ?{_RANGE} ?¦ ?\$? ?\d",
    rf"[\d%] ?¦ ?{_RANGE} ?\$? ?\d",
    rf"\d ?\$ ?¦ ?{_RANGE} ?\$? ?\d",
    # groups of three
    *(rf"(?<!\d){digits}¦ \d{{3}}(?!\d)" for digits in _UP_TO_THREE),
    *(rf"(?<!\d){digits} ¦\d{{3}}(?!\d)" for digits in _UP_TO_THREE),
    # "2 1/2"
    r"\d ¦(?:\d{1,3}/\d|[¼-¾⅐-⅞])",
    r"\d¦ (?:\d{1,3}/\d|[¼-¾⅐-⅞])",
    # signs, decimals without a nought, comparisons
    r"(?<![\w+±∓–−-])[+±∓–−-]¦[.,]?[$\d]",
    r"[±∓−≤≥≈≃] ?¦ ?[$\d]",
    r"[<>]¦[$\d]",
    r"(?<![^ \n(\[$+–−-])[.,]¦\d",
    r"\d¦(?:\+|-(?!-))",
    # currencies, before and behind
    r"(?<![\d ])\$ ?¦ ?[+–−-]?[.,]?\d",
    r"(?<!\d) \$ ?¦ ?[+–−-]?[.,]?\d",
    r"\$¦[+–−-]?\d",
    rf"{_LETTER}¦\$ ?\d",
    r"\d ?¦ ?\$(?!\d)",
    r"\d¦\$",
    # "5 %", "5 °C", "5 million", "120 km/h", "1990's", "2.º", "2. deutsche"
    r"\d ?¦ ?%",
    r"\d ?%¦\w",
    r"\d ¦º[CF]",
    r"\d¦ º[CF]",
    rf"[\d¼-¾⅐-⅞][ \n]¦{SCALE}",
    rf"[\d¼-¾⅐-⅞]¦[ \n]{SCALE}",
    # "12만 5천"
    *(rf"\d{unit} ¦\d" for unit in ("[십백천만억조]", "[십백천][만억조]")),
    *(rf"\d{unit}¦ \d" for unit in ("[십백천만억조]", "[십백천][만억조]")),
    *(rf"\d ?{unit}¦/{_LETTER}" for unit in _UNITS),
    *(rf"\d ?{unit}/¦{_LETTER}" for unit in _UNITS),
    rf"\d¦\.(?: {_LOW}|[ºª]|{_LOW})",
    rf"\d\.¦(?:[ºª]|{_LOW})",
)
_WORD = (
    # "non-violent", "U.S.-led", "pre- and post-war", and a hyphen at a line's end
    r"\w-¦\w",
    rf"(?<!\w){_LETTER}\.-¦\w",
    r"\w¦-\w",
    rf"(?<!\w){_LETTER}\.¦-\w",
    rf"(?<!\w){_LETTER}¦\.-\w",
    rf"{_LETTER}¦-[ \n]+{_LETTER}",
    rf"{_LETTER}- ?¦ *\n *{_LETTER}",
    rf"{_LETTER}- ?\n ?¦ *{_LETTER}",
    # "[h]e", "(un)able"
    rf"{_LETTER}[\])]¦{_LOW}",
    rf"{_LETTER}¦[\])]{_LOW}",
    rf"[\[(]¦{_LETTER}[\])]{_LOW}",
    # "U.S.", "Ph.D.", "example.org", "Bürger:innen"
    rf"(?<!\w){_LETTER}\.¦{_LETTER}",
    rf"(?<!\w){_LETTER}¦\.{_LETTER}",
    rf"{_LETTER}\.¦{_LETTER}(?!\w)",
    rf"{_LETTER}¦\.{_LETTER}(?!\w)",
    rf"{_LETTER}[.*:]¦{_LOW}",
    rf"{_LETTER}¦[.*:]{_LOW}",
    r"\w[&@·‧']¦\w",
    r"\w¦[&@·‧']\w",
    r'[א-ת]"¦[א-ת]',
    r'[א-ת]¦"[א-ת]',
    # pictures: flags, and a skin's colour
    "[🇦-🇿]¦[🇦-🇿]",
    "¦[🏻-🏿]",
)


def _compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile patterns to one that is matched where the text would be cut, and so looks at that one place only."""
    either = []
    for pattern in patterns:
        left, _, right = pattern.partition("¦")
        lefts = [""]
        for piece in re.split("( \\?)", left):
            lefts = [before + own for before in lefts for own in (("", " ") if piece == " ?" else (piece,))]
        either.append(f"(?={right})(?:" + "|".join(f"(?<={before})" for before in lefts) + ")")
    return re.compile("|".join(either))


_JOINED = _compiled((*_NUMBER, *_WORD))
_PARTED = _compiled(
    (
        # "l'eau", but not "D'Souza"
        *(
            rf"(?<![\w'])(?:{'|'.join(words)})'¦{_LETTER}"
            for words in (
                ("[ldjmnstcvLJSCV]", "[στμθΣΤΜΘ]"),
                ("qu", "Qu", "un", "Un", "gl", "Gl", "απ", "κι"),
                ("all", "All", "κατ", "αλλ"),
                ("dell", "Dell", "nell", "Nell", "sull", "Sull", "dall", "Dall"),
                ("quest", "Quest", "quell", "Quell", "jusqu", "Jusqu"),
                ("lorsqu", "Lorsqu", "puisqu", "Puisqu", "quoiqu", "Quoiqu"),
            )
        ),
        r"(?<![\w'])[DMNT]'¦[^\W\dA-ZÀ-Þ_]",
        # "Juan's", but not "can't"
        rf"{_LETTER}¦'(?i:s|re|ve|ll|d|m)(?!\w)",
        # a Hebrew preposition before a number or a foreign word, which is no minus either
        *(rf"(?<![א-ת]){'[ובכלמשה]' * count}-¦[\dA-Za-z]" for count in (1, 2, 3)),
    )
)
# Korean particles by what they follow: either, a consonant, a vowel (for 로 also ㄹ).
_PARTICLE = re.compile(
    "(?P<any>의|에|에서|에게|에게서|께|께서|한테|도|만|부터|까지|보다|처럼|마저|조차|에는|에도|에서는|에서도|에게는|이다|입니다|이라고|이라는|이라며)(?!\\w)"
    "|(?P<closed>이|은|을|과|으로|으로서|으로써|이랑|이나|이며|이고|이었다|으로는)(?!\\w)"
    "|(?P<open>가|는|를|와|랑|나|며|고|였다|라고|라는|라며)(?!\\w)"
    "|(?P<ro>로|로서|로써|로는)(?!\\w)"
)


def is_cut(text: str, at: int, *, ending: bool = False) -> bool:
    """Tell whether parting the text before index ``at`` would cut a number or a word in two.

    ``ending``: a quote would end there; a Korean noun may do so before its particle.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii():  # most of them, and quickly
        if before.isalnum() and after.isalnum():
            return True
        if before.isspace() and after.isalpha() and at > 1 and text[at - 2].isalpha():
            return is_cut_in_words(text, at)
        if before.isalpha() and after.isspace():
            return is_cut_in_words(text, at)
    first, last = at, at
    while first and (_UNSEEN.match(text[first - 1])):
        first -= 1
    while last < len(text) and _UNSEEN.match(text[last]):
        last += 1
    if not first or last == len(text):
        return False
    if is_mark(text[last]) or text[first - 1] in _STACKS:
        return True
    if "\u200d" in text[first:last] and not text[first - 1].isspace() and not text[last].isspace():
        return True  # a picture that is made of several
    while first and (is_mark(text[first - 1]) or _UNSEEN.match(text[first - 1])):
        first -= 1
    left, right = _plain(text[max(0, first - _WINDOW) : first]), _plain(text[last : last + _WINDOW])
    return _is_joined(left, right, ending) if left and right else False


def _is_joined(left: str, right: str, ending: bool) -> bool:
    before, after = left[-1], right[0]
    unspaced = any(_UNSPACED.match(c) and not c.isdigit() for c in (before, after))
    if before.isalnum() and after.isalnum():
        if unspaced:
            return _is_joined_unspaced(left, right)
        return not (ending and (_is_particle(left, right) or _NOTE.match(left + right, len(left))))
    if unspaced:
        return before.isnumeric() and after == "%"
    if ending and before == "%" and _PARTICLE.match(right):
        return False
    around, at = left + right, len(left)
    joined = _JOINED.match(around, at) or is_cut_in_words(around, at)
    return bool(joined) and not _PARTED.match(around, at)


def _is_joined_unspaced(left: str, right: str) -> bool:
    before, after = left[-1], right[0]
    if before.isnumeric() and after.isnumeric():
        return True  # 三百, 3万
    if _FOLLOWS.match(after) or _LEADS.match(before) or (_KATAKANA.match(before) and _KATAKANA.match(after)):
        return True
    around, at = left + right, len(left)
    return bool(_ORDINAL.match(around, at) or _VAGUE.match(around, at) or _NOT.match(around, at))


def _is_particle(left: str, right: str) -> bool:
    """Tell whether a Korean word's particle begins here; a word of one letter may be anything."""
    found = _PARTICLE.match(right)
    counted = left[-2:-1].isspace() and (left[-3:-2].isnumeric() or left[-3:-2] in tuple("십백천만억조"))  # 5만 명이
    if found is None or not (left[-2:-1].isalnum() or counted):
        return False
    final = (ord(left[-1]) - 0xAC00) % 28 if "가" <= left[-1] <= "힣" else None
    if final is None:
        return not (left[-1].isnumeric() and right.startswith("만"))  # 10만 is a number
    if found["closed"]:
        return final > 0
    if found["open"]:
        return final == 0
    return final in (0, 8) if found["ro"] else True


def _plain(text: str) -> str:
    """Return the text with what is judged alike written alike, without marks and what can't be seen."""
    if text.isascii():
        return text.replace("~", "–").replace("`", "'")
    kept = "".join(c for c in text if not (is_mark(c) or _UNSEEN.match(c)))
    return "".join("$" if unicodedata.category(c) == "Sc" else c for c in kept.translate(_ALIKE))


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a span begins and ends at the edge of a word and of a number."""
    return not (is_cut(text, start) or is_cut(text, end, ending=True))


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with the words and numbers that it cuts made whole."""
    return _first(text, start), _last(text, end)


def unit_cut(text: str, start: int, end: int) -> tuple[str, bool]:
    """Return the first word or number that a span cuts in two, as it stands; and whether it is a number."""
    at = start if is_cut(text, start) else end
    unit = text[_first(text, at) : _last(text, at)]
    return unit, any(c.isnumeric() for c in unit) or is_cut_in_words(text, at)


def _first(text: str, at: int) -> int:
    least = max(0, at - _UNIT_MOST)
    while at > least and is_cut(text, at):
        at -= 1
    return at


def _last(text: str, at: int) -> int:
    most = min(len(text), at + _UNIT_MOST)
    while at < most and is_cut(text, at, ending=True):
        at += 1
    return at

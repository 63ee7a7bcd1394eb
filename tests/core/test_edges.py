"""A quote is never a piece of a number or of a word, in any script."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.model.edges import is_cut
from bot.core.model.errors.facts import QuoteCut, QuoteEmpty
from bot.core.model.quotes import Body, stands_in

# What is refused, by what it is: the article, the quote, and the number or word that the article has.
CUT = {
    "narrow no-break space as group": ("Des 1\u202f200 soldats", "200 soldats", "1\u202f200"),
    "thin space as group": ("Des 1\u2009200 soldats", "Des 1", "1\u2009200"),
    "no-break space as group": ("Hubo 12\u00a0500 muertos", "500 muertos", "12\u00a0500"),
    "plain space as group": ("Hubo 12 500 muertos", "500 muertos", "12 500"),
    "plain space as group, end": ("Hubo 12 500 muertos", "Hubo 12", "12 500"),
    "three groups": ("era 1 234 567 euros", "567 euros", "1 234 567"),
    "apostrophe as group": ("Es sind 1’200 Soldaten", "200 Soldaten", "1’200"),
    "straight apostrophe as group": ("Es sind 1'200 Soldaten", "Es sind 1", "1'200"),
    "comma as group": ("left 2,600 dead", "600 dead", "2,600"),
    "stop as group": ("dejó 2.600 muertos", "600 muertos", "2.600"),
    "Indian groups": ("about 12,34,567 people", "34,567 people", "12,34,567"),
    "decimal point": ("It left 2.5 dead", "5 dead", "2.5"),
    "decimal without a nought": ("by .5 points", "5 points", ".5"),
    "hyphen as sign": ("It is -5 degrees", "5 degrees", "-5"),
    "minus": ("It is −5 degrees", "5 degrees", "−5"),
    "minus with a space": ("It is − 5 degrees", "5 degrees", "− 5"),
    "plus": ("It is +5 degrees", "5 degrees", "+5"),
    "plus behind": ("for 60+ people", "for 60", "60+"),
    "plus or minus": ("It is ±5 degrees", "5 degrees", "±5"),
    "at least": ("if ≥ 5 agree", "5 agree", "≥ 5"),
    "fraction": ("for 3/4 of people", "4 of people", "3/4"),
    "fraction slash": ("for 3⁄4 of people", "for 3", "3⁄4"),
    "fraction in one": ("for 5½ hours", "for 5", "5½"),
    "mixed fraction": ("for 2 1/2 hours", "1/2 hours", "2 1/2"),
    "date": ("on 3/4/2010 it", "on 3", "3/4/2010"),
    "range": ("for 5-10 people", "10 people", "5-10"),
    "range with en dash": ("for 5–10 people", "for 5", "5–10"),
    "range with spaces": ("for 5 – 10 people", "10 people", "5 – 10"),
    "range of per cent": ("by 5%–10% more", "10% more", "5%–10%"),
    "range of money": ("a $5-$10 fee", "$10 fee", "$5-$10"),
    "range of money behind": ("unos 5 € – 10 € más", "unos 5 €", "5 € – 10 €"),
    "price of a unit": ("for 5€/kg now", "for 5€", "5€/kg"),
    "score": ("won 3:2 at home", "2 at home", "3:2"),
    "time": ("at 10:30 he", "30 he", "10:30"),
    "ordinal": ("on the 1st of May", "on the 1", "1st"),
    "Spanish ordinal": ("el 3º puesto", "el 3", "3º"),
    "Spanish ordinal with a stop": ("la 2.ª parte", "la 2", "2.ª"),
    "German ordinal": ("der 2. deutsche Sieg", "der 2", "2."),
    "decade": ("in the 1990’s they", "in the 1990", "1990’s"),
    "currency before": ("paid $5 now", "5 now", "$5"),
    "currency before with a space": ("paid € 5 now", "5 now", "€ 5"),
    "currency of letters and sign": ("paid US$5 now", "$5 now", "US$5"),
    "currency behind": ("pagó 5 € ayer", "pagó 5", "5 €"),
    "negative amount": ("lost -$5 now", "$5 now", "-$5"),
    "per cent": ("some 5% of it", "some 5", "5%"),
    "per cent with a space": ("unos 5 % de", "unos 5", "5 %"),
    "per mille": ("some 5‰ of it", "some 5", "5‰"),
    "degrees with an ordinal's sign": ("hace 5 ºC hoy", "hace 5", "5 ºC"),
    "degrees": ("at 5 °C today", "at 5", "5 °C"),
    "unit": ("for 5km more", "for 5", "5km"),
    "unit with a power": ("for 5 km² more", "for 5 km", "km²"),
    "unit of two": ("at 120 km/h he", "at 120 km", "km/h"),
    "scale": ("some 5 million people", "some 5", "5 million"),
    "scale, start": ("some 5 million people", "million people", "5 million"),
    "scale in short": ("etwa 5 Mrd. Euro", "etwa 5", "5 Mrd"),
    "scale of a fraction": ("some ½ million people", "million people", "½ million"),
    "number in words": ("for two hundred people", "hundred people", "two hundred"),
    "number in words, end": ("for two hundred people", "for two", "two hundred"),
    "number in words of two": ("for twenty five people", "five people", "twenty five"),
    "number in words with and": ("a hundred and five people", "five people", "hundred and five"),
    "number in words of many": ("saw tens of thousands of birds", "thousands of birds", "tens of thousands"),
    "half of a number in words": ("for half a million people", "a million people", "half a million"),
    "Spanish number in words": ("unas treinta y cinco personas", "cinco personas", "treinta y cinco"),
    "Spanish number in words, end": ("unas treinta y cinco personas", "unas treinta y", "treinta y cinco"),
    "Spanish thousands in words": ("unas mil quinientas personas", "quinientas personas", "mil quinientas"),
    "Spanish decades of thousands": ("hay decenas de miles de aves", "miles de aves", "decenas de miles"),
    "German number in words": ("rund fünf Millionen Euro", "Millionen Euro", "fünf Millionen"),
    "Italian number in words": ("sono due milioni di euro", "milioni di", "due milioni"),
    "Portuguese number in words": ("há dez milhões de euros", "há dez", "dez milhões"),
    "French number in words": ("avec deux cents soldats", "cents soldats", "deux cents"),
    "scale on the next line": ("some 5\nmillion people", "some 5", "5\nmillion"),
    "Spanish scale": ("unos 5 millones de", "unos 5", "5 millones"),
    "year": ("In 1999 it began", "In 199", "1999"),
    "letter and number": ("has COVID-19 now", "19 now", "COVID-19"),
    "number and word": ("a 5-year plan", "year plan", "5-year"),
    "prefix with hyphen": ("a non-violent act", "violent act", "non-violent"),
    "prefix with hyphen, role": ("the ex-president", "president", "ex-president"),
    "no-break hyphen": ("a non‑violent act", "a non", "non‑violent"),
    "full-width hyphen": ("a non－violent act", "violent", "non－violent"),
    "compound with an abbreviation": ("U.S.-trained agents", "trained agents", "U.S.-trained"),
    "compound with an abbreviation, end": ("U.S.-trained agents", "U.S.", "U.S.-trained"),
    "compound with half left out": ("pre- and post-war", "pre", "pre-"),
    "hyphen at a line's end": ("It was vet-\nted then", "was vet", "vet-\nted"),
    "soft hyphen": ("It was vet\u00adted then", "was vet", "vet\u00adted"),
    "word": ("They cannot stay", "They can", "cannot"),
    "negation": ("They can’t stay", "They can", "can’t"),
    "name with an apostrophe": ("Mr O’Brien said", "Brien said", "O’Brien"),
    "word with an apostrophe": ("it is aujourd'hui que", "hui que", "aujourd'hui"),
    "letter in brackets": ("said that [h]e goes", "e goes", "[h]e"),
    "abbreviation": ("the U.S. agents", "the U", "U.S"),
    "ampersand": ("for R&D work", "for R", "R&D"),
    "letter and its mark": ("le q\u0307 ici", "le q", "q\u0307"),
    "Greek word": ("Η αντιβία μένει", "βία μένει", "αντιβία"),
    "Greek compound": ("ο πρωθυπουργός-πρόεδρος είπε", "πρόεδρος είπε", "πρωθυπουργός-πρόεδρος"),
    "Greek decimal": ("στο 2,5 τοις", "5 τοις", "2,5"),
    "Cyrillic word": ("это ненасилие было", "насилие было", "ненасилие"),
    "Cyrillic compound": ("экс-президент сказал", "президент сказал", "экс-президент"),
    "Cyrillic groups": ("погибли 12\u00a0500 человек", "500 человек", "12\u00a0500"),
    "Cyrillic scale": ("около 5 миллионов человек", "около 5", "5 миллионов"),
    "Ukrainian apostrophe": ("їх п’ять людей", "ять людей", "п’ять"),
    "Cyrillic scale in short": ("около 5 тыс. человек", "около 5", "5 тыс"),
    "Greek scale": ("περίπου 5 εκατομμύρια", "περίπου 5", "5 εκατομμύρια"),
    "Arabic scale": ("نحو ٥ مليون شخص", "مليون شخص", "٥ مليون"),
    "Hebrew scale": ("כ־5 מיליון איש", "מיליון איש", "5 מיליון"),
    "Devanagari scale": ("कुल 5 लाख लोग", "लाख लोग", "5 लाख"),
    "Arabic groups": ("قتل ٢٬٦٠٠ شخص", "٦٠٠ شخص", "٢٬٦٠٠"),
    "Arabic decimal": ("نحو ٢٫٥ مليون", "٥ مليون", "٢٫٥ مليون"),
    "Arabic per cent": ("نحو ٥٪ منهم", "نحو ٥", "٥٪"),
    "Arabic word": ("قال الرئيس ذلك", "رئيس ذلك", "الرئيس"),
    "Arabic vowels": ("كُتِبَ هنا", "كُتِب", "كُتِبَ"),
    "Persian joiner": ("او می\u200cخواهم گفت", "خواهم گفت", "می\u200cخواهم"),
    "Hebrew compound": ("בית־ספר חדש", "ספר חדש", "בית־ספר"),
    "Hebrew abbreviation": ("אמר צה״ל היום", "אמר צה", "צה״ל"),
    "Hebrew abbreviation, straight": ('אמר צה"ל היום', "ל היום", 'צה"ל'),
    "Hebrew geresh": ("אכל ג׳ירפה היום", "ירפה היום", "ג׳ירפה"),
    "Hebrew groups": ("נהרגו 2,600 איש", "600 איש", "2,600"),
    "Devanagari vowel signs": ("लोगों ने कहा", "लोग", "लोगों"),
    "Devanagari virama": ("शिक्षा दी गई", "षा दी गई", "शिक्षा"),
    "Devanagari digits": ("कुल १२,३४,५६७ लोग", "३४,५६७ लोग", "१२,३४,५६७"),
    "Thai vowel signs": ("มีคนดีอยู่", "มีคนด", "ดี"),
    "Thai vowel before": ("เขาไปแล้ว", "ขาไปแล้ว", "เขา"),
    "Thai groups": ("ตาย ๒,๖๐๐ คน", "๖๐๐ คน", "๒,๖๐๐"),
    "Chinese full-width comma": ("共2，600人", "600人", "2，600"),
    "Chinese full-width digits": ("共２６００人", "６００人", "２６００"),
    "Chinese numerals": ("死了三百人", "百人", "三百"),
    "Chinese ten thousand": ("死了3万人", "死了3", "3万"),
    "Chinese ordinal": ("这是第5次", "5次", "第5"),
    "Chinese hundreds": ("有数百人死亡", "百人", "数百"),
    "Chinese two hundred": ("有两百人死亡", "百人", "两百"),
    "Chinese and more": ("有三百多万人", "万人", "三百多万"),
    "Chinese some": ("有十几人", "有十", "十几"),
    "Chinese prefix": ("他们的非暴力行动", "暴力行动", "非暴"),
    "Chinese numerals and per cent": ("约十五％的人", "约十五", "十五％"),
    "Chinese per cent": ("约５％的人", "约５", "５％"),
    "Japanese Katakana": ("プロシアの軍", "ロシアの軍", "プロシア"),
    "Japanese long vowel": ("コーヒー店", "コーヒ", "コーヒー"),
    "Japanese small letter": ("きょうの話", "き", "きょ"),
    "Japanese repeated letter": ("人々の話", "人", "人々"),
    "Korean prefix": ("비폭력 시위였다", "폭력 시위였다", "비폭력"),
    "Korean compound": ("기자회견이 열렸다", "기자", "기자회견"),
    "Korean number": ("모두 2,600명이 죽었다", "600명이", "2,600명"),
    "Korean ten thousand": ("모두 10만 명이", "모두 10", "10만"),
    "Korean groups": ("모두 12만 5천 명이", "5천 명이", "12만 5천"),
    "Korean groups, end": ("모두 12만 5천 명이", "모두 12만", "12만 5천"),
    "Korean person": ("전문가의 말이다", "전문", "전문가"),
    "picture of several": ("See 👩\u200d🏫 there", "See 👩", "👩\u200d🏫"),
}  # fmt: skip

IN_WORDS = {
    "two hundred", "twenty five", "hundred and five", "tens of thousands", "half a million", "treinta y cinco",
    "mil quinientas", "decenas de miles", "deux cents", "fünf Millionen", "due milioni", "dez milhões",
}  # fmt: skip

# What stands by itself, likewise: the article and the quote.
WHOLE = {
    "year before a number": ("In 1999 500 people came", "500 people"),
    "number at a sentence's end": ("It was 2010. Then they", "It was 2010"),
    "number after a comma": ("On May 5, 200 people came", "200 people"),
    "number with its sign": ("It is −5 degrees", "-5 degrees"),
    "number with its currency": ("in 2010 $5 million went", "in 2010"),
    "number after an em dash": ("dijo—5 personas—ayer", "5 personas"),
    "number and spaced unit": ("for 5 km more", "for 5"),
    "numbers of a table": ("12  500", "500"),
    "numbers of a table with tabs": ("12\t500", "500"),
    "numbers of a table with wide spaces": ("十　12　500", "500"),
    "words of two": ("a plan by him", "plan by"),
    "words beside dashes": ("the word — then — more", "then"),
    "words beside tight em dashes": ("the word—then—more", "then"),
    "words beside an en dash": ("the Mexico–U.S. border", "Mexico"),
    "words beside two hyphens": ("the word--then", "then"),
    "words beside a slash": ("for him and/or her", "for him and"),
    "dialogue with hyphens": ("-Hola a todos", "Hola"),
    "whole compound": ("a non-violent act", "non-violent act"),
    "after half a compound": ("pre- and post-war", "and post-war"),
    "owner": ("Juan’s plan is", "Juan"),
    "short is": ("She's here now", "She"),
    "owner of an abbreviation": ("the U.S.'s agents", "the U.S."),
    "quoted": ("they said ‘go’ then", "go"),
    "French article": ("dans l’eau froide", "eau froide"),
    "French of": ("il est d'accord", "accord"),
    "Italian article": ("dell'acqua fredda", "acqua"),
    "Cyrillic": ("это ненасилие было", "ненасилие"),
    "Greek": ("ο πρωθυπουργός είπε", "πρωθυπουργός"),
    "Arabic": ("قال الرئيس ذلك", "الرئيس"),
    "Hebrew preposition and number": ("ב־2,600 מקומות", "2,600 מקומות"),
    "Hebrew abbreviation": ("אמר צה״ל היום", 'צה"ל'),
    "Devanagari": ("लोगों ने कहा।", "लोगों"),
    "Devanagari, end": ("लोगों ने कहा।", "ने कहा"),
    "Thai": ("มีคนดีอยู่", "คนดี"),
    "Thai and digits": ("ตาย๒๐๐คน", "๒๐๐"),
    "Chinese": ("墨西哥联邦警察将取代军队", "联邦警察"),
    "Chinese and digits": ("共600人死亡", "600人"),
    "Chinese and Latin": ("用iPhone的人", "iPhone"),
    "Chinese name": ("弗拉基米尔·普京说", "普京"),
    "Japanese Katakana": ("ロシア、プロシア", "プロシア"),
    "Japanese": ("大統領は言った", "大統領"),
    "Korean before a particle": ("대통령이 말했다", "대통령"),
    "Korean number before a particle": ("모두 2,600명이 죽었다", "2,600명"),
    "Korean per cent before a particle": ("15%의 사람들", "15%"),
    "Korean counter before a particle": ("5만 명이 모였다", "5만 명"),
    "Chinese number after a noun": ("总数三百人", "三百人"),
    "Chinese not": ("而非暴力", "暴力"),
    "number in words after a noun": ("in the years five people came", "five people"),
    "number in words and the next": ("the thirty-two and five more", "five more"),
    "whole number in words": ("unas treinta y cinco personas", "treinta y cinco personas"),
    "words that are no number": ("You and six men, half the crew, y cinco mil", "six men"),
    "German words of two": ("nach acht Wochen", "Wochen"),
    "words after a number in words": ("hace mil años ya", "años"),
    "word before a footnote": ("Many people¹ died", "Many people"),
    "word in brackets": ("they (all) go", "go"),
    "Korean word": ("비폭력 시위였다", "비폭력 시위"),
}


@pytest.mark.parametrize(("article", "quote", "unit"), CUT.values(), ids=CUT)
def test_a_piece_of_a_number_or_a_word_is_refused_and_the_whole_of_it_named(
    article: str, quote: str, unit: str
) -> None:
    with pytest.raises(QuoteCut) as refused:
        Body(article).find(quote)
    assert refused.value.unit == unit
    assert refused.value.number == (any(c.isnumeric() for c in unit) or unit in IN_WORDS)
    assert not stands_in(quote, article)  # a value or a role is judged alike
    # What is offered in its place is whole.
    offered = Body(article).cut(quote)
    assert offered is not None
    assert unit in offered.text or offered.text in unit
    assert Body(article).find(offered.text).text == offered.text


@pytest.mark.parametrize(("article", "quote"), WHOLE.values(), ids=WHOLE)
def test_what_stands_by_itself_can_be_quoted(article: str, quote: str) -> None:
    [passage] = Body(article).find(quote).passages
    assert article[passage.start : passage.end] == passage.text
    assert stands_in(quote, article)


PIECES = st.lists(
    st.sampled_from(
        ["12", "500", "2600", "5", "٦٠٠", "６００", "½", "三百", "人", "non", "Juan", "U", "S", "लो", "ों", "ค", "เ",
         "า", "ロ", "ー", "대통령", "이", "ג", "é", "e\u0301", " ", "\u00a0", "\u202f", "\n", ",", ".", "，", "-", "−",
         "–", "—", "/", "'", "’", "%", "$", "€", "+", "\u00ad", "\u200b", "\u200d", "\u200f", "s", '"', "״", "…"]
    ),
    min_size=1, max_size=14,
)  # fmt: skip


@given(PIECES, st.data())
def test_no_neighbour_continues_what_is_found(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        found = Body(text).places(text[start:end])
    except QuoteEmpty:
        assume(False)
    unseen = "\u00ad\u200b\u200d\u200f"
    for passage in found:
        before, after = text[: passage.start].rstrip(unseen), text[passage.end :].lstrip(unseen)
        assert not (after and unicodedata.category(after[0])[0] == "M")
        for left, right, ending in ((before, passage.text, False), (passage.text, after, True)):
            if not left or not right:
                continue
            a, b = left.rstrip(unseen)[-1], right.lstrip(unseen)[0]
            assert not (a.isdigit() and b.isdigit())
            assert not (a.isnumeric() and b.isnumeric())
            assert not (a.isascii() and b.isascii() and a.isalnum() and b.isalnum())
            assert not (a in "-−+" and b.isdigit() and not left[:-1].endswith(tuple("-−–—+")))
            assert not (a.isdigit() and b in "%+")
            if not ending:
                assert not ("가" <= a <= "힣" and "가" <= b <= "힣")
        assert not is_cut(text, passage.start)
        assert not is_cut(text, passage.end, ending=True)

"""How much people may send and a server may have, in one place: more than any class needs, and little enough to handle.

Everything that comes in is held to these before it is parsed, whichever way it comes. With them, what one server does
takes neither so long nor so much memory that another would notice.
"""

BODY_MOST = 100_000
"""An article's characters: about forty printed pages."""
PARAGRAPHS_MOST = 2_000
FACTS_MOST = 500
"""An article's facts that are published or drafts."""
FACTS_EVER_MOST = 2_000
"""An article's facts with the retired ones, which are never deleted."""
ARTICLES_MOST = 200
"""A server's articles that aren't archived."""

UPLOAD_MOST = 1_000_000
"""An attachment's bytes."""
FILE_MOST = 2_000_000
"""The bytes of a pack's file: facts.toml with every fact at its longest would have fewer."""
MEMBERS_MOST = 200
"""The files in a zip."""
PROBLEMS_MOST = 100
"""How many mistakes of a pack are listed."""

FRONT_MOST = 20_000
"""The characters of front matter: room for every field at its longest and for every paragraph of remarks."""
DEPTH_MOST = 8
"""How deep brackets, and the dotted names of TOML, may be nested; a pack needs two."""
LINE_MOST = 20_000
"""A line's characters in facts.toml: room for the longest text, every character of it written as its number."""
DIGITS_MOST = 30
"""A number's characters in facts.toml."""
TABLES_MOST = 10_000
"""The tables in facts.toml: room for every fact in twenty languages."""
PLACE_MOST = 100_000
"""The highest place of a quote: there can't be more of them than characters."""

"""Packs as files that people send: what is taken, what is refused, and that nothing is believed."""

from __future__ import annotations

import stat
import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.article_fields import build_article
from bot.core.model.bounds import FILE_MOST, MEMBERS_MOST, UPLOAD_MOST
from bot.core.model.errors.base import Refusal
from bot.core.packs.errors import FileTooBig, UploadKind, UploadTooBig, ZipPacksMany, ZipTooMany, ZipUnsafe
from bot.core.packs.reading import Pack
from bot.core.packs.zipping import read_upload, zip_pack

ARTICLE = "---\ntitle: A plan\n---\n\nOne plan costs 1,200 dollars.\n"
FACTS = '[[figure]]\nvalue = "1,200"\ncounts = "dollars"\nquote = "costs 1,200 dollars"\n'


def zipped(members: dict[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A zip of these files; a name that ends in / is a folder."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def patched(data: bytes, **fields: int) -> bytes:
    """The zip with fields of its first member changed, in its own header and in the directory at the end."""
    places = {"flags": (6, 8, "<H"), "crc": (14, 16, "<I"), "size": (22, 24, "<I")}
    changed = bytearray(data)
    for name, value in fields.items():
        own, listed, form = places[name]
        struct.pack_into(form, changed, own, value)
        struct.pack_into(form, changed, data.index(b"PK\x01\x02") + listed, value)
    return bytes(changed)


def taken(name: str, data: bytes) -> Pack:
    pack, problems = read_upload(name, data)
    assert [(str(p.file), p.line, str(p.error)) for p in problems] == []
    assert pack is not None
    return pack


def refused(name: str, data: bytes) -> Refusal:
    """The one thing that is wrong with an attachment."""
    pack, problems = read_upload(name, data)
    assert pack is None
    assert len(problems) == 1
    return problems[0].error


def test_a_zipped_pack_is_read_back_the_same(juarez: Pack) -> None:
    data = zip_pack(juarez)
    assert taken("anything.ZIP", data) == juarez
    assert zip_pack(taken("x.zip", data)) == data
    assert len(data) < UPLOAD_MOST


def test_a_zip_is_the_same_whenever_it_is_made(juarez: Pack) -> None:
    with ZipFile(BytesIO(zip_pack(juarez))) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["juarez/article.md", "juarez/facts.toml"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.compress_type) for info in infos} == {(3, ZIP_DEFLATED)}
    assert {info.external_attr >> 16 for info in infos} == {stat.S_IFREG | 0o644}


def test_a_zip_unpacks_on_every_system_whatever_its_pack_is_called() -> None:
    pack = Pack("../Été 1", build_article({"title": "A plan"}, "Text."))
    with ZipFile(BytesIO(zip_pack(pack))) as archive:
        assert archive.namelist() == ["ete-1/article.md", "ete-1/facts.toml"]


@pytest.mark.parametrize(
    ("folder", "slug"),
    [("", "a-plan"), ("plan-2/", "plan-2"), ("My plan/", "a-plan"), ("term/plan-2/", "plan-2"), ("./", "a-plan")],
)
def test_a_pack_is_at_the_top_of_a_zip_or_in_a_folder(folder: str, slug: str) -> None:
    pack = taken("x.zip", zipped({f"{folder}article.md": ARTICLE, f"{folder}facts.toml": FACTS}))
    assert (pack.slug, pack.article.title, len(pack.facts)) == (slug, "A plan", 1)


def test_what_else_is_in_a_zip_is_passed_over() -> None:
    members: dict[str, str | bytes] = {
        "plan/": "",
        "plan/article.md": ARTICLE,
        "plan/facts.toml": FACTS,
        "plan/.DS_Store": b"\x00\xff",
        "plan/photo.jpg": b"\xff\xd8",
        "plan/more/": "",
        "plan/more/facts.toml": "[[",
        "__MACOSX/plan/._article.md": b"\x00",
        "__MACOSX/plan/article.md": "nothing",
        ".git/article.md": "nothing",
        "article.md/": "",
        "readme.md": "nothing",
    }
    assert len(taken("x.zip", zipped(members)).facts) == 1
    assert taken("x.zip", zipped({"a/article.md": ARTICLE, "b/facts.toml": FACTS})).facts == ()


def test_problems_inside_a_zip_are_named_with_file_and_line() -> None:
    facts = FACTS.replace("costs 1", "cost 1")
    pack, problems = read_upload("x.zip", zipped({"article.md": ARTICLE, "facts.toml": facts}))
    assert pack is not None
    assert [(p.file, p.line, p.fact) for p in problems] == [(Path("facts.toml"), 4, "figure 1")]
    pack, problems = read_upload("x.zip", zipped({"a/article.md": "---\ntitle: x\n---\n\xe9".encode("latin-1")}))
    assert pack is None
    assert [(p.file, p.line, p.error.code) for p in problems] == [(Path("article.md"), 4, "not_text")]


def test_a_zip_without_a_pack_or_with_two_is_refused() -> None:
    for members in ({}, {"facts.toml": FACTS}, {"a.md": ARTICLE}, {"Article.MD/x": ""}):
        assert refused("x.zip", zipped(dict(members))).code == "zip_pack_missing"
    error = refused("x.zip", zipped({"a/article.md": ARTICLE, "article.md": ARTICLE}))
    assert isinstance(error, ZipPacksMany)
    assert error.names == ("a/article.md", "article.md")


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../x", "a/../../x", "a/..", "C:/x", "c:x", "a\\x", "..\\x", "\\\\server\\x", "__MACOSX/../x"],
)
def test_a_name_that_leads_out_of_a_zip_is_refused(name: str) -> None:
    error = refused("x.zip", zipped({"article.md": ARTICLE, name: "x"}))
    assert isinstance(error, ZipUnsafe)
    assert error.name == name


def test_a_name_is_looked_at_behind_a_nul_too() -> None:
    data = zipped({"article.md": ARTICLE, "article_md": "x"}).replace(b"article_md", b"article\0md")
    assert refused("x.zip", data).code == "zip_unsafe"


def test_two_dots_in_a_name_are_only_dots() -> None:
    assert taken("x.zip", zipped({"article.md": ARTICLE, "notes..txt": "x"})).slug == "a-plan"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_in_a_zip_is_refused(kind: int) -> None:
    link = ZipInfo("article.md")
    link.external_attr = (kind | 0o777) << 16
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refused("x.zip", buffer.getvalue()).code == "zip_unsafe"


def test_a_zip_of_too_many_files_is_refused() -> None:
    members: dict[str, str | bytes] = {f"{i}.txt": "" for i in range(MEMBERS_MOST - 1)}
    assert taken("x.zip", zipped({**members, "article.md": ARTICLE})).slug == "a-plan"
    error = refused("x.zip", zipped({**members, "article.md": ARTICLE, "x.txt": ""}))
    assert isinstance(error, ZipTooMany)
    assert (error.count, error.most) == (MEMBERS_MOST + 1, MEMBERS_MOST)


@pytest.mark.parametrize("size", [FILE_MOST + 1, 200_000_000])
def test_a_zip_bomb_is_refused(size: int) -> None:
    data = zipped({"article.md": ARTICLE, "facts.toml": b"#" * size})
    assert len(data) < UPLOAD_MOST
    pack, problems = read_upload("x.zip", data)
    assert pack is None
    assert [p.file for p in problems] == [Path("facts.toml")]
    error = problems[0].error
    assert isinstance(error, FileTooBig)
    assert error.size == -(-size // 1000)
    assert error.size > error.most


def test_a_file_of_just_the_size_is_read() -> None:
    assert taken("x.zip", zipped({"article.md": ARTICLE, "facts.toml": b"#\n" * (FILE_MOST // 2)})).facts == ()


@pytest.mark.parametrize("size", [0, 1, FILE_MOST - 1, FILE_MOST + 1, 0xFFFFFFFE])
def test_a_bomb_whose_size_is_a_lie_is_refused(size: int) -> None:
    data = patched(zipped({"article.md": b"#" * 50_000_000}), size=size)
    assert refused("x.zip", data).code in ("zip_broken", "file_too_big")


def test_a_size_that_promises_too_much_is_refused() -> None:
    assert refused("x.zip", patched(zipped({"article.md": ARTICLE}), size=len(ARTICLE) + 1)).code == "zip_broken"


def test_no_more_is_unpacked_than_a_header_says_even_if_it_has_the_sum_right() -> None:
    whole = ARTICLE.encode() + b"#" * 50_000_000
    data = patched(zipped({"article.md": whole}), size=len(ARTICLE), crc=zlib.crc32(ARTICLE.encode()))
    assert taken("x.zip", data).article.body == "One plan costs 1,200 dollars."


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_methods_that_unpack_without_a_bound_are_not_used(method: int) -> None:
    assert refused("x.zip", zipped({"article.md": ARTICLE}, method)).code == "zip_broken"
    assert taken("x.zip", zipped({"article.md": ARTICLE}, ZIP_STORED)).slug == "a-plan"


def test_an_encrypted_zip_is_refused() -> None:
    assert refused("x.zip", patched(zipped({"article.md": ARTICLE}), flags=1)).code == "zip_broken"


def test_a_name_that_stands_twice_in_a_zip_is_refused() -> None:
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ZipFile(buffer, "w") as archive:
            archive.writestr("article.md", ARTICLE)
            archive.writestr("article.md", "---\ntitle: Another\n---\nText.")
    assert refused("x.zip", buffer.getvalue()).code == "zip_broken"


@pytest.mark.parametrize("data", [b"", b"PK", b"x" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_not_a_zip_is_refused(data: bytes) -> None:
    assert refused("x.zip", data).code == "zip_broken"


def test_a_file_whose_packed_bytes_are_damaged_is_refused() -> None:
    whole = zipped({"article.md": ARTICLE})
    packed = whole.index(b"article.md") + len("article.md")
    for byte in (b"\xff", b"\x03"):  # no kind of block that there is; a block that ends early
        assert refused("x.zip", whole[:packed] + byte + whole[packed + 1 :]).code == "zip_broken"


@given(st.data())
def test_a_damaged_zip_never_raises(data: st.DataObject) -> None:
    whole = zipped({"plan/article.md": ARTICLE, "plan/facts.toml": FACTS})
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    pack, problems = read_upload("x.zip", bytes(damaged[: data.draw(st.integers(0, len(whole)))] or damaged))
    assert pack is not None or problems


@given(st.sampled_from(["x.txt", "x.md", "x.zip", "x"]), st.binary(max_size=200))
def test_no_bytes_raise(name: str, data: bytes) -> None:
    pack, problems = read_upload(name, data)
    assert pack is not None or problems


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "md", ".md", "x.md.exe", "", "x."])
def test_another_kind_of_file_is_refused_by_its_name(name: str) -> None:
    error = refused(name, b"Text.")
    assert isinstance(error, UploadKind)
    assert error.name == name


def test_an_attachment_has_a_size() -> None:
    error = refused("x.txt", b" " * (UPLOAD_MOST + 1))
    assert isinstance(error, UploadTooBig)
    assert (error.size, error.most) == (1_001, 1_000)
    assert refused("x.txt", b" " * UPLOAD_MOST).code == "body_empty"


@pytest.mark.parametrize("name", ["my-first_plan.txt", "my-first_plan.MD", "C:\\texts\\my-first_plan.txt"])
def test_a_text_is_called_as_its_file(name: str) -> None:
    pack = taken(name, "\ufeff\r\nOne – “plan”.\r\n\r\n# Two\r\n".encode())
    assert (pack.article.title, pack.slug) == ("my first plan", "my-first-plan")
    assert (pack.article.body, pack.facts) == ("One – “plan”.\n\n# Two", ())


def test_front_matter_is_read_in_markdown_only() -> None:
    pack = taken("x.md", ARTICLE.replace("\n", "\r\n").encode())
    assert (pack.article.title, pack.slug, pack.article.body) == ("A plan", "a-plan", "One plan costs 1,200 dollars.")
    assert taken("x.txt", ARTICLE.encode()).article.body == ARTICLE.strip()
    pack_or_none, problems = read_upload("some.md", b"---\ntitle: x\ntitel: y\n---\nText.")
    assert pack_or_none is not None
    assert [(p.file, p.line, p.error.code) for p in problems] == [(Path("some.md"), 3, "field_unknown")]
    assert refused("x.md", b"---\ntitle: x\n").code == "front_matter_missing"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_a_text_from_notepad_is_read(name: str, encoding: str) -> None:
    assert taken(name, "Été.\r\n👩 Two.".encode(encoding)).article.body == "Été.\n👩 Two."
    assert taken(name, b"\xfe\xff" + "Été.".encode("utf-16-be")).article.body == "Été."


def test_a_text_in_another_encoding_is_refused_with_its_line() -> None:
    for data in (b"One.\nCaf\xe9.", b"One.\n\xff", b"\xef\xbb\xbfOne.\n\xed\xa0\x80"):
        _, problems = read_upload("x.txt", data)
        assert [(p.file, p.line, p.error.code) for p in problems] == [(Path("x.txt"), 2, "not_text")]
    assert refused("x.txt", b"\xff\xfea").code == "not_text"
    assert refused("x.zip", zipped({"article.md": ARTICLE.encode("utf-16")})).code == "not_text"


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_a_character_that_cannot_be_shown_is_named_with_its_line(name: str) -> None:
    _, problems = read_upload(name, b"One.\r\nTwo\x07.")
    assert [(p.file, p.line, p.error.code) for p in problems] == [(Path(name), 2, "control_character")]

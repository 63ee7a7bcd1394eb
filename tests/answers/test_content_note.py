"""Where a server hides what stands under a content note: the note first, the rest to whoever presses Show anyway."""

from __future__ import annotations

import pytest
import simcord

from tests.answers.test_reading import GOLDEN
from tests.conftest import MakeBot
from tests.kit.classroom import Classroom, ResponseMessage, answer_of, buttons, labels, text_of
from tests.kit.curating import every_page, manager, restart

NOTE = "**Content note:** It speaks of killings and drug violence."
ANYWAY = "Show anyway"
# For each command words of its first page that nobody may see by accident.
WORDS = {"summary": "drug cartel leaders", "figures": "more than 2,600", "questions": "What changed?"}


async def hide(room: Classroom, choice: str = "yes", by: simcord.MemberActor | None = None) -> None:
    """Somebody with Manage Server chooses in /setup what happens under a content note."""
    by = by or manager(room)
    form = await room.press(await room.told("setup", by=by), "Language, time zone and more", by=by)
    assert "Saved" in text_of(await room.fill(form, by=by, hide_behind_note=[choice]))


def is_hidden(message: ResponseMessage) -> bool:
    """Whether there is the heading with its note and one button, and nothing of what the article says."""
    text = text_of(message)
    assert NOTE in text
    told = [words for words in WORDS.values() if words in text]
    if labels(message) == [ANYWAY]:
        assert told == []
        return True
    assert ANYWAY not in labels(message)
    assert told
    return False


@pytest.mark.parametrize("command", WORDS)
async def test_the_note_comes_first_and_a_press_shows_the_rest_in_its_place(room: Classroom, command: str) -> None:
    open_first = await room.type(command)
    assert not is_hidden(open_first)
    whole = await every_page(room, command)
    await hide(room)
    answer = await room.type(command)
    assert answer.ephemeral
    assert is_hidden(answer)
    shown = answer_of(await room.press(answer, ANYWAY))
    assert shown.id == answer.id
    assert not is_hidden(answer)
    assert buttons(answer) == buttons(open_first)
    pages = [text_of(answer)]
    while "Next ›" in labels(answer):
        await room.press(answer, "Next ›")
        pages.append(text_of(answer))
    assert "\n".join(pages) == whole
    assert "¶" in await room.read(answer, "Source")


async def test_a_hidden_answer_reads_as_its_golden_file_says(room: Classroom, request: pytest.FixtureRequest) -> None:
    await hide(room)
    answer = await room.type("summary", length="plain")
    text = f"{text_of(answer)}\n\n[{'] ['.join(labels(answer))}]\n"
    path = GOLDEN / "summary-hidden.md"
    if request.config.getoption("--golden"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


async def test_for_the_class_the_note_is_posted_and_who_presses_reads_alone(room: Classroom, make_bot: MakeBot) -> None:
    await hide(room)
    posted = await room.type("figures", share=True)
    assert not posted.ephemeral
    assert is_hidden(posted)
    await restart(room, make_bot())
    for by in (room.other, room.teacher):
        shown = answer_of(await room.press(posted, ANYWAY, by=by))
        assert shown.ephemeral
        assert shown.id != posted.id
        assert "Page 1 of 2" in text_of(shown)
        assert not is_hidden(shown)
        assert "Share with the class" not in labels(shown)
        turned = answer_of(await room.press(shown, "Next ›", by=by))
        assert turned.id == shown.id
        assert "Page 2 of 2" in text_of(turned)
        await room.press(shown, "‹ Back", by=by)
        assert not is_hidden(shown)
    assert is_hidden(posted)


async def test_sharing_what_one_has_opened_posts_the_note_alone(room: Classroom, make_bot: MakeBot) -> None:
    await hide(room)
    answer = await room.type("questions")
    await room.press(answer, ANYWAY)
    await restart(room, make_bot())
    shared = await room.share(answer)
    assert not shared.ephemeral
    assert is_hidden(shared)
    assert not is_hidden(answer)
    assert "Shared with the class" in labels(answer)
    shown = answer_of(await room.press(shared, ANYWAY, by=room.other))
    assert shown.ephemeral
    assert WORDS["questions"] in text_of(shown)


async def test_the_set_up_decides_each_time_whatever_is_in_memory(room: Classroom) -> None:
    by = manager(room)
    other = Classroom(room.env, "Other")
    for choice, hidden in (("yes", True), ("no", False), ("yes", True)):
        await hide(room, choice, by)
        for command in WORDS:
            assert is_hidden(await room.type(command)) is hidden
            assert is_hidden(await room.type(command, share=True)) is hidden
            assert not is_hidden(await other.type(command))


async def test_what_was_opened_or_posted_before_stays_open(room: Classroom) -> None:
    await room.type("summary")
    mine, posted = await room.type("figures"), await room.type("figures", share=True)
    await hide(room)
    assert "Page 2 of 2" in text_of(answer_of(await room.press(mine, "Next ›")))
    assert "Page 2 of 2" in text_of(answer_of(await room.press(posted, "Next ›", by=room.other)))


async def test_an_article_without_a_note_and_an_empty_answer_hide_nothing(room: Classroom) -> None:
    await room.type("summary")
    await hide(room)
    await room.told("article add", file=("mill.txt", b"The mill closed in March."))
    form = await room.ask("facts add", kind="summary", article="mill")
    await room.fill(form, text="The mill closed.", quote="The mill closed in March.")
    answer = await room.type("summary", article="mill")
    assert "The mill closed." in text_of(answer)
    assert ANYWAY not in labels(answer)
    listed = await room.type("articles")
    text = answer_of(await room.press(listed, "Read", nth=1))
    assert "The mill closed in March." in text_of(text)
    nothing = await room.type("summary", article="mill", length="plain")
    assert "has no plain summary yet" in text_of(nothing)
    assert labels(nothing) == []
    # With a note, what isn't there is said at once too.
    form = await room.ask("article edit", article="mill")
    await room.fill(form, content_note="It speaks of loss.")
    nothing = await room.type("summary", article="mill", length="plain")
    assert "has no plain summary yet" in text_of(nothing)
    assert "It speaks of loss." in text_of(nothing)
    assert labels(nothing) == []
    assert labels(await room.type("summary", article="mill")) == [ANYWAY]


async def test_a_note_that_is_taken_away_hides_no_more_and_a_press_still_works(room: Classroom) -> None:
    await hide(room)
    answer = await room.type("figures")
    form = await room.ask("article edit")
    await room.fill(form, content_note="")
    assert ANYWAY not in labels(await room.type("figures"))
    await room.press(answer, ANYWAY)
    assert WORDS["figures"] in text_of(answer)
    assert "Content note" not in text_of(answer)


async def test_a_press_shows_the_article_that_was_asked_about_or_says_that_it_has_gone(room: Classroom) -> None:
    await hide(room)
    answer = await room.type("figures")
    await room.told("article add", file=("mill.txt", b"The mill closed in March."))
    await room.told("article current", article="mill")
    await room.press(answer, ANYWAY)
    assert WORDS["figures"] in text_of(answer)
    hidden = await room.type("figures", article="juarez")
    await room.told("article archive", article="juarez")
    gone = text_of(answer_of(await room.press(hidden, ANYWAY)))
    assert "no longer here" in gone


async def test_the_text_to_read_stands_behind_the_button_too(room: Classroom, make_bot: MakeBot) -> None:
    listed = await room.type("articles")
    assert "¶ 1" in text_of(answer_of(await room.press(listed, "Read")))
    await hide(room)
    read = answer_of(await room.press(listed, "Read"))
    assert read.ephemeral
    assert NOTE in text_of(read)
    assert "¶" not in text_of(read)
    assert labels(read) == [ANYWAY]
    await restart(room, make_bot())
    shown = answer_of(await room.press(read, ANYWAY))
    assert shown.id == read.id
    assert "**¶ 1** The war on the Mexican cartels" in text_of(read)
    assert NOTE in text_of(read)


async def test_the_note_is_posted_in_the_classs_language_and_opened_in_ones_own(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hide(room)
    posted = await room.type("figures", share=True)
    room.speak("es-ES", monkeypatch)
    shown = answer_of(await room.press(posted, ANYWAY))
    assert "personas muertas en Ciudad Juárez" in text_of(shown)
    assert "Fuente" in labels(shown)
    again = await room.type("figures")
    assert "Aviso de contenido" in text_of(again)
    assert labels(again) == ["Mostrar de todos modos"]

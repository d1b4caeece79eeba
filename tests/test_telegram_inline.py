"""Chats where the bot is no member: cards as one types its name there, and guest mode."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from random import Random

import pytest
from telegram_double import on_stage
from telegram_double.cast import ADA, ADAS, AT, BEN, BENS, ELSEWHERE, GROUP, REPLIES
from telegram_double.double import BOT, BOT_NAME
from telegram_double.fake_core import QUOTE, FakeCore
from telegram_double.people import Json

from bot.answer import Core
from bot.errors import FailureKind
from bot.messenger.cards import MAX_CARDS, PAGE_CARDS, answer_card, find_page, matching
from bot.messenger.links import parameter_of, question_in
from bot.model import Answered, Context, Option, Reply
from bot.tables import read_table

pytestmark = pytest.mark.anyio

EXAMPLES = [row["question"] for row in read_table("examples")]
TODAY = date(2026, 11, 22)
LONG = "who was nominated for best original score at the golden globes of 2017"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Cards(FakeCore):
    """Answers "heard: X"; does not know "nobody", asks back at "emma", has a long list for "all"."""

    def answer(
        self,
        utterance: str,
        context: Context,
        today: date,
        rng: Random | None = None,
        shown: Collection[str] = (),
    ) -> Answered:
        replies = {
            "nobody": Reply("unknown", "", "I know nobody.", failure=FailureKind.UNKNOWN_NAME),
            "emma": Reply("clarify", "", "Which?", options=(Option("Emma Stone", "stone"), Option("Emma T.", "t"))),
            "all": Reply("answered", "find", "The first ten.", answers=("a", "b", "c", "d"), title="All of it",
                         lines=("x" * 390,) * 10, more=tuple(f"line {number}" for number in range(800))),
            "line": Reply("answered", "quote", "A line.", quote=QUOTE),
        }  # fmt: skip
        reply = replies.get(utterance)
        return Answered(reply, context, ()) if reply else super().answer(utterance, context, today, rng, shown)


def titles(answer: Json) -> list[str]:
    return [result["title"] for result in answer["results"]]


async def test_cards_as_one_types() -> None:
    """The answer first: its title, one line, the whole message with a way to ask more."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        answer = await stage.type_inline(ADA, "  who   won ")
        message = stage.double.picks(answer["results"][0])
    [card] = answer["results"]
    assert (card["title"], card["description"]) == ("heard: who won", "heard: who won")
    assert message["text"] == "heard: who won"
    [[more]] = message["reply_markup"]["inline_keyboard"]
    assert more["url"] == f"https://t.me/{AT[1:]}?start={parameter_of('who won')}"
    assert (answer["cache_time"], answer["is_personal"], answer["next_offset"]) == (300, False, "")
    assert question_in(answer["button"]["start_parameter"]) == "who won"


async def test_an_empty_query_offers_questions() -> None:
    """Good first questions, each with its answer; more by the next offset, until there are no more."""
    offered, offset = [], "0"
    async with on_stage(FakeCore(), REPLIES) as stage:
        while offset:
            answer = await stage.type_inline(ADA, "", offset)
            offered += titles(answer)
            offset = answer["next_offset"]
    assert offered == EXAMPLES
    assert len(EXAMPLES) > PAGE_CARDS


async def test_a_question_with_several_readings() -> None:
    """Each reading is a card with its own answer; the question back is the last of them."""
    async with on_stage(Cards(), REPLIES) as stage:
        answer = await stage.type_inline(ADA, "emma")
    assert titles(answer)[:3] == ["Emma Stone", "Emma T.", "Which?"]
    assert answer["results"][0]["description"] == "heard: stone"


@pytest.mark.parametrize(
    ("reply", "title", "description"),
    [
        (Reply("unknown", "", "Not one for me: I know film awards."), "Not one for me", "I know film awards."),
        (Reply("unknown", "", "It isn't mine. I know the Oscars."), "It isn't mine", "I know the Oscars."),
        (
            Reply("clarify", "", "Which?", options=(Option("Emma", "x"), Option("Oliver", "y"))),
            "Which?",
            "Emma, Oliver",
        ),
        (Reply("answered", "glance", "Rocky: 3 Oscars", answers=("Rocky",)), "Rocky", "Rocky: 3 Oscars"),
    ],
)
def test_a_card_does_not_say_the_same_twice(reply: Reply, title: str, description: str) -> None:
    """What is no answer has its first clause as the title and the rest, or what can be chosen, beneath it."""
    card = answer_card(reply, "rocky")
    assert (card.title, card.description) == (title, description)


async def test_other_readings_are_further_cards() -> None:
    """What can be asked next stands beneath the answer."""
    async with on_stage(Cards(), REPLIES) as stage:
        answer = await stage.type_inline(ADA, "choose")
    assert titles(answer) == ["heard: choose", "2016", "2018", "The score's rivals"]
    assert [each["description"] for each in answer["results"][1:3]] == ["heard: and in 2016", "heard: and in 2018"]


async def test_what_cannot_be_answered_says_so() -> None:
    """On a card, with questions that can; kept for a short time only, for it is often half a question."""
    async with on_stage(Cards(), REPLIES) as stage:
        answer = await stage.type_inline(ADA, "nobody")
    assert titles(answer) == ["I know nobody.", *EXAMPLES[: PAGE_CARDS - 1]]
    assert answer["cache_time"] < 300


async def test_the_rest_of_a_long_list_is_on_further_cards() -> None:
    """In pages, as far as anybody scrolls."""
    async with on_stage(Cards(), REPLIES) as stage:
        first = await stage.type_inline(ADA, "all")
        second = await stage.type_inline(ADA, "all", first["next_offset"])
        last = await stage.type_inline(ADA, "all", str(MAX_CARDS - 1))
        beyond = await stage.type_inline(ADA, "all", "999999")
        odd = await stage.type_inline(ADA, "all", "-1; drop table")
    assert titles(first)[:2] == ["All of it", "All of it · 29–48"]
    assert len(titles(first)) == len(titles(second)) == PAGE_CARDS
    assert not {result["id"] for result in first["results"]} & {result["id"] for result in second["results"]}
    assert last["next_offset"] == beyond["next_offset"] == ""
    assert (beyond["results"], titles(odd)) == ([], titles(first))


async def test_what_is_chosen_by_chance_is_not_kept() -> None:
    """The next one who types the same gets another line."""
    async with on_stage(Cards(), REPLIES) as stage:
        answer = await stage.type_inline(ADA, "line")
    [card] = answer["results"]
    assert (card["title"], card["description"]) == ("“Take your <heart>.”", "— Ada & Co, Globes 2017")
    assert answer["cache_time"] == 1


async def test_a_button_of_a_shared_card_works_where_it_stands() -> None:
    """Pressed by anybody in that chat: the message changes there; no conversation of somebody else comes in."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(BEN, ELSEWHERE, "/ask something else")
        answer = await stage.type_inline(ADA, "choose")
        message = stage.double.picks(answer["results"][0])
        [changed] = await stage.press(BEN, message, "2018")
    assert changed["text"] == "heard: and in 2018"


@pytest.mark.parametrize("data", ["o:0", "q:", "x"])
async def test_a_button_that_says_nothing_is_answered(data: str) -> None:
    """Where the message is out of reach, a button that does not carry its question says so."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        message = stage.double.picks((await stage.type_inline(ADA, "who won"))["results"][0])
        press = await stage.double.presses_data(BEN, message, data)
        await stage.settle()
        assert stage.double.presses[press] == REPLIES["tg.stale"]


async def test_inline_queries_of_one_person_do_not_wait_for_each_other() -> None:
    """As one types, each query is answered by itself."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        numbers = [await stage.double.types_inline(ADA, "who won best picture"[:end]) for end in range(1, 20)]
        await stage.settle()
        assert all(stage.double.inline[number] for number in numbers)


async def test_a_card_shared_with_the_bot_itself_is_no_question() -> None:
    """Somebody picks a card in the private chat with the bot, or in a group where it is: it does not answer itself."""
    shared = {"via_bot": BOT.json()}
    async with on_stage(FakeCore(), REPLIES) as stage:
        assert await stage.say(ADA, ADAS, "Isabelle Huppert won.", **shared) == []
        assert await stage.say(ADA, GROUP, f"Ask {AT}: Isabelle Huppert won.", **shared) == []


async def test_an_error_of_the_core_elsewhere_is_nobodys_message() -> None:
    """The bot cannot write there: it is in the log, and the next call is answered."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.double.calls_guest(ADA, ELSEWHERE, f"{AT} crash")
        await stage.settle()
        assert stage.double.guests.pop("g1") is None
        message = await stage.call_guest(ADA, ELSEWHERE, f"{AT} who won")
        assert stage.double.sent == []
    assert message["text"] == "heard: who won"


# --- guest mode


async def test_called_as_a_guest_it_answers_once() -> None:
    """In a chat where it is no member; what leads on is in private."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        message = await stage.call_guest(ADA, ELSEWHERE, f"{AT} who won")
        assert stage.double.sent == []
    assert message["text"] == "heard: who won"
    [[more]] = message["reply_markup"]["inline_keyboard"]
    assert more["url"] == f"https://t.me/{AT[1:]}?start={parameter_of('who won')}"


async def test_a_guest_hears_the_part_that_is_for_it() -> None:
    """A longer message with its name in it, its bare name, its bare name in reply to a question."""
    asked = {"message_id": 9, "date": 1, "chat": ELSEWHERE.json(), "from": BEN.json(), "text": "who won?"}
    async with on_stage(FakeCore(), REPLIES) as stage:
        long = await stage.call_guest(ADA, ELSEWHERE, f"What a night! {AT} who won? Tell me.")
        bare = await stage.call_guest(BEN, ELSEWHERE, AT)
        replied = await stage.call_guest(BEN, ELSEWHERE, AT, reply_to_message=asked)
        follow_up = await stage.call_guest(ADA, ELSEWHERE, f"{AT} and who lost?")
    how = REPLIES["tg.ask-by-name"].replace("{bot}", BOT_NAME)
    assert [each["text"] for each in (long, bare, replied, follow_up)] == [
        "heard: who won?", how, "heard: who won?", "heard: and who lost? (after who won?)"
    ]  # fmt: skip


async def test_a_long_question_to_a_guest_is_in_its_link() -> None:
    """It is stored under the name in the link, so that the private chat can answer it."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        message = await stage.call_guest(ADA, ELSEWHERE, f"{AT} {LONG}")
        [[more]] = message["reply_markup"]["inline_keyboard"]
        [answer] = await stage.say(BEN, BENS, f"/start {more['url'].partition('=')[2]}")
    assert answer["text"] == f"heard: {LONG}"


async def test_a_call_that_came_too_late_is_left_alone() -> None:
    """The bot was down for too long: Telegram refuses the answer, and nothing else happens."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        number = await stage.double.calls_guest(ADA, ELSEWHERE, f"{AT} who won")
        stage.double.guests[number] = {"somebody": "was faster"}
        await stage.settle()
        assert stage.double.sent == []


# --- the cards of the real core

SHOWN = [
    ("who won best actress at the 2017 globes", "Isabelle Huppert, Emma Stone"),
    ("how many oscars did titanic win", "11"),
    ("who hosted the 2017 golden globes", "Jimmy Fallon"),
]


@pytest.mark.parametrize(("words", "title"), SHOWN)
def test_titles_are_answers(core: Core, words: str, title: str) -> None:
    """What one wants to know stands on the card."""
    page = find_page(words, "", lambda question: core.answer(question, Context(), TODAY).reply, EXAMPLES)
    assert page.cards[0].title == title


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_answered(core: Core, example: str) -> None:
    """A good first question has an answer."""
    assert core.answer(example, Context(), TODAY).reply.status == "answered"


def test_examples_that_fit_come_first() -> None:
    """By the words typed so far, the last of which may be unfinished."""
    assert matching("who hos", ["what is x", "who won y", "who hosted z"]) == ["who hosted z", "who won y"]
    assert matching("zzz", ["one", "two"]) == ["one", "two"]


async def test_a_flood_of_inline_queries_is_answered() -> None:
    """Many at once: each gets its own answer."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        numbers = [await stage.double.types_inline(ADA, f"question {number}") for number in range(60)]
        await stage.settle()
        answers = [stage.double.inline[number] for number in numbers]
    told = [answer["results"][0]["title"] for answer in answers if answer]
    assert told == [f"heard: question {number}" for number in range(60)]

"""/report and the review list in Telegram: what reaches the host, and only with the host's consent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest
from telegram_double import User, on_stage
from telegram_double.people import private

from bot.errors import FailureKind
from bot.model import Answered, Context, Reply
from bot.pictures.model import Card
from bot.replies import load_replies
from bot.review import ReviewList

pytestmark = pytest.mark.anyio

REPLIES = load_replies(Path(__file__).parents[1] / "data")
ADA = User(11, "Ada")
ADAS = private(ADA)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class OneFailure:
    """A core that answers "rocky" and fails at all else."""

    failure: FailureKind = FailureKind.NOT_UNDERSTOOD

    def answer(
        self, utterance: str, context: Context, today: date, rng: Random | None = None, shown: Collection[str] = ()
    ) -> Answered:
        known = utterance == "rocky"
        reply = Reply("answered", "find", "Rocky won.") if known else Reply("unknown", "", "No.", failure=self.failure)
        return Answered(reply, Context(), ())

    def card(self, key: str, today: date) -> Card | None:
        return None


async def test_an_unanswered_question_is_kept(tmp_path: Path) -> None:
    """The text alone, with the reason; what was answered is not kept."""
    book = ReviewList(tmp_path / "review.db")
    async with on_stage(OneFailure(), REPLIES, review=book) as stage:
        await stage.say(ADA, ADAS, "who won the cup")
        await stage.say(ADA, ADAS, "rocky")
    assert [(entry.kind, entry.text, entry.reason) for entry in book.entries()] == [
        ("unanswered", "who won the cup", "not-understood")
    ]


@pytest.mark.parametrize("failure", [FailureKind.OFF_TOPIC, FailureKind.OPINION, FailureKind.NOT_HELD_YET])
async def test_what_no_line_in_the_data_mends_is_not_kept(failure: FailureKind, tmp_path: Path) -> None:
    """Other fields, opinions and the future are no gaps."""
    book = ReviewList(tmp_path / "review.db")
    async with on_stage(OneFailure(failure), REPLIES, review=book) as stage:
        await stage.say(ADA, ADAS, "who will win the cup")
    assert book.entries() == []


async def test_a_report_keeps_the_words_and_the_answer(tmp_path: Path) -> None:
    """/report in reply to an answer: what was said of it, and the answer itself."""
    book = ReviewList(tmp_path / "review.db")
    async with on_stage(OneFailure(), REPLIES, review=book) as stage:
        [answer] = await stage.say(ADA, ADAS, "rocky")
        [thanks] = await stage.say(ADA, ADAS, "/report it was Network", reply_to_message=answer)
        [usage] = await stage.say(ADA, ADAS, "/report")
    assert thanks["text"] == REPLIES["tg.report-thanks"]
    assert usage["text"] == REPLIES["tg.report-usage"]
    assert [(entry.kind, entry.text, entry.reason) for entry in book.entries()] == [
        ("report", "it was Network", "Rocky won.")
    ]


async def test_without_the_hosts_consent_nothing_is_kept() -> None:
    """The bot says so instead of thanking for nothing."""
    async with on_stage(OneFailure(), REPLIES) as stage:
        [off] = await stage.say(ADA, ADAS, "/report wrong")
    assert off["text"] == REPLIES["tg.report-off"]


async def test_a_list_that_cannot_be_written_costs_nobody_an_answer(tmp_path: Path) -> None:
    """The question is answered all the same."""
    (tmp_path / "review.db").write_text("no database at all" * 100)
    async with on_stage(OneFailure(), REPLIES, review=ReviewList(tmp_path / "review.db")) as stage:
        [answer] = await stage.say(ADA, ADAS, "who won the cup")
    assert answer["text"] == "No."

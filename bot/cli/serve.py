"""`awards-bot serve`: the Telegram bot."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from bot.cli.opening import open_core
from bot.review import open_review
from bot.settings import Mistakes, read_host_settings, read_telegram_settings
from bot.webhook_settings import read_webhook_settings

if TYPE_CHECKING:
    from bot.live import LiveCore
    from bot.messenger.trivia.rounds import Rounds


@click.command()
@click.option(
    "--webhook", "by_webhook", is_flag=True, help="Have Telegram send updates here, in place of asking for them."
)
def serve(by_webhook: bool) -> None:
    """Answer on Telegram until stopped; needs the bot's token.

    The token comes from TELEGRAM_BOT_TOKEN, or from the file that TELEGRAM_BOT_TOKEN_FILE names. TELEGRAM_API_URL
    is the address of a Bot API server of your own. AWARDS_KEEP_UNANSWERED=1 keeps questions that got no answer,
    as text alone, for `awards-bot unanswered`. With --webhook, updates for WEBHOOK_URL, with WEBHOOK_SECRET, are
    taken at WEBHOOK_LISTEN. LOG_FORMAT, LOG_LEVEL and METRICS_LISTEN say what the host sees of it.
    """
    from bot.state.url import read_state_url

    mistakes = Mistakes()
    with mistakes.noted():
        settings = read_telegram_settings(os.environ)
    with mistakes.noted():
        host = read_host_settings(os.environ)
    with mistakes.noted():
        review = open_review(os.environ)
    with mistakes.noted():
        state_url = read_state_url(os.environ)
    with mistakes.noted():
        webhook = read_webhook_settings(os.environ) if by_webhook else None
    mistakes.raise_all()
    core = open_core(many=True)
    from bot.live import LiveCore
    from bot.messenger.app import run

    live = LiveCore(core)
    run(settings, live, state_url, review=review, webhook=webhook, host=host, rounds=_rounds(live))


def _rounds(live: LiveCore) -> Rounds:
    """Return games over the facts in use; their questions are read beside everything else."""
    from bot.messenger.desk import today_utc
    from bot.messenger.trivia.rounds import Rounds
    from bot.state.games import Pack
    from bot.trivia.judge import judge
    from bot.trivia.quiz import Quiz

    quiz = Quiz(lambda: live.core)
    quiz.warm_up_soon()
    live.on_change.append(quiz.warm_up_soon)
    return Rounds(
        Pack(quiz.draw, judge), lambda words: quiz.read_wish(words, today_utc()), is_ready=lambda: quiz.is_ready
    )

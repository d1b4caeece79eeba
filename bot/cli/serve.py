"""`awards-bot serve`: the Telegram bot."""

from __future__ import annotations

import os

import click

from bot.cli.opening import open_core
from bot.review import open_review
from bot.settings import read_telegram_settings


@click.command()
def serve() -> None:
    """Answer on Telegram until stopped; needs the bot's token.

    The token comes from TELEGRAM_BOT_TOKEN, or from the file that TELEGRAM_BOT_TOKEN_FILE names. TELEGRAM_API_URL
    is the address of a Bot API server of your own. AWARDS_KEEP_UNANSWERED=1 keeps questions that got no answer,
    as text alone, for `awards-bot unanswered`.
    """
    settings = read_telegram_settings(os.environ)
    review = open_review(os.environ)
    from bot.state.url import read_state_url

    state_url = read_state_url(os.environ)
    core = open_core(many=True)
    from bot.live import LiveCore
    from bot.messenger.app import run

    run(settings, LiveCore(core), state_url, review=review)

"""`awards-bot serve`: the Telegram bot."""

from __future__ import annotations

import os

import click

from bot.cli.opening import open_core
from bot.review import open_review
from bot.settings import Mistakes, read_host_settings, read_telegram_settings
from bot.webhook_settings import read_webhook_settings


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

    run(settings, LiveCore(core), state_url, review=review, webhook=webhook, host=host)

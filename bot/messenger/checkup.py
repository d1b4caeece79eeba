"""What `awards-bot doctor` asks of Telegram. It changes nothing there, and takes no update from a bot that runs."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from telegram import User, WebhookInfo
from telegram.error import TelegramError

from bot.doctor.findings import Finding, ok, warning, wrong
from bot.messenger.request import AiohttpRequest
from bot.messenger.server import explain
from bot.messenger.wire import make_wire
from bot.settings import TelegramSettings
from bot.webhook_settings import WebhookSettings

MANY_WAITING = 100  # updates: more than one answer of the Bot API holds
RECENT_S = 3_600.0  # an earlier failure of the webhook is history
CLOCK_S = 5.0  # by which a clock may differ: the server tells whole seconds, and the answer takes its time
WRONG_CLOCK_S = 60.0  # from here on fresh questions count as late ones


async def check_telegram(settings: TelegramSettings, webhook: WebhookSettings | None, now: float) -> list[Finding]:
    """Return what is found about the bot at Telegram; `webhook` is None where it is to poll."""
    wire = make_wire(settings)
    try:
        async with wire:
            info = await wire.get_webhook_info()
            request = wire.request
            clock = [_clock(*request.last_date)] if isinstance(request, AiohttpRequest) and request.last_date else []
            return [
                ok("token", f"{settings.api_url} knows the bot as @{wire.username}"),
                *(_pushed(info, webhook, now) if webhook else _polled(info)),
                *_abilities(wire.bot),
                *clock,
            ]
    except TelegramError as error:
        return [wrong("token", explain(settings, error))]


def _polled(info: WebhookInfo) -> Iterator[Finding]:
    """Yield what is found about the webhook of a bot that polls: there should be none."""
    if info.url:
        yield warning(
            "webhook",
            f"one is set, to {_server(info.url)}, but not by these settings; serve removes it at the start: stop the "
            "other program, or set WEBHOOK_URL and start serve --webhook",
        )
    else:
        yield ok("webhook", "none is set: the bot asks for updates (serve)")
    yield from _waiting(info)


def _pushed(info: WebhookInfo, webhook: WebhookSettings, now: float) -> Iterator[Finding]:
    """Yield what is found about the webhook of a bot that has one. Its path is a secret."""
    if not info.url:
        yield wrong("webhook", "none is set; start: serve --webhook (or unset WEBHOOK_URL to poll)")
    elif info.url != webhook.address:
        yield wrong(
            "webhook",
            f"Telegram sends to {_server(info.url)} by another address than that of WEBHOOK_URL and WEBHOOK_SECRET; "
            "start serve --webhook with these settings, and stop what has others",
        )
    elif info.last_error_date and now - info.last_error_date.timestamp() < RECENT_S:
        minutes = (now - info.last_error_date.timestamp()) / 60
        yield warning(
            "webhook",
            f"Telegram could not deliver {minutes:,.0f} minutes ago ({info.last_error_message}); "
            f"check proxy, certificate and /readyz of {_server(info.url)}",
        )
    else:
        yield ok("webhook", f"Telegram sends to {_server(info.url)}")
    yield from _waiting(info)


def _waiting(info: WebhookInfo) -> Iterator[Finding]:
    if info.pending_update_count > MANY_WAITING:
        yield warning(
            "waiting", f"{info.pending_update_count:,} updates wait at Telegram; is the bot running, and keeping up?"
        )


def _abilities(bot: User) -> Iterator[Finding]:
    """Yield what the bot may do, as set by @BotFather."""
    if bot.can_read_all_group_messages:
        yield ok("groups", "privacy mode is off: the bot hears all of a group, and answers when it is named")
    else:
        yield ok(
            "groups",
            "privacy mode is on: in a group the bot hears commands and replies to it, a plain mention only as an "
            "admin; to turn it off: /setprivacy at @BotFather, then add the bot to the group again",
        )
    if not bot.can_join_groups:
        yield warning("groups", "the bot cannot be added to groups; to allow it: /setjoingroups at @BotFather")
    if bot.supports_inline_queries:
        yield ok("inline", "inline mode is on")
    else:
        yield warning("inline", "inline mode is off: @the_bot answers in no other chat; to turn it on: /setinline")


def _clock(date: str, at: float) -> Finding:
    """Tell how the machine's clock, which showed `at`, differs from the server's `date`."""
    try:
        ahead_s = at - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return warning("clock", "the server does not tell the time")
    if abs(ahead_s) <= CLOCK_S:
        return ok("clock", "as the server's")
    text = f"{abs(ahead_s):,.0f} seconds {'ahead of' if ahead_s > 0 else 'behind'} the server's; set it by NTP"
    return wrong("clock", text) if abs(ahead_s) > WRONG_CLOCK_S else warning("clock", text)


def _server(url: str) -> str:
    """Return the server of an address, without the path, which is a secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

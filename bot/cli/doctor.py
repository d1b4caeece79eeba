"""`awards-bot doctor`: is everything there that the bot needs, and what to do where it is not."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import click

from bot.doctor.findings import Finding, Level, ok, wrong
from bot.errors import SettingsError
from bot.redact import Redactor
from bot.settings import TelegramSettings, read_host_settings, read_telegram_settings
from bot.webhook_settings import WebhookSettings, read_webhook_settings

T = TypeVar("T")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print what is found as one array.")
def doctor(as_json: bool) -> None:
    """Look at settings, token, webhook, groups, inline mode, clock, facts, state and disk; say what to do.

    It reads the environment as `awards-bot serve` does; with WEBHOOK_URL set, as `serve --webhook`. It changes
    nothing, and may run beside the bot. The exit status is 1 when something is wrong.
    """
    findings = examine(os.environ)
    if as_json:
        rows = [{"level": each.level, "about": each.about, "text": each.text} for each in findings]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for each in findings:
            click.echo(f"{each.level:<7}  {each.about}: {each.text}")
    raise SystemExit(any(each.level is Level.WRONG for each in findings))


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """Return all that is found, in the order of the bot's start; no secret is in it."""
    from bot.doctor.machine import check_machine
    from bot.state.checkup import check_state, state_file
    from bot.state.url import read_state_url

    found: list[Finding] = []
    settings = _read(lambda: read_telegram_settings(environ), found)
    hook = _read(lambda: read_webhook_settings(environ), found) if environ.get("WEBHOOK_URL", "").strip() else None
    url = _read(lambda: read_state_url(environ), found)
    _read(lambda: read_host_settings(environ), found)
    if not found:
        found.append(ok("settings", "complete"))
    if settings:
        found += _ask_telegram(settings, hook)
    found += check_machine(state_file(url) if url else None)
    if url:
        found += check_state(url, time.time())
    return list(_cleaned(found, settings, hook))


def _read(read: Callable[[], T], found: list[Finding]) -> T | None:
    """Return settings; None where they are wrong, which is noted."""
    try:
        return read()
    except SettingsError as error:
        found += [wrong("settings", problem) for problem in error.problems]
        return None


def _ask_telegram(settings: TelegramSettings, hook: WebhookSettings | None) -> list[Finding]:
    from bot.messenger.checkup import check_telegram

    return asyncio.run(check_telegram(settings, hook, time.time()))


def _cleaned(
    found: list[Finding], settings: TelegramSettings | None, hook: WebhookSettings | None
) -> Iterator[Finding]:
    """Yield the findings each in one line, without any secret that something may have said."""
    secrets = [settings.token] if settings else []
    redactor = Redactor(*secrets, *((hook.secret, hook.path_secret) if hook else ()))
    for each in found:
        yield Finding(each.level, each.about, " ".join(redactor.clean(each.text).split()))

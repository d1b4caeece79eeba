"""The Telegram bot as a whole: its handler table, how it starts and how it stops."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping

from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import Application, ContextTypes, TypeHandler

from bot.errors import SettingsError
from bot.logs import configure_logs
from bot.messenger.claims import Claims
from bot.messenger.contexts import Contexts
from bot.messenger.desk import Desk
from bot.messenger.env import Env
from bot.messenger.facts import following_facts
from bot.messenger.failures import Failures
from bot.messenger.flood import Allowance, FloodGuard
from bot.messenger.intake import Intake
from bot.messenger.known import KnownChats
from bot.messenger.mailer import Mailer
from bot.messenger.menus import set_menus
from bot.messenger.metrics import Metrics
from bot.messenger.pace import Limits, Pace
from bot.messenger.polling import Poller
from bot.messenger.ports import Answerer
from bot.messenger.scrape import showing
from bot.messenger.server import check_server
from bot.messenger.service import Service
from bot.messenger.table import handler_table
from bot.messenger.texts import Texts, read_texts
from bot.messenger.tick import Ticker
from bot.messenger.trivia.rounds import Rounds
from bot.messenger.webhook import Webhook
from bot.messenger.wire import make_wire
from bot.paths import cache_dir, data_dir
from bot.pictures.studio import Studio
from bot.redact import Redactor, redacted_logs
from bot.replies import load_replies
from bot.review import ReviewList
from bot.settings import HostSettings, TelegramSettings
from bot.state import daily, games
from bot.state.database import State, open_state
from bot.state.sole import sole_server
from bot.state.url import StateUrl
from bot.tables import read_table
from bot.webhook_settings import WebhookSettings

SWITCH_INTERVAL_S = 0.0005  # how long the loop may keep the database's thread waiting; by default ten times that
_log = logging.getLogger(__name__)


def run(
    settings: TelegramSettings,
    core: Answerer,
    state_url: StateUrl,
    replies: Mapping[str, str] | None = None,
    review: ReviewList | None = None,
    webhook: WebhookSettings | None = None,
    host: HostSettings | None = None,
    *,
    rounds: Rounds,
) -> None:
    """Serve `core` on Telegram until SIGINT, SIGTERM or SIGABRT; what is being sent then is sent.

    Updates are fetched by long polling, or taken at the `webhook` where there is one. `state_url` is where the state
    is kept. `replies` are the sentences by key, those of data/replies.csv when None; `review` is where questions
    without an answer are kept, None to keep nothing. `host` is how the bot is watched; None leaves the log as it is
    and shows no metrics. `rounds` plays the games of trivia.

    Raises:
        SettingsError: when the server cannot be reached or refuses the token, or the state cannot be opened.
        DataError: when a sentence is lacking.
    """
    texts = read_texts(load_replies(data_dir()) if replies is None else replies)
    secrets = (settings.token, *((webhook.secret, webhook.path_secret) if webhook else ()))
    if host:
        configure_logs(host.log, Redactor(*secrets))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    with redacted_logs(*secrets):
        state = open_state(state_url)
        try:
            with sole_server(state_url):
                asyncio.run(_serve(settings, core, state, texts, review, webhook, host or HostSettings(), rounds))
        except SettingsError:
            raise
        except Exception:  # the interpreter's own traceback would not hide the token
            _log.critical("the bot stopped", exc_info=True)
            raise SystemExit(1) from None


async def _serve(
    settings: TelegramSettings,
    core: Answerer,
    state: State,
    texts: Texts,
    review: ReviewList | None,
    webhook: WebhookSettings | None,
    host: HostSettings,
    rounds: Rounds,
) -> None:
    await check_server(settings)
    metrics = Metrics()
    desk = Desk(core, Contexts(state), review=review, metrics=metrics)
    desk.prepare(row["question"] for row in read_table("examples"))
    try:
        async with showing(metrics, state, host.metrics), following_facts(core, desk.forget_answers):
            await build_service(settings, desk, state, texts, rounds, webhook=webhook).run()
    except InvalidToken:
        raise SettingsError(
            f"{settings.api_url} no longer knows this bot token; get a new one from @BotFather and start again"
        ) from None


def build_service(
    settings: TelegramSettings,
    desk: Desk,
    state: State,
    texts: Texts,
    rounds: Rounds,
    limits: Limits | None = None,
    studio: Studio | None = None,
    webhook: WebhookSettings | None = None,
    allowance: Allowance | None = None,
) -> Service:
    """Return all parts of the bot, put together and ready to be started. `limits` is how fast it may write, and
    `allowance` how much people may ask of it; `rounds` plays the games.

    Without a `webhook` it polls. `studio` makes the pictures; without one they are kept in the user's cache folder.
    """
    metrics, known, claims = desk.metrics, KnownChats(), Claims(state)
    wire, failures = make_wire(settings, metrics), Failures(texts, metrics)
    state.on_retry = metrics.retries.inc
    app = (
        Application.builder()
        .bot(wire)
        .context_types(ContextTypes(context=Env))
        .updater(None)
        .job_queue(None)
        .post_init(lambda app: set_menus(app.bot, texts))
        .build()
    )
    studio = studio or Studio(cache_dir() / "pictures")
    handlers, listener = handler_table(desk, texts, state, studio, rounds)
    app.add_handler(TypeHandler(Update, FloodGuard(texts, allowance).check), group=-2)  # before all others
    app.add_handler(listener, group=-1)
    app.add_handlers(handlers)
    app.add_error_handler(failures.handle)
    redactor = Redactor(settings.token)
    mailer = Mailer(wire, state, claims, known, failures.apology, Pace(limits), redactor, metrics, rounds.note_sent)
    claims.worker = intake = Intake(app, state, claims, mailer, known, metrics)
    source = Webhook(wire, webhook, intake.accept, state) if webhook else Poller(wire, intake.accept)
    tickers = (
        Ticker(state, mailer, lambda now, limit: lambda db: games.due(db, now, limit), rounds.tick),
        Ticker(state, mailer, lambda now, limit: lambda db: daily.due(db, now, limit), rounds.ask_daily),
    )
    return Service(app, state, claims, intake, mailer, source, studio, metrics, tickers)

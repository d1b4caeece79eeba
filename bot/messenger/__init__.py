"""Telegram: turns updates into questions for the core, and its replies into messages. It knows nothing of awards."""

import os

# python-telegram-bot's own switch for times as timedelta, without which every flood wait prints a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

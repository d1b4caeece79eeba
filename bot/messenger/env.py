"""What handlers get beside the update, and the type of the application that calls them."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.messenger.effects import Effects, effects_in_hand

Data = dict[Any, Any]


class Env(CallbackContext[ExtBot[Any], Data, Data, Data]):
    """What a handler gets beside the update."""

    @property
    def effects(self) -> Effects:
        """The effects of the update in hand."""
        return effects_in_hand()


App = Application[Any, Env, Any, Any, Any, Any]

"""Pictures in a chat: a chart is the answer itself, a card comes at the press of a button, both light or dark.

What a button draws stands on it, so that it works after a restart: "pic:d:e:oscars-89" is that ceremony's card, dark,
"pic:l:c:chart most oscar wins by film" the chart of that question, light. One that does not fit into the 64 bytes of
callback data is not offered.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

from bot.errors import PictureError
from bot.messenger.buttons import MAX_DATA_BYTES, reply_keyboard
from bot.messenger.cuts import sendable
from bot.messenger.desk import Desk
from bot.messenger.env import Env
from bot.messenger.markup import MAX_CAPTION_UNITS, reply_html
from bot.messenger.send import Target, answer_press, edit_of, edit_of_answer, message_of, target_of
from bot.messenger.texts import Texts
from bot.model import Reply
from bot.pictures.model import Card, Picture
from bot.pictures.studio import Studio
from bot.state.outbox import Outgoing

PREFIX = "pic:"
_CHART = "c:"
_DARK, _LIGHT = "d", "l"
_FILE = "picture"  # the name under which an edit uploads its file
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as a button names it: `source` is a card's key, or "c:" and a question that gives a chart."""

    source: str
    dark: bool = False

    @property
    def data(self) -> str:
        """What the button carries, "" where it has no room for it."""
        data = f"{PREFIX}{_DARK if self.dark else _LIGHT}:{sendable(self.source)}"
        return data if self.source and len(data.encode()) <= MAX_DATA_BYTES else ""


def pressed_drawing(data: str) -> Drawing:
    """Return what the pressed button draws."""
    shade, _, source = data.removeprefix(PREFIX).partition(":")
    return Drawing(source, shade == _DARK)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Makes messages of replies, with a picture where there is one. A picture that fails leaves the words."""

    desk: Desk
    texts: Texts
    studio: Studio

    async def message(
        self, target: Target, reply: Reply, question: Message | None = None, *, asked: str = "", silent: bool = False
    ) -> Outgoing:
        """Return `reply` as a new message: a chart with its words beneath, else the words. `asked` gave the reply."""
        plain = message_of(target, reply, question, keyboard=self._keyboard(reply), silent=silent)
        path = await self._chart(reply)
        if path is None:
            return plain
        place = {name: value for name, value in plain.params.items() if name not in _OF_TEXT}
        content = self._caption(reply, Drawing(self._source(reply, asked)))
        return replace(plain, method="sendPhoto", params={**place, **content}, files={"photo": str(path)})

    async def edit(self, message: Message, reply: Reply, *, asked: str = "") -> Outgoing:
        """Return `reply` in place of what `message` says; a picture that it cannot stand beneath is left as it is,
        and the words are a message of their own.
        """
        path = await self._chart(reply)
        if path:
            return _media(edit_of(message, reply), self._caption(reply, Drawing(self._source(reply, asked))), path)
        if message.photo:
            return await self.message(target_of(message), reply)
        return edit_of(message, reply, keyboard=self._keyboard(reply))

    async def edit_answer(self, question: Message, reply: Reply, *, asked: str = "") -> Outgoing:
        """Return `reply` in place of the answer to a question that was changed."""
        path = await self._chart(reply)
        plain = edit_of_answer(question, reply, keyboard=self._keyboard(reply))
        return _media(plain, self._caption(reply, Drawing(self._source(reply, asked))), path) if path else plain

    async def press(self, update: Update, env: Env) -> None:
        """A button that draws: beneath words it sends the card, beneath a picture it changes light to dark or back."""
        query = update.callback_query
        assert query is not None
        drawing = pressed_drawing(query.data or "")
        picture, reply = self._look_up(drawing.source)
        stale = picture is None or not isinstance(query.message, Message)
        await answer_press(query, self.texts.stale if stale else "", is_late=env.effects.is_late)
        if picture and isinstance(query.message, Message):
            env.effects.send(await self._pressed(query.message, drawing, picture, reply))

    async def _pressed(self, message: Message, drawing: Drawing, picture: Picture, reply: Reply) -> Outgoing:
        path = await self._file(picture, dark=drawing.dark)
        if path is None:
            return message_of(target_of(message), self.texts.notice(self.texts.picture_failed))
        content = self._caption(reply, drawing, picture)
        if message.photo:
            return _media(edit_of(message, reply), content, path)
        plain = message_of(target_of(message), reply)
        place = {name: value for name, value in plain.params.items() if name not in _OF_TEXT}
        return replace(plain, method="sendPhoto", params={**place, **content}, files={"photo": str(path)})

    # -- what is drawn -----------------------------------------------------------------------------------

    def _look_up(self, source: str) -> tuple[Picture | None, Reply]:
        """Return the picture that a button names, None where it is gone, and the reply beneath which it stands."""
        if source.startswith(_CHART):
            reply = self.desk.look_up(source.removeprefix(_CHART))
            return reply.chart, reply
        card = self.desk.card(source)
        return card, self.texts.notice(card.title if card else "")

    def _source(self, reply: Reply, asked: str) -> str:
        """Return what a button beneath a chart must name, "" where the question alone would not give this chart."""
        return _CHART + asked if asked and self.desk.look_up(asked).chart == reply.chart else ""

    async def _chart(self, reply: Reply) -> Path | None:
        return await self._file(reply.chart, dark=False) if reply.chart else None

    async def _file(self, picture: Picture, *, dark: bool) -> Path | None:
        """Return the file of a picture, None where it could not be made."""
        try:
            return await self.studio.make(picture, dark)
        except PictureError as error:
            _log.warning("%s", error)
            return None

    # -- how it is sent ----------------------------------------------------------------------------------

    def _keyboard(self, reply: Reply) -> InlineKeyboardMarkup | None:
        """Return a reply's own buttons, and one for its card."""
        own = reply_keyboard(reply)
        data = Drawing(reply.card).data
        if not data:
            return own
        rows = own.inline_keyboard if own else ()
        return InlineKeyboardMarkup([*rows, [InlineKeyboardButton(self.texts.picture, callback_data=data)]])

    def _caption(self, reply: Reply, drawing: Drawing, picture: Picture | None = None) -> dict[str, Any]:
        """Return what stands beneath a picture, and the button for its other shade."""
        html = f"<b>{escape(picture.title, quote=False)}</b>" if isinstance(picture, Card) else ""
        content = {"caption": html or reply_html(reply, MAX_CAPTION_UNITS), "parse_mode": "HTML"}
        other = replace(drawing, dark=not drawing.dark)
        label = self.texts.picture_light if drawing.dark else self.texts.picture_dark
        if not other.data:
            return content
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=other.data)]])
        return {**content, "reply_markup": keyboard.to_dict()}


_OF_TEXT = ("text", "parse_mode", "link_preview_options", "reply_markup")  # what a picture has otherwise


def _media(plain: Outgoing, content: dict[str, Any], path: Path) -> Outgoing:
    """Return an edit that puts a picture in place of words or of another picture."""
    caption = {name: content[name] for name in ("caption", "parse_mode")}
    place = {name: value for name, value in plain.params.items() if name not in _OF_TEXT}
    media = {"type": "photo", "media": f"attach://{_FILE}", **caption}
    keyboard = {name: value for name, value in content.items() if name == "reply_markup"}
    return replace(
        plain, method="editMessageMedia", params={**place, "media": media, **keyboard}, files={_FILE: str(path)}
    )

"""What people do with polls: they vote, change their minds or withdraw, where the poll lets them."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field

from .people import Json, User
from .world import World


@dataclass
class Votes(World):
    """Polls by id, each as the message that holds it, and who has chosen which option there."""

    polls: dict[str, Json] = field(default_factory=dict)
    votes: dict[str, dict[int, int]] = field(default_factory=dict)

    async def votes_for(self, who: User, message: Json, option: str | int | None) -> bool:
        """Let somebody choose an option, by its text or place; None withdraws what they have chosen.

        False when the poll is closed; the bot is told nothing then.
        """
        poll = message["poll"]
        if poll["is_closed"] or self._is_over(poll):
            await self.closes_poll(message)
            return False
        chosen = self.votes[poll["id"]]
        assert who.id not in chosen or poll["allows_revoting"], "this poll takes no second vote"
        self.met(who.json())
        place = next(i for i, each in enumerate(poll["options"]) if option in (i, each["text"], None))
        chosen.pop(who.id, None)
        chosen |= {} if option is None else {who.id: place}
        _count(poll, chosen)
        await self._tell_answer(poll, who, [] if option is None else [place])
        return True

    async def closes_poll(self, message: Json) -> bool:
        """Close a poll, as its time does or the bot; False when it is closed already."""
        if message["poll"]["is_closed"]:
            return False
        message["poll"]["is_closed"] = True
        await self.updates.put("poll", copy.deepcopy(message["poll"]))
        return True

    def _is_over(self, poll: Json) -> bool:
        return bool(time.time() >= poll.get("close_date", time.time() + 1))

    async def _tell_answer(self, poll: Json, who: User, places: list[int]) -> None:
        """Send the two updates of a vote; of an anonymous poll nobody is told who voted."""
        if not poll["is_anonymous"]:
            answer = {"poll_id": poll["id"], "user": who.json(), "option_ids": places}
            await self.updates.put("poll_answer", answer | {"option_persistent_ids": [str(each) for each in places]})
        await self.updates.put("poll", copy.deepcopy(poll))


def _count(poll: Json, chosen: dict[int, int]) -> None:
    poll["total_voter_count"] = len(chosen)
    for place, option in enumerate(poll["options"]):
        option["voter_count"] = list(chosen.values()).count(place)

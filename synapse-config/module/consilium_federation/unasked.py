"""Declines what somebody does not want and Synapse was not asked about.

In a room in which both clinics are, an invitation is an event like others: a partner's server that leaves out the request
to invite puts it there, and `user_may_invite` is never called. It cannot be refused as an event either: Synapse would
leave it out of the state (soft failure) until the next event that builds on it, and the clinics would see two rooms. So it
is taken in and declined at once in the name of the person, as they would: that holds whatever comes after it.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Optional

from synapse.events import EventBase
from synapse.module_api import ModuleApi

logger = logging.getLogger(__name__)

# Synapse stores it after it has asked us.
LOOK_MS = (200, 1000, 5000, 20000)


class UnaskedInvitations:
    def __init__(self, api: ModuleApi, fault_of: Callable[[str, str], Awaitable[Optional[str]]]) -> None:
        self._api = api
        self._fault_of = fault_of

    async def event_came(self, event: EventBase) -> None:
        if event.type != "m.room.member" or event.content.get("membership") != "invite":
            return
        invitee = event.state_key
        if self._api.is_mine(invitee) and await self._fault_of(event.sender, invitee) is not None:
            self._look_later(invitee, event.room_id, event.event_id, 0)

    def _look_later(self, invitee: str, room_id: str, event_id: str, tries: int) -> None:
        self._api.delayed_background_call(
            LOOK_MS[tries], self._decline, invitee, room_id, event_id, tries, desc="consilium_decline"
        )

    async def _decline(self, invitee: str, room_id: str, event_id: str, tries: int) -> None:
        main = self._api._hs.get_datastores().main
        membership, at = await main.get_local_current_membership_for_user_in_room(
            user_id=invitee, room_id=room_id
        )
        try:
            if membership == "invite" and at == event_id:
                await self._api.update_room_membership(invitee, invitee, room_id, "leave")
                return
        except Exception:
            logger.warning("Could not decline an invitation that somebody does not want", exc_info=True)
        if tries + 1 < len(LOOK_MS):
            self._look_later(invitee, room_id, event_id, tries + 1)

"""Brings a server that joins a room what was said while it was joining.

Between the two steps of a join (make_join, send_join) our server may accept a message. It goes to the servers that were
in the room when it was written, so not to the one that is joining; and it is no ancestor of the join, so that the new
server does not fetch it either. Nobody sees it there until somebody writes again. An event that follows both makes the
new server fetch what it lacks. Synapse has a type for such events, which it shows to no client.
"""

from synapse.api.constants import EventTypes
from synapse.module_api import ModuleApi

# A message that is being made during the join can take until then to be there, on a busy server until the last.
CHECK_AFTER_MS = (300, 2000, 10_000)


class CatchUp:
    def __init__(self, api: ModuleApi, service_account: str) -> None:
        self._api = api
        self._service_account = service_account

    def server_joined(self, room_id: str) -> None:
        for delay_ms in CHECK_AFTER_MS:
            self._api.delayed_background_call(delay_ms, self._catch_up, room_id, desc="consilium_catch_up")

    async def _catch_up(self, room_id: str) -> None:
        # No public way to these two exists; recheck them with every Synapse version.
        store = self._api._hs.get_datastores().main
        if len(await store.get_latest_event_ids_in_room(room_id)) < 2:
            return
        people = sorted(await store.get_local_users_in_room(room_id), key=lambda user: user != self._service_account)
        if people:
            await self._api.create_and_send_event_into_room(
                {"type": EventTypes.Dummy, "room_id": room_id, "sender": people[0], "content": {}}
            )

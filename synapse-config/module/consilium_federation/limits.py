"""What clinics that are partners have not agreed on; see shared/partners/limits.ts. A message is stopped where it is
written, and left out where it comes from a clinic that does not keep to it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from synapse.module_api import ModuleApi

MESSAGING = "messaging"
# What people say to each other. Deleting it again, and everything that holds a room together, is no message.
MESSAGE_TYPES = frozenset({"m.room.encrypted", "m.room.message", "m.reaction", "m.sticker"})


def services_of(partners: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    """By server those that are limited; raises when a policy does not say it as it should."""
    return {
        partner["serverName"].lower(): frozenset(str(service) for service in partner["services"])
        for partner in partners
        if "services" in partner
    }


class LimitedRooms:
    """Whether people may write in a room: one that people made, with a clinic in it that messages are not agreed with,
    is closed. In those of a service (consults, duties, calls for help) what runs is brought to its end.
    """

    def __init__(self, api: ModuleApi, service_name: str) -> None:
        self._api = api
        self._service_name = service_name

    async def limiting(self, sender_server: str, room_id: str, without_messages: frozenset[str]) -> frozenset[str]:
        """The clinics because of which somebody may not write there; none: they may."""
        if not without_messages:
            return frozenset()
        is_own = sender_server not in without_messages
        servers = await self._servers_in(room_id) if is_own else frozenset({sender_server})
        limiting = servers & without_messages
        return frozenset() if not limiting or await self._is_of_service(room_id) else limiting

    async def _servers_in(self, room_id: str) -> frozenset[str]:
        # No public way to it exists; recheck it with every Synapse version.
        state = self._api._hs.get_storage_controllers().state
        return frozenset(server.lower() for server in await state.get_current_hosts_in_room(room_id))

    async def _is_of_service(self, room_id: str) -> bool:
        state = await self._api.get_room_state(room_id, [("m.room.create", "")])
        create = state.get(("m.room.create", ""))
        return create is not None and create.sender.partition(":")[0] == self._service_name

"""What a guest of a call may do at our Synapse: nothing but take part, whatever their client asks for.

The clinic's service gives them an account, and joins it to the room of the call once a host lets them in. Its name says
what they are, as shared/calls/guests.ts has it. Media keys and signs go from device to device and are no events.
"""

from collections.abc import Mapping
from typing import Any

PREFIX = "@consilium-guest-"
CALL_MEMBER = "org.matrix.msc3401.call.member"


def is_guest(user_id: str) -> bool:
    return user_id.startswith(PREFIX)


def may_guest_send(event_type: str, sender: str, state_key: Any, content: Mapping[str, Any]) -> bool:
    if not isinstance(state_key, str):
        return False
    if event_type == CALL_MEMBER:
        return state_key.startswith(f"_{sender}_")
    # A name of their own would stand unencrypted in the room, and look like one that somebody vouches for.
    name = content.get("displayname")
    return event_type == "m.room.member" and state_key == sender and name in (None, sender[1:].partition(":")[0])

"""Which of what people send belongs to a part of the application that the clinic can switch off; see
shared/features/feature.ts. The service refuses the rest itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

CONSULT_ROOM = "app.consilium.consult"
GUEST_CALL_ROOM = "app.consilium.guest_call"
CALL_MEMBER = "org.matrix.msc3401.call.member"
MESSAGES = frozenset({"m.room.encrypted", "m.room.message", "m.sticker", "m.reaction"})


@dataclass(frozen=True)
class Switch:
    """On or off, and for whom the other way round."""

    is_on: bool
    exceptions: frozenset[str]

    def is_on_for(self, user_id: str) -> bool:
        return self.is_on != (user_id in self.exceptions)


Switches = Mapping[str, Switch]


def read_switches(content: Any) -> dict[str, Switch]:
    """What is not named is on. Raises for what is none."""
    return {
        str(name): Switch(bool(switch["isOn"]), frozenset(str(user_id) for user_id in switch["exceptions"]))
        for name, switch in content.items()
    }


def is_spoken(event_type: str, content: Mapping[str, Any]) -> bool:
    """What a closed room takes no more of."""
    return event_type in MESSAGES or (event_type == CALL_MEMBER and bool(content))


def feature_of_event(event_type: str, is_state: bool, content: Mapping[str, Any], room_type: Optional[str]) -> Optional[str]:
    """To leave a call must be possible always, and to delete what one has written."""
    if event_type == CALL_MEMBER:
        return "teleconsult" if content else None
    if is_state or event_type not in MESSAGES:
        return None
    if room_type == CONSULT_ROOM:
        return "consults"
    return "teleconsult" if room_type == GUEST_CALL_ROOM else "messaging"

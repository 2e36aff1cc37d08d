"""Which servers have which event of a person: the honest "arrived at the partner clinic"."""

from collections.abc import Iterable, Mapping
from typing import Any

# Also the event type that clients read; see shared/matrix/event-types.ts.
DELIVERED_TYPE = "app.consilium.delivered"
KEPT_EVENTS = 200

Delivered = dict[str, list[str]]


def stored_events(content: Any) -> Delivered:
    """What account data of ours holds; nothing of it is trusted, since the person's clients can write it too."""
    events = content.get("events") if isinstance(content, Mapping) else None
    if not isinstance(events, Mapping):
        return {}
    return {
        event_id: [server for server in servers if isinstance(server, str)]
        for event_id, servers in events.items()
        if isinstance(event_id, str) and isinstance(servers, (list, tuple))
    }


def merge(stored: Delivered, news: Mapping[str, Iterable[str]], kept: int = KEPT_EVENTS) -> Delivered:
    """The newest `kept` events, those delivered last at the end."""
    merged = dict(stored)
    for event_id, servers in news.items():
        before = merged.pop(event_id, [])
        merged[event_id] = sorted({*before, *servers})
    return dict(list(merged.items())[-kept:])


class PendingDeliveries:
    """Collects what is delivered until it is written, per sender."""

    def __init__(self) -> None:
        self._by_sender: dict[str, dict[str, set[str]]] = {}

    def add(self, sender: str, event_id: str, server: str) -> None:
        self._by_sender.setdefault(sender, {}).setdefault(event_id, set()).add(server)

    def take(self) -> dict[str, dict[str, set[str]]]:
        taken, self._by_sender = self._by_sender, {}
        return taken


    def __bool__(self) -> bool:
        return bool(self._by_sender)

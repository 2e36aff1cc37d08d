"""Reads the policy that the clinic's gateway persists; see shared/partners/policy.ts for its form."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from consilium_federation.features import Switches, read_switches
from consilium_federation.limits import MESSAGING, services_of
from consilium_federation.permissions import OPEN_DEFAULT, read_permissions


@dataclass(frozen=True)
class Policy:
    # Suspended partners stay allowed: what people send is then queued by Synapse, and arrives after resuming.
    active: frozenset[str] = field(default_factory=frozenset)
    suspended: frozenset[str] = field(default_factory=frozenset)
    # Those with which not everything is agreed, and what is.
    services: dict[str, frozenset[str]] = field(default_factory=dict)
    # What accounts begin with, in the words of the permission configuration.
    permission_default: dict[str, Any] = field(default_factory=lambda: OPEN_DEFAULT)
    # What the clinic has switched off; what is not named is on.
    features: Switches = field(default_factory=dict)
    # In which our people write nothing.
    closed_rooms: frozenset[str] = field(default_factory=frozenset)

    def has(self, feature: str, user_id: str) -> bool:
        switch = self.features.get(feature)
        return switch is None or switch.is_on_for(user_id)

    @property
    def allowed(self) -> frozenset[str]:
        return self.active | self.suspended

    @property
    def without_messages(self) -> frozenset[str]:
        return frozenset(name for name, services in self.services.items() if MESSAGING not in services)


CLOSED = Policy()


def parse_policy(text: str) -> Optional[Policy]:
    """The policy in `text`, or None when it is not one."""
    try:
        content = json.loads(text)
        partners = content["partners"]
        default = content.get("permissionDefault", OPEN_DEFAULT)
        features = read_switches(content.get("features", {}))
        closed = frozenset(str(room_id) for room_id in content.get("closedRooms", []))
        named = [(partner["serverName"].lower(), partner["status"]) for partner in partners]
        services = services_of(partners)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if read_permissions(default) is None:
        return None
    return Policy(
        active=frozenset(name for name, status in named if status == "active"),
        suspended=frozenset(name for name, status in named if status == "suspended"),
        services=services,
        permission_default=default,
        features=features,
        closed_rooms=closed,
    )


class PolicyFile:
    """Reads the file again when it has changed. Absent means closed; broken means the last good one stays."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._seen: Optional[tuple[int, int, int]] = None
        self.policy = CLOSED
        self.is_broken = False

    def refresh(self) -> bool:
        """Whether the policy is another one now."""
        before = self.policy
        try:
            stat = self._path.stat()
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if seen == self._seen:
                return False
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self._seen, self.policy, self.is_broken = None, CLOSED, False
            return self.policy != before
        except (OSError, UnicodeDecodeError):
            self.is_broken = True
            return False
        self._seen = seen
        parsed = parse_policy(text)
        self.is_broken = parsed is None
        if parsed is not None:
            self.policy = parsed
        return self.policy != before


def apply_allowed(whitelist: dict[str, bool], allowed: frozenset[str]) -> None:
    """Changes the dict in place: every part of Synapse holds the same one."""
    for name in [name for name in whitelist if name not in allowed]:
        del whitelist[name]
    for name in allowed:
        whitelist[name] = True

"""Who may invite a person: gematik's permission configuration, as shared/permissions/permission-config.ts has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

PERMISSION_TYPE = "de.gematik.tim.account.permissionconfig.pro.v1"
LOCAL_SERVER = "@LOCAL_SERVER@"
GROUPS = frozenset({"isInsuredPerson"})


def server_of(user_id: str) -> str:
    return user_id.partition(":")[2].lower()


def _keys(content: Mapping[str, Any], name: str) -> list[str]:
    """The keys of a map of objects. Raises when it is none."""
    found = content.get(name, {})
    if not isinstance(found, Mapping) or not all(isinstance(value, Mapping) for value in found.values()):
        raise ValueError(name)
    return list(found)


def _check_groups(content: Mapping[str, Any]) -> None:
    groups = content.get("groupExceptions", [])
    # Synapse hands out what is stored with tuples instead of lists.
    if not isinstance(groups, (list, tuple)):
        raise ValueError("groupExceptions")
    if not all(isinstance(group, Mapping) and group.get("groupName") in GROUPS for group in groups):
        raise ValueError("groupExceptions")


@dataclass(frozen=True)
class Permissions:
    allows_all: bool = True
    servers: frozenset[str] = field(default_factory=frozenset)
    users: frozenset[str] = field(default_factory=frozenset)

    def allows(self, inviter: str) -> bool:
        """An exception, whichever it is, inverts the default."""
        is_exception = inviter.lower() in self.users or server_of(inviter) in self.servers
        return self.allows_all != is_exception


def read_permissions(content: Any) -> Optional[Permissions]:
    """What account data holds; None when it is broken."""
    if not isinstance(content, Mapping) or content.get("defaultSetting") not in ("allow all", "block all"):
        return None
    try:
        servers, users = _keys(content, "serverExceptions"), _keys(content, "userExceptions")
        _check_groups(content)
    except ValueError:
        return None
    if "" in servers or not all(user.startswith("@") for user in users):
        return None
    return Permissions(
        allows_all=content["defaultSetting"] == "allow all",
        servers=frozenset(name.lower() for name in servers),
        users=frozenset(name.lower() for name in users),
    )


OPEN_DEFAULT = {"defaultSetting": "allow all", "serverExceptions": {}}


def content_of_default(default: Mapping[str, Any], own: str) -> dict[str, Any]:
    """What an account gets that has nothing of its own."""
    names = [own if name == LOCAL_SERVER else name for name in default.get("serverExceptions", {})]
    return {
        "defaultSetting": default["defaultSetting"],
        "serverExceptions": {name: {} for name in names},
        "userExceptions": {},
        "groupExceptions": [],
    }

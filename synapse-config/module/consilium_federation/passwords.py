"""Whose passwords count, where a clinic leaves signing in to the hospital's provider."""

from typing import Any, Optional


def limit_passwords(handler: Any, accounts: frozenset[str]) -> None:
    """Of everybody else Synapse then knows no password: neither to sign in, nor to confirm by it who they are. No public
    way to it exists: a Synapse that looks passwords up elsewhere must not start, and this is rechecked with every version.
    """
    look_up = handler._find_user_id_and_pwd_hash

    async def look_up_allowed(user_id: str) -> Optional[tuple[str, str]]:
        found = await look_up(user_id)
        return found if found is not None and found[0] in accounts else None

    handler._find_user_id_and_pwd_hash = look_up_allowed

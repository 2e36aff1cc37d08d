"""What a hospital's OpenID provider says of somebody's groups. Apart from the mapping, which needs a library of its own."""

from typing import Any

# What Synapse keeps beside a sign-in under way, until `on_user_login` has passed it to the clinic's service.
GROUPS_KEY = "app.consilium.groups"


def groups_of(claim: Any) -> list[str]:
    """Providers give a list, or one text for one group."""
    found = [claim] if isinstance(claim, str) else claim
    if not isinstance(found, (list, tuple)):
        return []
    # Keycloak may write a group with its path.
    return [group.lstrip("/") for group in found if isinstance(group, str)]

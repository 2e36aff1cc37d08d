"""Whom the hospital's OpenID provider may bring in, and what it says of their groups."""

from collections.abc import Mapping
from typing import Any

from synapse.handlers.oidc import JinjaOidcMappingProvider
from synapse.handlers.sso import MappingException

from consilium_federation.groups import GROUPS_KEY, groups_of
from consilium_federation.guests import is_guest

class ProviderMapping(JinjaOidcMappingProvider):
    """Synapse's own mapping by templates, without the names of the service and with the person's groups."""

    def __init__(self, config: Mapping[str, Any], module_api: Any) -> None:
        super().__init__(config["jinja"], module_api)
        self._groups_claim = config["groups_claim"]
        self._service_localpart = config["service_localpart"]

    @staticmethod
    def parse_config(config: dict[str, Any]) -> dict[str, Any]:
        return {
            "jinja": JinjaOidcMappingProvider.parse_config(config),
            "groups_claim": config["groups_claim"],
            "service_localpart": config["service_localpart"],
        }

    async def map_user_attributes(self, userinfo: Any, token: Any, failures: int) -> Any:
        attributes = await super().map_user_attributes(userinfo, token, failures)
        localpart = attributes["localpart"]
        # Neither a number behind a name, which would be another person, nor an account that is not a person's.
        if not localpart or failures > 0 or localpart == self._service_localpart or is_guest(f"@{localpart}"):
            raise MappingException("This name cannot be the name of an account here")
        return attributes

    async def get_extra_attributes(self, userinfo: Any, token: Any) -> dict[str, Any]:
        return {GROUPS_KEY: groups_of(userinfo.get(self._groups_claim))}

"""Keeps Synapse's allow-list equal to the gateway's policy, and tells senders what has arrived at partners."""

import logging
from typing import Any, Union

from synapse.api.errors import Codes
from synapse.module_api import NOT_SPAM, ModuleApi
from synapse.module_api.callbacks.federation import FederationEventDeliveryEvent
from synapse.module_api.errors import ConfigError

from consilium_federation.catch_up import CatchUp
from consilium_federation.delivered import DELIVERED_TYPE, PendingDeliveries, merge, stored_events
from consilium_federation.policy import PolicyFile, apply_allowed

logger = logging.getLogger(__name__)

REFRESH_MS = 300
WRITE_DELAY_MS = 200
ADMIN_CHECK_MS = 1000

# `/send` is acknowledged by the partner. The others answer a partner that asks for what it lacks, after a pause for
# instance; it asks again when the answer is lost. State and joins are left out: they carry no messages.
DELIVERING_METHODS = frozenset({"/send", "/get_missing_events", "/backfill", "/event"})


class FederationModule:
    def __init__(self, config: dict[str, Any], api: ModuleApi) -> None:
        self._api = api
        self._service_account = api.get_qualified_user_id(config["service_account"])
        self._file = PolicyFile(config["policy_file"])
        self._pending = PendingDeliveries()
        self._is_writing = False
        self._is_admin_set = False

        # No public way to the list exists; recheck this line with every Synapse version.
        whitelist = api._hs.config.federation.federation_domain_whitelist
        if whitelist is None:
            raise ConfigError("federation_domain_whitelist must be [] in homeserver.yaml: the module opens it")
        self._whitelist: dict[str, bool] = whitelist

        self._refresh()
        api.looping_background_call(
            self._refresh, REFRESH_MS, desc="consilium_policy", run_on_all_instances=True
        )
        api.looping_background_call(self._ensure_admin, ADMIN_CHECK_MS, desc="consilium_service_account")
        api.register_federation_callbacks(on_event_delivered_over_federation=self._on_delivered)
        api.register_spam_checker_callbacks(user_may_invite=self._user_may_invite)
        self._catch_up = CatchUp(api, self._service_account)

    @staticmethod
    def parse_config(config: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(config.get("policy_file"), str):
            raise ConfigError("consilium_federation needs policy_file: the path of the gateway's policy")
        return {
            "policy_file": config["policy_file"],
            "service_account": config.get("service_account", "consilium"),
        }

    def _refresh(self) -> None:
        was_broken = self._file.is_broken
        if self._file.refresh():
            logger.info("Allowed partners: %s", ", ".join(sorted(self._file.policy.allowed)) or "none")
        if self._file.is_broken and not was_broken:
            logger.error("The policy file cannot be read; the last good policy stays")
        apply_allowed(self._whitelist, self._file.policy.allowed)

    async def _ensure_admin(self) -> None:
        """The clinic service asks Synapse's admin API; its account appears when the service first uses it."""
        if self._is_admin_set:
            return
        if await self._api.check_user_exists(self._service_account) is None:
            return
        await self._api.set_user_admin(self._service_account, True)
        self._is_admin_set = True

    async def _user_may_invite(
        self, inviter: str, invitee: str, room_id: str
    ) -> Union[str, tuple[Codes, dict[str, str]]]:
        """A reason at once, instead of a time-out at a partner that nothing can reach."""
        server = invitee.partition(":")[2].lower()
        if self._api.is_mine(invitee) or server in self._file.policy.active:
            return NOT_SPAM
        is_suspended = server in self._file.policy.suspended
        # Not `code`, `msg` or `error`: with these names Synapse's own error fails and the request gets no answer.
        code = "partner-suspended" if is_suspended else "partner-unknown"
        return Codes.FORBIDDEN, {"app.consilium.code": code}

    async def _on_delivered(self, delivery: FederationEventDeliveryEvent) -> None:
        if delivery.method.value == "/send_join":
            self._catch_up.server_joined(delivery.events[0].room_id)
        if delivery.method.value not in DELIVERING_METHODS:
            return
        was_empty = not self._pending
        for event in delivery.events:
            is_message = not event.is_state() and self._api.is_mine(event.sender)
            if is_message and event.sender != self._service_account:
                self._pending.add(event.sender, event.event_id, delivery.server_name)
        if self._pending and was_empty and not self._is_writing:
            self._write_later()

    def _write_later(self) -> None:
        self._api.delayed_background_call(WRITE_DELAY_MS, self._write, desc="consilium_delivered")

    async def _write(self) -> None:
        """One at a time, so that two writes never start from the same stored value."""
        if self._is_writing:
            return
        self._is_writing = True
        data = self._api.account_data_manager
        try:
            for sender, news in self._pending.take().items():
                try:
                    stored = stored_events(await data.get_global(sender, DELIVERED_TYPE))
                    merged = merge(stored, news)
                    if merged != stored:
                        await data.put_global(sender, DELIVERED_TYPE, {"events": merged})
                except Exception:
                    # One account that cannot be written (deactivated, gone) must not stop the others.
                    logger.exception("Could not record deliveries of one account")
        finally:
            self._is_writing = False
        if self._pending:
            self._write_later()

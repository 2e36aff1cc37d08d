"""Keeps Synapse's allow-list equal to the gateway's policy, refuses invitations that somebody does not want and what people
must not send, and tells senders what has arrived at partners.
"""

import logging
import time
from typing import Any, Optional, Union

from synapse.api.constants import LoginType
from synapse.api.errors import Codes
from synapse.events import EventBase
from synapse.module_api import NOT_SPAM, ModuleApi
from synapse.module_api.callbacks.federation import FederationEventDeliveryEvent
from synapse.module_api.errors import ConfigError

from consilium_federation.catch_up import CatchUp
from consilium_federation.conduct import fault_of_deletion, fault_of_event
from consilium_federation.features import MESSAGES, feature_of_event, is_spoken
from consilium_federation.guests import is_guest, may_guest_send
from consilium_federation.limits import MESSAGE_TYPES, LimitedRooms
from consilium_federation.delivered import DELIVERED_TYPE, PendingDeliveries, merge, stored_events
from consilium_federation.passwords import limit_passwords
from consilium_federation.permissions import (
    PERMISSION_TYPE,
    Permissions,
    content_of_default,
    read_permissions,
    server_of,
)
from consilium_federation.groups import GROUPS_KEY
from consilium_federation.policy import PolicyFile, apply_allowed
from consilium_federation.unasked import UnaskedInvitations

logger = logging.getLogger(__name__)

REFRESH_MS = 300
WRITE_DELAY_MS = 200
ADMIN_CHECK_MS = 1000

# `/send` is acknowledged by the partner. The others answer a partner that asks for what it lacks, after a pause for
# instance; it asks again when the answer is lost. State and joins are left out: they carry no messages.
DELIVERING_METHODS = frozenset({"/send", "/get_missing_events", "/backfill", "/event"})


def ruling(code: Optional[str]) -> Union[str, tuple[Codes, dict[str, str]]]:
    # Not `code`, `msg` or `error`: with these names Synapse's own error fails and the request gets no answer.
    return NOT_SPAM if code is None else (Codes.FORBIDDEN, {"app.consilium.code": code})


class FederationModule:
    def __init__(self, config: dict[str, Any], api: ModuleApi) -> None:
        self._api = api
        self._service_account = api.get_qualified_user_id(config["service_account"])
        self._sign_ins: Optional[dict[str, str]] = config["sign_ins"]
        self._limit_questions: Optional[dict[str, str]] = config["limit_questions"]
        self._file = PolicyFile(config["policy_file"])
        if config["password_accounts"] is not None:
            accounts = frozenset(api.get_qualified_user_id(name) for name in config["password_accounts"])
            limit_passwords(api._hs.get_auth_handler(), accounts)
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
        # Synapse asks these for what comes over federation, too.
        api.register_spam_checker_callbacks(
            user_may_invite=self._user_may_invite,
            check_event_for_spam=self._check_event,
            user_may_create_room=self._user_may_create_room,
            user_may_join_room=self._user_may_join_room,
        )
        api.register_media_repository_callbacks(is_user_allowed_to_upload_media_of_size=self._may_upload)
        api.register_account_validity_callbacks(on_user_login=self._on_provider_login)
        api.register_account_validity_callbacks(on_user_login=self._on_login)
        self._catch_up = CatchUp(api, self._service_account)
        self._limited = LimitedRooms(api, self._service_account.partition(":")[0])
        self._unasked = UnaskedInvitations(api, self._fault_of)

    @staticmethod
    def parse_config(config: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(config.get("policy_file"), str):
            raise ConfigError("consilium_federation needs policy_file: the path of the gateway's policy")
        return {
            "policy_file": config["policy_file"],
            "service_account": config.get("service_account", "consilium"),
            # Where the clinic's service hears who signs in by the hospital's provider, and its token; None without one.
            "sign_ins": config.get("sign_ins"),
            # Names of the accounts that have a password, where the others come in by the provider alone; None: all have.
            "password_accounts": config.get("password_accounts"),
            # Where the clinic's service asks a partner once more what it lets us do, and its token; None: nobody asks.
            "limit_questions": config.get("limit_questions"),
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
        return ruling(await self._fault_of(inviter, invitee))

    async def _user_may_create_room(self, user_id: str, *_: Any) -> Union[str, Codes, tuple[Codes, dict[str, str]]]:
        if is_guest(user_id):
            return Codes.FORBIDDEN
        may_write = user_id == self._service_account or self._file.policy.has("messaging", user_id)
        return ruling(None if may_write else "feature-off")

    async def _user_may_join_room(self, user_id: str, _room_id: str, is_invited: bool) -> Union[str, Codes]:
        return Codes.FORBIDDEN if is_guest(user_id) and not is_invited else NOT_SPAM

    async def _may_upload(self, user_id: str, _size: int) -> bool:
        return not is_guest(user_id)

    async def _check_event(self, event: EventBase) -> Union[str, tuple[Codes, dict[str, str]]]:
        """Own people: what a partner's people send was accepted there, and rooms must not fall apart."""
        if not self._api.is_mine(event.sender):
            await self._unasked.event_came(event)
            # Nobody sees it. State is always let in, or the clinics would see two rooms.
            return ruling(await self._fault_of_message(event))
        if is_guest(event.sender):
            may_send = may_guest_send(event.type, event.sender, event.get_state_key(), event.content)
            return NOT_SPAM if may_send else ruling("not-allowed")
        if event.sender == self._service_account:
            return NOT_SPAM
        if event.room_id in self._file.policy.closed_rooms and is_spoken(event.type, event.content):
            return ruling("room-closed")
        if await self._is_off(event):
            return ruling("feature-off")
        if event.is_state():
            return NOT_SPAM
        if event.type != "m.room.redaction":
            return ruling(fault_of_event(event.type, event.content) or await self._fault_of_message(event))
        # Newer room versions have it in the content.
        redacts = event.content.get("redacts") or event.redacts
        target = await self._api._hs.get_datastores().main.get_event(redacts, allow_none=True)
        if target is None:
            return NOT_SPAM
        now_ms = int(time.time() * 1000)
        return ruling(fault_of_deletion(event.content, target.content, target.origin_server_ts, now_ms))

    async def _is_off(self, event: EventBase) -> bool:
        policy = self._file.policy
        if not policy.features:
            return False
        room_type: Optional[str] = None
        # Of what a room begins with, Synapse knows no room yet.
        if event.type in MESSAGES:
            main = self._api._hs.get_datastores().main
            room_type = (await main.get_create_event_for_room(event.room_id)).content.get("type")
        feature = feature_of_event(event.type, event.is_state(), event.content, room_type)
        return feature is not None and not policy.has(feature, event.sender)

    async def _fault_of_message(self, event: EventBase) -> Optional[str]:
        if event.is_state() or event.type not in MESSAGE_TYPES or self._is_service(event.sender):
            return None
        # What is refused here never comes again, and a limit may have been lifted a moment ago: here, or by the partner.
        for look_again in (self._reread, self._ask_again):
            limiting = await self._limiting(event)
            if not limiting:
                return None
            await look_again(limiting)
        return "partner-limited" if await self._limiting(event) else None

    async def _limiting(self, event: EventBase) -> frozenset[str]:
        without = self._file.policy.without_messages
        return await self._limited.limiting(server_of(event.sender), event.room_id, without)

    async def _reread(self, _servers: frozenset[str]) -> None:
        self._refresh()

    async def _ask_again(self, servers: frozenset[str]) -> None:
        if self._limit_questions is None:
            return
        for server in servers:
            try:
                await self._ask(self._limit_questions, {"serverName": server})
            except Exception:
                # Then what was known before holds.
                logger.info("The clinic's service was not asked about a limit")
        self._refresh()

    async def _ask(self, to: dict[str, str], body: dict[str, Any]) -> None:
        headers = {b"Authorization": [b"Bearer " + to["token"].encode()]}
        await self._api.http_client.post_json_get_json(to["url"], body, headers)

    async def _fault_of(self, inviter: str, invitee: str) -> Optional[str]:
        policy = self._file.policy
        if is_guest(inviter):
            return "not-allowed"
        # To the call that they came for, and nowhere else.
        if is_guest(invitee) and inviter != self._service_account:
            return "invitation-refused"
        if not self._api.is_mine(invitee):
            server = server_of(invitee)
            if server in policy.active:
                # What the service invites to, it has asked about itself.
                is_person = inviter != self._service_account
                return "partner-limited" if is_person and server in policy.without_messages else None
            return "partner-suspended" if server in policy.suspended else "partner-unknown"
        if invitee == self._service_account or self._is_service(inviter):
            return None
        if not policy.has("messaging", invitee):
            return "feature-off"
        if server_of(inviter) in policy.without_messages:
            return "partner-limited"
        # One code for all reasons: who is blocked learns neither whether it is the person or the clinic, nor the mode.
        return None if (await self._permissions_of(invitee)).allows(inviter) else "invitation-refused"

    def _is_service(self, user_id: str) -> bool:
        """A consult always reaches those on duty: its invitations come from a clinic's service, not from a person."""
        return user_id == self._service_account or (
            user_id.partition(":")[0] == self._service_account.partition(":")[0]
            and server_of(user_id) in self._file.policy.active
        )

    async def _permissions_of(self, user_id: str) -> Permissions:
        """What the person has decided; whoever has nothing, or something broken, has the clinic's default."""
        stored = await self._api.account_data_manager.get_global(user_id, PERMISSION_TYPE)
        permissions = read_permissions(stored)
        if permissions is not None:
            return permissions
        default = content_of_default(self._file.policy.permission_default, server_of(user_id))
        if stored is not None:
            await self._api.account_data_manager.put_global(user_id, PERMISSION_TYPE, default)
        return read_permissions(default) or Permissions(allows_all=False)

    async def _on_provider_login(self, user_id: str, login_type: Optional[str], _id: Optional[str]) -> None:
        """What the provider says of their groups holds from this sign-in on; without the service nobody comes in by it."""
        if self._sign_ins is None or login_type != LoginType.SSO:
            return
        beside = self._api._hs.get_auth_handler()._extra_attributes.get(user_id)
        groups = beside.extra_attributes.get(GROUPS_KEY, []) if beside else []
        await self._ask(self._sign_ins, {"userId": user_id, "groups": groups})

    async def _on_login(self, user_id: str, _type: Optional[str], _id: Optional[str]) -> None:
        """Clients find the configuration there, and the person what holds for them."""
        try:
            data = self._api.account_data_manager
            if user_id == self._service_account or read_permissions(await data.get_global(user_id, PERMISSION_TYPE)):
                return
            default = content_of_default(self._file.policy.permission_default, server_of(user_id))
            await data.put_global(user_id, PERMISSION_TYPE, default)
        except Exception:
            # Nobody is kept out for it: without a configuration, the clinic's default holds.
            logger.exception("Could not give an account its permission configuration")

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

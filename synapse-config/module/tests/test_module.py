"""The module against a small stand-in for what it uses of Synapse's module API."""

import asyncio
import json
import time
from types import SimpleNamespace

import pytest
from synapse.api.errors import Codes, SynapseError
from synapse.module_api import NOT_SPAM
from synapse.module_api.callbacks.federation import FederatedEventDeliveryMethod, FederationEventDeliveryEvent
from synapse.module_api.errors import ConfigError

from consilium_federation import FederationModule


class FakeAccountData:
    def __init__(self):
        self.stored = {}
        self.writes = 0

    async def get_global(self, user_id, data_type):
        return self.stored.get((user_id, data_type))

    async def put_global(self, user_id, data_type, content):
        if user_id == "@gone:nord.localhost":
            raise ValueError("does not exist")
        self.writes += 1
        self.stored[(user_id, data_type)] = content


class FakeApi:
    def __init__(self, whitelist):
        self.latest = {"!room": frozenset({"$1"})}
        self.tied = []
        self.memberships = {}
        self.left = []
        self.events = {}
        self.room_types = {}
        main = SimpleNamespace(
            get_latest_event_ids_in_room=self._latest_in,
            get_local_users_in_room=self._people_in,
            get_event=self._event,
            get_create_event_for_room=self._created,
            get_local_current_membership_for_user_in_room=self._membership,
        )
        self._hs = SimpleNamespace(
            config=SimpleNamespace(federation=SimpleNamespace(federation_domain_whitelist=whitelist)),
            get_datastores=lambda: SimpleNamespace(main=main),
        )
        self.account_data_manager = FakeAccountData()
        self.loops = {}
        self.delayed = []
        self.admins = []
        self.users = set()
        self.callbacks = {}

    def get_qualified_user_id(self, name):
        return f"@{name}:nord.localhost"

    def is_mine(self, user_id):
        return user_id.endswith(":nord.localhost")

    def looping_background_call(self, call, msec, desc=None, run_on_all_instances=False):
        self.loops[desc] = call

    async def _latest_in(self, room_id):
        return self.latest[room_id]

    async def _event(self, event_id, allow_none=False):
        return self.events.get(event_id)

    async def _created(self, room_id):
        return SimpleNamespace(content={"type": self.room_types.get(room_id)})

    async def _people_in(self, _room_id):
        return ["@a:nord.localhost"]

    async def _membership(self, user_id, room_id):
        return self.memberships.get((user_id, room_id), (None, None))

    async def update_room_membership(self, sender, target, room_id, new_membership):
        assert sender == target and new_membership == "leave"
        self.left.append((target, room_id))

    async def create_and_send_event_into_room(self, event):
        self.tied.append(event["room_id"])
        self.latest[event["room_id"]] = frozenset({"$dummy"})

    def delayed_background_call(self, msec, call, *args, desc=None):
        self.delayed.append(lambda: call(*args))

    def register_federation_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def register_spam_checker_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def register_media_repository_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def register_account_validity_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    async def check_user_exists(self, user_id):
        return user_id if user_id in self.users else None

    async def set_user_admin(self, user_id, admin):
        self.admins.append((user_id, admin))

    def run_delayed(self):
        calls, self.delayed = self.delayed, []
        for call in calls:
            asyncio.run(call())


@pytest.fixture
def policy_file(tmp_path):
    path = tmp_path / "policy.json"
    path.write_text(
        json.dumps(
            {
                "partners": [
                    {"serverName": "sued.localhost", "status": "active"},
                    {"serverName": "west.localhost", "status": "suspended"},
                ]
            }
        )
    )
    return path


@pytest.fixture
def api(policy_file):
    api = FakeApi({})
    FederationModule(FederationModule.parse_config({"policy_file": str(policy_file)}), api)
    return api


def event(event_id, sender="@a:nord.localhost", is_state=False):
    return SimpleNamespace(event_id=event_id, sender=sender, is_state=lambda: is_state, room_id="!room")


def deliver(api, server, *events, method="/send"):
    delivery = FederationEventDeliveryEvent(server, events, FederatedEventDeliveryMethod(method))
    asyncio.run(api.callbacks["on_event_delivered_over_federation"](delivery))


def delivered(api, user="@a:nord.localhost"):
    return (api.account_data_manager.stored.get((user, "app.consilium.delivered")) or {}).get("events")


def test_the_allow_list_follows_the_policy_without_a_restart(api, policy_file):
    whitelist = api._hs.config.federation.federation_domain_whitelist
    assert set(whitelist) == {"sued.localhost", "west.localhost"}
    policy_file.write_text('{"partners": []}')
    api.loops["consilium_policy"]()
    assert whitelist == {}


def test_an_allow_list_that_is_open_to_everybody_is_not_accepted(policy_file):
    with pytest.raises(ConfigError):
        FederationModule(FederationModule.parse_config({"policy_file": str(policy_file)}), FakeApi(None))


def test_the_service_account_becomes_admin_once_it_exists(api):
    check = api.loops["consilium_service_account"]
    asyncio.run(check())
    assert api.admins == []
    api.users.add("@consilium:nord.localhost")
    asyncio.run(check())
    asyncio.run(check())
    assert api.admins == [("@consilium:nord.localhost", True)]


def test_what_arrives_within_a_moment_is_written_once(api):
    deliver(api, "sued.localhost", event("$1"), event("$2"))
    deliver(api, "west.localhost", event("$1"))
    assert len(api.delayed) == 1
    api.run_delayed()
    assert delivered(api) == {"$1": ["sued.localhost", "west.localhost"], "$2": ["sued.localhost"]}
    assert api.account_data_manager.writes == 1


def test_what_was_stored_before_is_kept(api):
    deliver(api, "sued.localhost", event("$1"))
    api.run_delayed()
    deliver(api, "sued.localhost", event("$2"))
    api.run_delayed()
    assert delivered(api) == {"$1": ["sued.localhost"], "$2": ["sued.localhost"]}


def test_state_foreign_senders_the_service_account_and_mere_joins_are_left_out(api):
    deliver(api, "sued.localhost", event("$1", is_state=True))
    deliver(api, "sued.localhost", event("$2", sender="@b:sued.localhost"))
    deliver(api, "sued.localhost", event("$3", sender="@consilium:nord.localhost"))
    deliver(api, "sued.localhost", event("$4"), method="/send_join")
    api.run_delayed()
    assert api.account_data_manager.writes == 0


def test_one_account_that_cannot_be_written_does_not_stop_the_others(api):
    deliver(api, "sued.localhost", event("$1", sender="@gone:nord.localhost"), event("$2"))
    api.run_delayed()
    assert delivered(api) == {"$2": ["sued.localhost"]}


def test_a_message_written_in_the_moment_of_a_join_is_tied_to_it_once(api):
    deliver(api, "sued.localhost", event("$1", is_state=True), method="/send_join")
    assert api.tied == []
    api.latest["!room"] = frozenset({"$1", "$2"})
    api.run_delayed()
    assert api.tied == ["!room"]


def test_a_join_beside_which_nothing_was_written_changes_nothing(api):
    deliver(api, "sued.localhost", event("$1", is_state=True), method="/send_join")
    deliver(api, "sued.localhost", event("$2"))
    api.run_delayed()
    assert api.tied == []


@pytest.mark.parametrize(
    ("invitee", "code"),
    [
        ("@b:sued.localhost", None),
        ("@b:nord.localhost", None),
        ("@b:west.localhost", "partner-suspended"),
        ("@b:mallory.example", "partner-unknown"),
    ],
)
def test_an_invitation_that_cannot_arrive_is_refused_with_the_reason(api, invitee, code):
    ruling = asyncio.run(api.callbacks["user_may_invite"]("@a:nord.localhost", invitee, "!room"))
    if code is None:
        assert ruling == NOT_SPAM
    else:
        assert ruling[0] == Codes.FORBIDDEN
        # What Synapse makes of it; some field names break it.
        assert SynapseError(403, "refused", *ruling).error_dict(None)["app.consilium.code"] == code
        assert ruling[1] == {"app.consilium.code": code}


def sent(event_type, content, sender="@a:nord.localhost", is_state=False, redacts=None):
    return SimpleNamespace(
        type=event_type,
        content=content,
        sender=sender,
        redacts=redacts,
        room_id="!room",
        is_state=lambda: is_state,
    )


def checked(api, event):
    answer = asyncio.run(api.callbacks["check_event_for_spam"](event))
    return None if answer == NOT_SPAM else answer[1]["app.consilium.code"]


def invitation(invitee, sender="@b:sued.localhost"):
    return SimpleNamespace(
        type="m.room.member",
        content={"membership": "invite"},
        sender=sender,
        state_key=invitee,
        room_id="!shared",
        event_id="$invite",
        is_state=lambda: True,
    )


def block(api, user_id):
    content = {"defaultSetting": "block all", "serverExceptions": {}, "userExceptions": {}, "groupExceptions": []}
    api.account_data_manager.stored[(user_id, "de.gematik.tim.account.permissionconfig.pro.v1")] = content


def test_an_unwanted_invitation_in_a_shared_room_is_declined_as_soon_as_it_is_there(api):
    block(api, "@a:nord.localhost")
    assert checked(api, invitation("@a:nord.localhost")) is None
    # Synapse has asked, and not stored it yet.
    api.run_delayed()
    assert api.left == []
    api.memberships[("@a:nord.localhost", "!shared")] = ("invite", "$invite")
    api.run_delayed()
    assert api.left == [("@a:nord.localhost", "!shared")]


@pytest.mark.parametrize(
    ("sender", "membership"),
    [
        # A consult reaches those on duty.
        ("@consilium:sued.localhost", ("invite", "$invite")),
        # They have come in meanwhile, or somebody whom they want has invited them.
        ("@b:sued.localhost", ("join", "$join")),
        ("@b:sued.localhost", ("invite", "$wanted")),
    ],
)
def test_nobody_is_taken_out_of_a_room_for_it(api, sender, membership):
    block(api, "@a:nord.localhost")
    api.memberships[("@a:nord.localhost", "!shared")] = membership
    assert checked(api, invitation("@a:nord.localhost", sender)) is None
    for _ in range(5):
        api.run_delayed()
    assert api.left == []


def test_a_wanted_invitation_in_a_shared_room_stays(api):
    api.memberships[("@a:nord.localhost", "!shared")] = ("invite", "$invite")
    assert checked(api, invitation("@a:nord.localhost")) is None
    api.run_delayed()
    assert api.left == []


def test_threads_of_own_people_are_refused_and_those_of_partners_are_not():
    api = FakeApi({})
    FederationModule(FederationModule.parse_config({"policy_file": "/nowhere"}), api)
    thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": "$1"}}
    assert checked(api, sent("m.room.encrypted", thread)) == "thread-refused"
    assert checked(api, sent("m.room.encrypted", thread, sender="@b:sued.localhost")) is None


@pytest.mark.parametrize(("age_hours", "code"), [(23, None), (25, "deletion-too-late")])
def test_own_people_delete_within_a_day(api, age_hours, code):
    sent_ms = int((time.time() - age_hours * 3600) * 1000)
    api.events["$old"] = SimpleNamespace(content={"body": "x"}, origin_server_ts=sent_ms)
    assert checked(api, sent("m.room.redaction", {"redacts": "$old"})) == code
    # Older room versions.
    assert checked(api, sent("m.room.redaction", {}, redacts="$old")) == code
    assert checked(api, sent("m.room.redaction", {"redacts": "$old"}, sender="@b:sued.localhost")) is None
    assert checked(api, sent("m.room.redaction", {"redacts": "$old"}, sender="@consilium:nord.localhost")) is None


def test_a_deletion_of_something_unknown_is_left_to_synapse(api):
    assert checked(api, sent("m.room.redaction", {"redacts": "$unknown"})) is None


def switch(api, policy_file, **features):
    partners = json.loads(policy_file.read_text())["partners"]
    policy_file.write_text(json.dumps({"partners": partners, "features": features}))
    api.loops["consilium_policy"]()


def test_what_the_clinic_has_switched_off_is_refused_and_comes_back(api, policy_file):
    message = sent("m.room.encrypted", {"ciphertext": "x"})
    create = lambda user: asyncio.run(api.callbacks["user_may_create_room"](user, {}))
    switch(api, policy_file, messaging={"isOn": False, "exceptions": ["@b:nord.localhost"]})
    assert checked(api, message) == "feature-off"
    assert checked(api, sent("m.room.encrypted", {}, sender="@b:nord.localhost")) is None
    assert checked(api, sent("m.room.create", {}, is_state=True)) is None
    assert create("@a:nord.localhost")[1] == {"app.consilium.code": "feature-off"}
    assert create("@b:nord.localhost") == create("@consilium:nord.localhost") == NOT_SPAM
    invite = asyncio.run(api.callbacks["user_may_invite"]("@c:sued.localhost", "@a:nord.localhost", "!room"))
    assert invite[1] == {"app.consilium.code": "feature-off"}
    api.room_types["!room"] = "app.consilium.consult"
    assert checked(api, message) is None
    switch(api, policy_file)
    api.room_types.clear()
    assert checked(api, message) is None
    assert create("@a:nord.localhost") == NOT_SPAM


def test_a_closed_room_takes_no_messages_and_lets_people_go(api, policy_file):
    partners = json.loads(policy_file.read_text())["partners"]
    policy_file.write_text(json.dumps({"partners": partners, "closedRooms": ["!room"]}))
    api.loops["consilium_policy"]()
    assert checked(api, sent("m.room.encrypted", {"ciphertext": "x"})) == "room-closed"
    assert checked(api, sent("m.room.member", {"membership": "leave"}, is_state=True)) is None
    assert checked(api, sent("org.matrix.msc3401.call.member", {}, is_state=True)) is None
    policy_file.write_text(json.dumps({"partners": partners}))
    api.loops["consilium_policy"]()
    assert checked(api, sent("m.room.encrypted", {"ciphertext": "x"})) is None


@pytest.fixture
def limited(policy_file):
    """Messages are not agreed with Süd."""
    partners = [{"serverName": "sued.localhost", "status": "active", "services": ["consults"]}]
    policy_file.write_text(json.dumps({"partners": partners}))
    api = FakeApi({})
    hosts = {"!both": {"nord.localhost", "sued.localhost"}, "!own": {"nord.localhost"}}
    hosts["!consult"] = hosts["!both"]

    async def hosts_in(room_id):
        return frozenset(hosts[room_id])

    async def room_state(room_id, _types):
        creator = "@consilium:sued.localhost" if room_id == "!consult" else "@a:nord.localhost"
        return {("m.room.create", ""): SimpleNamespace(sender=creator)}

    state = SimpleNamespace(get_current_hosts_in_room=hosts_in)
    api._hs.get_storage_controllers = lambda: SimpleNamespace(state=state)
    api.get_room_state = room_state
    FederationModule(FederationModule.parse_config({"policy_file": str(policy_file)}), api)
    return api


@pytest.mark.parametrize("sender", ["@a:nord.localhost", "@b:sued.localhost"])
@pytest.mark.parametrize(
    ("room_id", "event_type", "is_state", "code"),
    [
        ("!both", "m.room.encrypted", False, "partner-limited"),
        ("!both", "m.room.message", False, "partner-limited"),
        ("!both", "m.room.redaction", False, None),
        ("!both", "m.room.member", True, None),
        ("!consult", "m.room.encrypted", False, None),
    ],
)
def test_messages_that_are_not_agreed_on_are_stopped_and_consults_go_on(limited, sender, room_id, event_type, is_state, code):
    message = sent(event_type, {"redacts": "$1"}, sender=sender, is_state=is_state)
    message.room_id = room_id
    assert checked(limited, message) == code


def test_a_message_that_comes_just_after_its_limit_was_lifted_is_not_lost(limited, policy_file):
    message = sent("m.room.encrypted", {}, sender="@b:sued.localhost")
    message.room_id = "!both"
    policy_file.write_text(json.dumps({"partners": [{"serverName": "sued.localhost", "status": "active"}]}))
    assert checked(limited, message) is None


@pytest.mark.parametrize("sender", ["@a:nord.localhost", "@b:sued.localhost"])
def test_a_partner_is_asked_once_more_before_a_message_is_refused(limited, policy_file, sender):
    asked = []

    class Client:
        async def post_json_get_json(self, url, body, headers):
            asked.append((url, body, headers[b"Authorization"]))
            policy_file.write_text(json.dumps({"partners": [{"serverName": "sued.localhost", "status": "active"}]}))

    limited.http_client = Client()
    config = {"policy_file": str(policy_file), "limit_questions": {"url": "http://s/q", "token": "t"}}
    FederationModule(FederationModule.parse_config(config), limited)
    message = sent("m.room.encrypted", {}, sender=sender)
    message.room_id = "!both"
    assert checked(limited, message) is None
    assert asked == [("http://s/q", {"serverName": "sued.localhost"}, [b"Bearer t"])]


def test_a_message_is_refused_when_nobody_can_be_asked(limited, policy_file):
    config = {"policy_file": str(policy_file), "limit_questions": {"url": "http://s/q", "token": "t"}}
    FederationModule(FederationModule.parse_config(config), limited)
    message = sent("m.room.encrypted", {}, sender="@b:sued.localhost")
    message.room_id = "!both"
    assert checked(limited, message) == "partner-limited"


def test_messages_among_the_own_people_are_no_question_of_limits(limited):
    message = sent("m.room.encrypted", {})
    message.room_id = "!own"
    assert checked(limited, message) is None


@pytest.mark.parametrize(
    ("inviter", "invitee", "code"),
    [
        ("@a:nord.localhost", "@b:sued.localhost", "partner-limited"),
        ("@b:sued.localhost", "@a:nord.localhost", "partner-limited"),
        ("@consilium:nord.localhost", "@b:sued.localhost", None),
        ("@consilium:sued.localhost", "@a:nord.localhost", None),
        ("@a:nord.localhost", "@c:nord.localhost", None),
    ],
)
def test_people_of_clinics_that_have_not_agreed_on_messages_do_not_invite_each_other(limited, inviter, invitee, code):
    answer = asyncio.run(limited.callbacks["user_may_invite"](inviter, invitee, "!room"))
    assert (None if answer == NOT_SPAM else answer[1]["app.consilium.code"]) == code

"""Messages that are not agreed on with a partner."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from synapse.module_api import NOT_SPAM

from consilium_federation import FederationModule
from synapse_for_tests import FakeApi, checked, sent


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

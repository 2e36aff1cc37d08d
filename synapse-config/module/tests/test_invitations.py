"""Invitations that cannot arrive, and those that somebody does not want."""

import asyncio
from types import SimpleNamespace

import pytest
from synapse.api.errors import Codes, SynapseError
from synapse.module_api import NOT_SPAM

from synapse_for_tests import checked


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

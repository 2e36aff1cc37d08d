"""What a guest of a call may do."""

import pytest

from consilium_federation.guests import is_guest, may_guest_send

GUEST = "@consilium-guest-0f:nord.localhost"
CALL = "org.matrix.msc3401.call.member"


def test_a_guest_is_known_by_the_name():
    assert is_guest(GUEST)
    assert not is_guest("@consilium:nord.localhost")


@pytest.mark.parametrize(
    ("event_type", "state_key", "content", "may"),
    [
        (CALL, f"_{GUEST}_PHONE_m.call", {}, True),
        (CALL, "_@eva:nord.localhost_PHONE_m.call", {}, False),
        ("m.room.member", GUEST, {"membership": "join"}, True),
        ("m.room.member", GUEST, {"membership": "join", "displayname": "consilium-guest-0f"}, True),
        ("m.room.member", GUEST, {"membership": "join", "displayname": "Dr. Oberarzt"}, False),
        ("m.room.member", "@eva:nord.localhost", {"membership": "invite"}, False),
        ("m.room.encrypted", None, {}, False),
        ("m.room.topic", "", {"topic": "x"}, False),
    ],
)
def test_a_guest_sends_what_the_call_needs_and_nothing_else(event_type, state_key, content, may):
    assert may_guest_send(event_type, GUEST, state_key, content) is may

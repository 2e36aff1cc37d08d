import pytest

from consilium_federation.features import feature_of_event, read_switches

CALL = "org.matrix.msc3401.call.member"


@pytest.mark.parametrize(
    "event_type, is_state, content, room_type, expected",
    [
        ("m.room.encrypted", False, {"a": 1}, None, "messaging"),
        ("m.reaction", False, {"a": 1}, "app.consilium.duty", "messaging"),
        ("m.room.encrypted", False, {"a": 1}, "app.consilium.consult", "consults"),
        ("m.room.encrypted", False, {"a": 1}, "app.consilium.guest_call", "teleconsult"),
        (CALL, True, {"a": 1}, "app.consilium.consult", "teleconsult"),
        (CALL, True, {}, None, None),
        ("m.room.redaction", False, {"a": 1}, None, None),
        ("m.room.member", True, {"membership": "leave"}, None, None),
    ],
)
def test_what_is_sent_belongs_to_a_part_of_the_application(event_type, is_state, content, room_type, expected):
    assert feature_of_event(event_type, is_state, content, room_type) == expected


def test_a_part_is_on_or_off_and_for_some_the_other_way_round():
    switches = read_switches(
        {"messaging": {"isOn": False, "exceptions": ["@a:x"]}, "consults": {"isOn": True, "exceptions": ["@a:x"]}}
    )
    assert switches["messaging"].is_on_for("@a:x") and not switches["messaging"].is_on_for("@b:x")
    assert switches["consults"].is_on_for("@b:x") and not switches["consults"].is_on_for("@a:x")

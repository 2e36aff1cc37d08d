"""What own people may not send."""

import time
from types import SimpleNamespace

import pytest

from consilium_federation import FederationModule
from synapse_for_tests import FakeApi, checked, sent


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

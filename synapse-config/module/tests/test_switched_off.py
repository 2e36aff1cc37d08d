"""Services that the clinic has switched off, and rooms that it has closed."""

import asyncio
import json

from synapse.module_api import NOT_SPAM

from synapse_for_tests import checked, sent


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

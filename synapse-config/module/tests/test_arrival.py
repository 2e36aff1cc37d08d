"""What is written down of events that have arrived at partners."""

import asyncio
from types import SimpleNamespace

from synapse.module_api.callbacks.federation import FederatedEventDeliveryMethod, FederationEventDeliveryEvent


def event(event_id, sender="@a:nord.localhost", is_state=False):
    return SimpleNamespace(event_id=event_id, sender=sender, is_state=lambda: is_state, room_id="!room")


def deliver(api, server, *events, method="/send"):
    delivery = FederationEventDeliveryEvent(server, events, FederatedEventDeliveryMethod(method))
    asyncio.run(api.callbacks["on_event_delivered_over_federation"](delivery))


def delivered(api, user="@a:nord.localhost"):
    return (api.account_data_manager.stored.get((user, "app.consilium.delivered")) or {}).get("events")


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

from consilium_federation.delivered import PendingDeliveries, merge, stored_events


def test_a_second_server_is_added_to_the_first():
    assert merge({"$1": ["a.example"]}, {"$1": {"b.example"}}) == {"$1": ["a.example", "b.example"]}


def test_only_the_newest_events_are_kept():
    stored = {f"${n}": ["a.example"] for n in range(5)}
    assert list(merge(stored, {"$9": ["a.example"]}, kept=3)) == ["$3", "$4", "$9"]


def test_what_a_client_wrote_into_it_does_no_harm():
    assert stored_events(None) == {}
    assert stored_events({"events": "x"}) == {}
    assert stored_events({"events": {"$1": ["a.example", 7], "$2": "x"}}) == {"$1": ["a.example"]}


def test_deliveries_are_collected_per_sender_and_taken_once():
    pending = PendingDeliveries()
    pending.add("@a:x", "$1", "p.example")
    pending.add("@a:x", "$1", "q.example")
    pending.add("@b:x", "$2", "p.example")
    assert pending.take() == {"@a:x": {"$1": {"p.example", "q.example"}}, "@b:x": {"$2": {"p.example"}}}
    assert not pending
    assert pending.take() == {}

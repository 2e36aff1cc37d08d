import pytest

from consilium_federation.conduct import DELETABLE_MS, fault_of_deletion, fault_of_event, is_one_emoji


@pytest.mark.parametrize("key", ["👍", "👍🏽", "❤️", "❤", "🇩🇪", "👩‍⚕️", "1️⃣", "✅", "🫀"])
def test_one_emoji_is_a_reaction(key):
    assert is_one_emoji(key)


@pytest.mark.parametrize("key", ["", "👍👍", "ok", "👍 ja", "1", "🇩🇪🇦🇹", "ä", None, 7, "👍" * 40])
def test_anything_else_is_none(key):
    assert not is_one_emoji(key)


def relating(kind, **more):
    return {"m.relates_to": {"rel_type": kind, "event_id": "$1", **more}}


def test_threads_are_refused_whether_encrypted_or_not():
    assert fault_of_event("m.room.encrypted", relating("m.thread")) == "thread-refused"
    assert fault_of_event("m.room.message", relating("m.thread")) == "thread-refused"


def test_a_reaction_in_the_clear_is_exactly_one_emoji():
    assert fault_of_event("m.reaction", relating("m.annotation", key="👍")) is None
    assert fault_of_event("m.reaction", relating("m.annotation", key="Kalium 3,1")) == "reaction-refused"
    assert fault_of_event("m.reaction", {}) == "reaction-refused"


@pytest.mark.parametrize("content", [{}, {"m.relates_to": 7}, relating(7), relating("m.replace"), {"body": "x"}])
def test_whatever_else_is_sent_passes(content):
    assert fault_of_event("m.room.message", content) is None


def test_a_day_later_a_message_stays():
    message = {"body": "x"}
    assert fault_of_deletion({}, message, 0, DELETABLE_MS) is None
    assert fault_of_deletion({}, message, 0, DELETABLE_MS + 1) == "deletion-too-late"
    assert fault_of_deletion({}, relating("m.replace"), 0, DELETABLE_MS + 1) == "deletion-too-late"


@pytest.mark.parametrize("kind", ["m.annotation", "app.consilium.reaction"])
def test_a_reaction_may_be_taken_back_at_any_time(kind):
    told = {"app.consilium.redacted_relation": "m.annotation"}
    assert fault_of_deletion(told, relating(kind), 0, DELETABLE_MS + 1) is None


def test_a_message_cannot_be_deleted_as_if_it_were_a_reaction():
    told = {"app.consilium.redacted_relation": "m.annotation"}
    assert fault_of_deletion(told, {"body": "x"}, 0, 1) == "bad-input"
    assert fault_of_deletion(told, relating("m.replace"), 0, 1) == "bad-input"
    assert fault_of_deletion({"app.consilium.redacted_relation": "m.replace"}, relating("m.replace"), 0, 1) is None

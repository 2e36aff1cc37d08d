"""A join and a message at the same time, against a small stand-in for what the module uses of Synapse."""

import asyncio
from types import SimpleNamespace

from synapse.module_api import NOT_SPAM

from consilium_federation.catch_up import CHECK_AFTER_MS, CatchUp

SERVICE = "@consilium:nord.localhost"


class FakeApi:
    def __init__(self, ends, people):
        self.sent = []
        self.delayed = []
        self.callbacks = {}
        main = SimpleNamespace(
            get_latest_event_ids_in_room=self._answer(ends), get_local_users_in_room=self._answer(people)
        )
        self._hs = SimpleNamespace(get_datastores=lambda: SimpleNamespace(main=main))

    @staticmethod
    def _answer(value):
        async def answer(_room_id):
            return value

        return answer

    def register_spam_checker_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def is_mine(self, user):
        return user.endswith(":nord.localhost")

    def delayed_background_call(self, delay_ms, call, *args, desc):
        self.delayed.append((delay_ms, call, args))

    async def create_and_send_event_into_room(self, event):
        self.sent.append(event)


def member(sender, membership="join"):
    return SimpleNamespace(type="m.room.member", membership=membership, sender=sender, room_id="!room")


def happen(event, ends=("$join", "$message"), people=("@a:nord.localhost",)):
    api = FakeApi(ends, people)
    CatchUp(api, SERVICE)
    assert asyncio.run(api.callbacks["check_event_for_spam"](event)) == NOT_SPAM
    for _, call, args in api.delayed:
        asyncio.run(call(*args))
    return api


def test_what_was_said_while_a_partner_joined_gets_a_successor_that_makes_the_partner_fetch_it():
    api = happen(member("@b:sued.localhost"))
    assert [delay for delay, _, _ in api.delayed] == list(CHECK_AFTER_MS)
    assert api.sent[0] == {
        "type": "org.matrix.dummy_event",
        "room_id": "!room",
        "sender": "@a:nord.localhost",
        "content": {},
    }


def test_nothing_is_sent_when_nothing_was_said_meanwhile():
    assert happen(member("@b:sued.localhost"), ends=("$join",)).sent == []


def test_the_service_account_speaks_where_it_is_in_the_room():
    api = happen(member("@b:sued.localhost"), people=("@a:nord.localhost", SERVICE))
    assert api.sent[0]["sender"] == SERVICE


def test_a_room_without_our_people_is_left_alone():
    assert happen(member("@b:sued.localhost"), people=()).sent == []


def test_our_own_joins_invitations_and_messages_are_no_reason():
    for event in (
        member("@a:nord.localhost"),
        member("@b:sued.localhost", "invite"),
        SimpleNamespace(type="m.room.encrypted", sender="@b:sued.localhost", room_id="!room"),
    ):
        assert happen(event).delayed == []

"""A join and a message at the same time, against a small stand-in for what the module uses of Synapse."""

import asyncio
from types import SimpleNamespace

from consilium_federation.catch_up import CHECK_AFTER_MS, CatchUp

SERVICE = "@consilium:nord.localhost"


class FakeApi:
    def __init__(self, ends, people):
        self.sent = []
        self.delayed = []
        main = SimpleNamespace(
            get_latest_event_ids_in_room=self._answer(ends), get_local_users_in_room=self._answer(people)
        )
        self._hs = SimpleNamespace(get_datastores=lambda: SimpleNamespace(main=main))

    @staticmethod
    def _answer(value):
        async def answer(_room_id):
            return value

        return answer

    def delayed_background_call(self, delay_ms, call, *args, desc):
        self.delayed.append((delay_ms, call, args))

    async def create_and_send_event_into_room(self, event):
        self.sent.append(event)


def join(ends=("$join", "$message"), people=("@a:nord.localhost",)):
    api = FakeApi(ends, people)
    CatchUp(api, SERVICE).server_joined("!room")
    for _, call, args in api.delayed:
        asyncio.run(call(*args))
    return api


def test_what_was_said_while_a_partner_joined_gets_a_successor_that_makes_the_partner_fetch_it():
    api = join()
    assert [delay for delay, _, _ in api.delayed] == list(CHECK_AFTER_MS)
    assert api.sent[0] == {
        "type": "org.matrix.dummy_event",
        "room_id": "!room",
        "sender": "@a:nord.localhost",
        "content": {},
    }


def test_nothing_is_sent_when_nothing_was_said_meanwhile():
    assert join(ends=("$join",)).sent == []


def test_the_service_account_speaks_where_it_is_in_the_room():
    assert join(people=("@a:nord.localhost", SERVICE)).sent[0]["sender"] == SERVICE


def test_a_room_without_our_people_is_left_alone():
    assert join(people=()).sent == []

"""A small stand-in for what the module uses of Synapse's module API, and what tests ask of it."""

import asyncio
from types import SimpleNamespace

from synapse.module_api import NOT_SPAM


class FakeAccountData:
    def __init__(self):
        self.stored = {}
        self.writes = 0

    async def get_global(self, user_id, data_type):
        return self.stored.get((user_id, data_type))

    async def put_global(self, user_id, data_type, content):
        if user_id == "@gone:nord.localhost":
            raise ValueError("does not exist")
        self.writes += 1
        self.stored[(user_id, data_type)] = content


class FakeApi:
    def __init__(self, whitelist):
        self.latest = {"!room": frozenset({"$1"})}
        self.tied = []
        self.memberships = {}
        self.left = []
        self.events = {}
        self.room_types = {}
        main = SimpleNamespace(
            get_latest_event_ids_in_room=self._latest_in,
            get_local_users_in_room=self._people_in,
            get_event=self._event,
            get_create_event_for_room=self._created,
            get_local_current_membership_for_user_in_room=self._membership,
        )
        self._hs = SimpleNamespace(
            config=SimpleNamespace(federation=SimpleNamespace(federation_domain_whitelist=whitelist)),
            get_datastores=lambda: SimpleNamespace(main=main),
        )
        self.account_data_manager = FakeAccountData()
        self.loops = {}
        self.delayed = []
        self.admins = []
        self.users = set()
        self.callbacks = {}

    def get_qualified_user_id(self, name):
        return f"@{name}:nord.localhost"

    def is_mine(self, user_id):
        return user_id.endswith(":nord.localhost")

    def looping_background_call(self, call, msec, desc=None, run_on_all_instances=False):
        self.loops[desc] = call

    async def _latest_in(self, room_id):
        return self.latest[room_id]

    async def _event(self, event_id, allow_none=False):
        return self.events.get(event_id)

    async def _created(self, room_id):
        return SimpleNamespace(content={"type": self.room_types.get(room_id)})

    async def _people_in(self, _room_id):
        return ["@a:nord.localhost"]

    async def _membership(self, user_id, room_id):
        return self.memberships.get((user_id, room_id), (None, None))

    async def update_room_membership(self, sender, target, room_id, new_membership):
        assert sender == target and new_membership == "leave"
        self.left.append((target, room_id))

    async def create_and_send_event_into_room(self, event):
        self.tied.append(event["room_id"])
        self.latest[event["room_id"]] = frozenset({"$dummy"})

    def delayed_background_call(self, msec, call, *args, desc=None):
        self.delayed.append(lambda: call(*args))

    def register_federation_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def register_spam_checker_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def register_media_repository_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    def register_account_validity_callbacks(self, **callbacks):
        self.callbacks.update(callbacks)

    async def check_user_exists(self, user_id):
        return user_id if user_id in self.users else None

    async def set_user_admin(self, user_id, admin):
        self.admins.append((user_id, admin))

    def run_delayed(self):
        calls, self.delayed = self.delayed, []
        for call in calls:
            asyncio.run(call())


def sent(event_type, content, sender="@a:nord.localhost", is_state=False, redacts=None):
    return SimpleNamespace(
        type=event_type,
        content=content,
        sender=sender,
        redacts=redacts,
        room_id="!room",
        is_state=lambda: is_state,
    )


def checked(api, event):
    answer = asyncio.run(api.callbacks["check_event_for_spam"](event))
    return None if answer == NOT_SPAM else answer[1]["app.consilium.code"]

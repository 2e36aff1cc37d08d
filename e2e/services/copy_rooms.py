"""
Copies rooms inside the database of a Synapse that is not running, as often as is asked: an account with thousands of
rooms in seconds instead of hours. Each copy is a room of its own: identifiers, hashes and signatures are made anew by
Synapse's own functions, so that the homeserver, its clients and its partners see rooms like any others.

Its one argument is JSON: {database, signingKey, serverName, groups: [{rooms, copies}], deep: [{room, messages}]}. Rooms of
one group may name each other, as a space does. In a deep room, the last message is said so many times more.
"""

import json
import sqlite3
import sys
import time

from signedjson.key import read_signing_keys
from synapse.api.room_versions import KNOWN_ROOM_VERSIONS
from synapse.crypto.event_signing import add_hashes_and_signatures
from synapse.events import make_event_from_dict

# Numbers of events and changes: a copy takes the next free ones, in the same order.
STREAM_COLUMNS = {"stream_ordering", "event_stream_ordering", "bump_stamp", "stream_id"}
GROUP_COLUMNS = {("state_groups", "id")}
GROUP_NAMES = {"state_group", "prev_state_group"}
CHAIN_NAMES = {"chain_id", "origin_chain_id", "target_chain_id"}
# Made for searching in what is not encrypted, and for answers to requests of a client: no copy needs them.
LEFT_OUT = {"event_search", "event_search_content", "event_txn_id_device_id"}
# How far what works in the background has come: nobody needs to be told of copies one by one.
POSITIONS = (
    "UPDATE appservice_stream_position SET stream_ordering = ?",
    "UPDATE federation_stream_position SET stream_id = ? WHERE type = 'events'",
    "UPDATE stats_incremental_position SET stream_id = ?",
    "UPDATE user_directory_stream_pos SET stream_id = ?",
    "UPDATE room_forgetter_stream_pos SET stream_id = ?",
    "UPDATE delayed_events_stream_pos SET stream_id = ?",
)
MINUTE_MS = 60_000


def marks(values):
    return ",".join("?" * len(values))


def columns_of(db, table):
    return [column[1] for column in db.execute(f"PRAGMA table_info({table})")]


def rows_of(db, rooms, events, groups, chains):
    """Of every table, the rows that tell of these rooms."""
    known = {"room_id": rooms}
    for name in ("event_id", "membership_event_id"):
        known.setdefault(name, events)
    found = []
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table in LEFT_OUT or table.startswith("event_search"):
            continue
        columns = columns_of(db, table)
        if table == "event_auth_chain_links":
            where, values = "origin_chain_id", chains
        elif table == "state_group_edges":
            where, values = "state_group", groups
        else:
            where = next((name for name in known if name in columns), None)
            values = known.get(where)
        if where is None or not values:
            continue
        rows = db.execute(f"SELECT * FROM {table} WHERE {where} IN ({marks(values)})", values).fetchall()
        if rows:
            found.append((table, columns, rows))
    return found


class Copier:
    def __init__(self, db, key, server_name, group):
        self.db, self.key, self.server_name = db, key, server_name
        self.copies = group["copies"]
        rooms = group["rooms"]
        self.versions = dict(
            self.db.execute(f"SELECT room_id, room_version FROM rooms WHERE room_id IN ({marks(rooms)})", rooms)
        )
        self.events = self.db.execute(
            "SELECT events.event_id, events.room_id, json FROM events JOIN event_json USING (event_id)"
            f" WHERE events.room_id IN ({marks(rooms)}) ORDER BY events.stream_ordering",
            rooms,
        ).fetchall()
        ids = [event[0] for event in self.events]
        column = lambda query, values: [row[0] for row in self.db.execute(query, values)]
        groups = column(f"SELECT id FROM state_groups WHERE room_id IN ({marks(rooms)})", rooms)
        chains = column(f"SELECT DISTINCT chain_id FROM event_auth_chains WHERE event_id IN ({marks(ids)})", ids)
        self.rows = rows_of(self.db, rooms, ids, groups, chains)
        self.groups, self.chains = sorted(groups), sorted(chains)
        streams = [
            row[at]
            for _, columns, rows in self.rows
            for at, name in enumerate(columns)
            if name in STREAM_COLUMNS
            for row in rows
            if row[at] is not None
        ]
        self.first_stream, self.span = min(streams), max(streams) - min(streams) + 1
        top = lambda query: self.db.execute(query).fetchone()[0] or 0
        self.next_stream = 1 + max(
            top("SELECT max(stream_ordering) FROM events"), top("SELECT max(stream_id) FROM current_state_delta_stream")
        )
        self.next_group = 1 + top("SELECT max(id) FROM state_groups")
        self.next_chain = 1 + top("SELECT max(chain_id) FROM event_auth_chains")

    def sign(self, version, event):
        event.pop("signatures", None)
        event.pop("hashes", None)
        add_hashes_and_signatures(version, event, self.server_name, self.key)
        return make_event_from_dict(event, version)

    def copy_events(self, ids, number):
        """Fills `ids` with old and new names of rooms and events; returns the new text of each old event."""
        texts = {}
        began = round(time.time() * 1000) - (self.copies - number) * MINUTE_MS
        first = json.loads(self.events[0][2])["origin_server_ts"]
        # Rooms first: a space names the rooms in it.
        for is_create in (True, False):
            for old_id, old_room, text in self.events:
                event = json.loads(text)
                if (event["type"] == "m.room.create") != is_create:
                    continue
                version = KNOWN_ROOM_VERSIONS[self.versions[old_room]]
                event["origin_server_ts"] = began + event["origin_server_ts"] - first
                if "room_id" in event:
                    event["room_id"] = ids[old_room]
                for edges in ("auth_events", "prev_events"):
                    event[edges] = [ids[edge] for edge in event[edges]]
                if event["type"] == "m.room.name":
                    event["content"] = {"name": f"{event['content']['name']} {number + 1}"}
                if event.get("state_key") in self.versions:
                    event["state_key"] = ids[event["state_key"]]
                event.get("unsigned", {}).pop("replaces_state", None)
                made = self.sign(version, event)
                ids[old_id] = made.event_id
                if is_create:
                    # Since version 12 a room is called as its first event.
                    ids[old_room] = "!" + made.event_id[1:]
                texts[old_id] = json.dumps(event)
        return texts

    def copy(self, number):
        ids = {}
        texts = self.copy_events(ids, number)
        groups = {old: self.next_group + at for at, old in enumerate(self.groups)}
        chains = {old: self.next_chain + at for at, old in enumerate(self.chains)}
        shift = self.next_stream - self.first_stream
        self.next_group += len(groups)
        self.next_chain += len(chains)
        self.next_stream += self.span

        def value_of(table, name, value, row_event):
            if value is None:
                return None
            if name in STREAM_COLUMNS:
                return value + shift
            if name in GROUP_NAMES or (table, name) in GROUP_COLUMNS:
                return groups.get(value, value)
            if name in CHAIN_NAMES:
                return chains.get(value, value)
            if name == "json":
                return texts[row_event]
            if name == "room_name" or (table, name) == ("room_stats_state", "name"):
                return f"{value} {number + 1}"
            return ids.get(value, value) if isinstance(value, str) else value

        for table, columns, rows in self.rows:
            event_at = columns.index("event_id") if "event_id" in columns else None
            self.db.executemany(
                f"INSERT INTO {table} VALUES ({marks(columns)})",
                [
                    [
                        value_of(table, name, value, None if event_at is None else row[event_at])
                        for name, value in zip(columns, row)
                    ]
                    for row in rows
                ],
            )


def deepen(db, key, server_name, room, messages):
    """One message after the other, each a minute later than the one before it."""
    version = KNOWN_ROOM_VERSIONS[db.execute("SELECT room_version FROM rooms WHERE room_id = ?", [room]).fetchone()[0]]
    last, text, depth = db.execute(
        "SELECT event_id, json, depth FROM events JOIN event_json USING (event_id)"
        " WHERE events.room_id = ? ORDER BY stream_ordering DESC LIMIT 1",
        [room],
    ).fetchone()
    first = last
    (next_stream,) = db.execute("SELECT max(stream_ordering) + 1 FROM events").fetchone()
    began = round(time.time() * 1000) - messages * MINUTE_MS
    like = lambda table, values: db.execute(
        f"INSERT INTO {table} SELECT {', '.join(values.get(name, name) for name in columns_of(db, table))}"
        f" FROM {table} WHERE event_id = :first",
        {"first": first, **now},
    )
    for number in range(1, messages + 1):
        event = json.loads(text)
        event.update(prev_events=[last], depth=depth + number, origin_server_ts=began + number * MINUTE_MS)
        event["content"] = {"msgtype": "m.text", "body": f"Zeile {number}: {'Befund unauffällig. ' * (1 + number % 5)}"}
        event.pop("signatures", None)
        event.pop("hashes", None)
        add_hashes_and_signatures(version, event, server_name, key)
        made = make_event_from_dict(event, version).event_id
        now = {
            "id": made,
            "last": last,
            "stream": next_stream + number - 1,
            "depth": depth + number,
            "json": json.dumps(event),
            "at": event["origin_server_ts"],
        }
        like(
            "events",
            {
                "event_id": ":id",
                "stream_ordering": ":stream",
                "topological_ordering": ":depth",
                "depth": ":depth",
                "origin_server_ts": ":at",
                "received_ts": ":at",
            },
        )
        like("event_json", {"event_id": ":id", "json": ":json"})
        like("event_edges", {"event_id": ":id", "prev_event_id": ":last"})
        like("event_auth", {"event_id": ":id"})
        like("event_to_state_groups", {"event_id": ":id"})
        last = made
    db.execute("UPDATE event_forward_extremities SET event_id = ? WHERE room_id = ?", [last, room])
    db.execute(
        "UPDATE sliding_sync_joined_rooms SET event_stream_ordering = ?, bump_stamp = ? WHERE room_id = ?",
        [now["stream"], now["stream"], room],
    )


def main():
    order = json.loads(sys.argv[1])
    db = sqlite3.connect(order["database"])
    with open(order["signingKey"]) as file:
        key = read_signing_keys(file)[0]
    for deep in order["deep"]:
        deepen(db, key, order["serverName"], deep["room"], deep["messages"])
    for group in order["groups"]:
        copier = Copier(db, key, order["serverName"], group)
        for number in range(copier.copies):
            copier.copy(number)
    (newest,) = db.execute("SELECT max(stream_ordering) FROM events").fetchone()
    for position in POSITIONS:
        db.execute(position, (newest,))
    db.commit()


main()

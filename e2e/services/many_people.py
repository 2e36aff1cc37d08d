"""
Adds people inside the database of a Synapse that is not running: twenty thousand in a second instead of hours. Each is
like the one account that is given, by another name; nobody signs in as one of them.

Its one argument is JSON: {database, like, people: [[user id, display name]]}.
"""

import json
import sqlite3
import sys


def add(db, table, key, like, people, columns_of_person):
    columns = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
    row = dict(zip(columns, db.execute(f"SELECT * FROM {table} WHERE {key} = ?", [like]).fetchone()))
    db.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [[{**row, **columns_of_person(*person)}[column] for column in columns] for person in people],
    )


def main():
    order = json.loads(sys.argv[1])
    db = sqlite3.connect(order["database"])
    local = lambda user: user[1 : user.index(":")]
    add(db, "users", "name", order["like"], order["people"], lambda user, _: {"name": user, "admin": 0})
    add(
        db,
        "profiles",
        "full_user_id",
        order["like"],
        order["people"],
        lambda user, name: {"user_id": local(user), "full_user_id": user, "displayname": name},
    )
    db.commit()


main()

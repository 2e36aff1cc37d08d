import json
import os

import pytest

from consilium_federation.policy import CLOSED, Policy, PolicyFile, apply_allowed, parse_policy


def policy_text(**partners: str) -> str:
    return json.dumps(
        {"partners": [{"serverName": name.replace("_", "."), "status": status} for name, status in partners.items()]}
    )


def test_active_and_suspended_partners_are_allowed_and_proposed_ones_are_not():
    policy = parse_policy(policy_text(a_example="active", b_example="suspended", c_example="proposed"))
    assert policy is not None
    assert policy.allowed == {"a.example", "b.example"}
    assert policy.suspended == {"b.example"}


def test_what_is_not_agreed_is_known_by_partner():
    partners = [
        {"serverName": "A.example", "status": "active", "services": ["teleconsult"]},
        {"serverName": "b.example", "status": "active", "services": ["messaging"]},
        {"serverName": "c.example", "status": "active"},
    ]
    policy = parse_policy(json.dumps({"partners": partners}))
    assert policy is not None
    assert policy.without_messages == {"a.example"}
    assert parse_policy(json.dumps({"partners": [{**partners[0], "services": 1}]})) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"partners": 1}', '{"partners": [{"serverName": 1}]}'])
def test_what_is_not_a_policy_is_not_taken_for_one(text):
    assert parse_policy(text) is None


def test_the_list_is_changed_in_place():
    whitelist = {"old.example": True, "kept.example": True}
    same = whitelist
    apply_allowed(whitelist, frozenset({"kept.example", "new.example"}))
    assert same == {"kept.example": True, "new.example": True}


def test_without_a_file_nobody_is_a_partner(tmp_path):
    file = PolicyFile(str(tmp_path / "policy.json"))
    assert not file.refresh()
    assert file.policy == CLOSED


def test_a_changed_file_is_read_again_and_a_removed_one_closes(tmp_path):
    path = tmp_path / "policy.json"
    file = PolicyFile(str(path))
    path.write_text(policy_text(a_example="active"))
    assert file.refresh()
    assert not file.refresh()
    replacement = tmp_path / "policy.json.new"
    replacement.write_text(policy_text(b_example="active"))
    os.replace(replacement, path)
    assert file.refresh()
    assert file.policy == Policy(active=frozenset({"b.example"}))
    path.unlink()
    assert file.refresh()
    assert file.policy == CLOSED


def test_a_broken_file_leaves_the_last_good_policy(tmp_path):
    path = tmp_path / "policy.json"
    path.write_text(policy_text(a_example="active"))
    file = PolicyFile(str(path))
    file.refresh()
    path.write_text('{"partners": [')
    assert not file.refresh()
    assert file.is_broken
    assert file.policy.allowed == {"a.example"}
    path.write_bytes(b"\xff\xfe\xff broken")
    assert not file.refresh()
    assert file.policy.allowed == {"a.example"}

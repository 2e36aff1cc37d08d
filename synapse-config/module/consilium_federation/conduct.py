"""What the clinic's own people may send, by the rules of the TI-Messenger: no threads, exactly one emoji as a reaction,
and deletion within a day. Of what is encrypted Synapse sees the relation only; the client holds the rest.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any, Optional

DELETABLE_MS = 24 * 60 * 60 * 1000
ANNOTATION = "m.annotation"
# The outer relation of our encrypted reactions: it does not tell which emoji.
HIDDEN_REACTION = "app.consilium.reaction"
# In a deletion: what the deleted event was to another one. Clients show nothing in the place of a reaction or an edit.
REDACTED_RELATION = "app.consilium.redacted_relation"

JOINER, PICTURE, KEYCAP = "\u200d", "\ufe0f", "\u20e3"
SKIN_TONES = range(0x1F3FB, 0x1F400)
REGION_LETTERS = range(0x1F1E6, 0x1F200)
TAGS = range(0xE0020, 0xE0080)


def relation_type(content: Mapping[str, Any]) -> Optional[str]:
    relation = content.get("m.relates_to")
    kind = relation.get("rel_type") if isinstance(relation, Mapping) else None
    return kind if isinstance(kind, str) else None


def _is_picture(part: str) -> bool:
    base, *rest = part
    marks = all(mark == PICTURE or ord(mark) in SKIN_TONES or ord(mark) in TAGS for mark in rest)
    return marks and unicodedata.category(base) in ("So", "Cn")


def is_one_emoji(key: Any) -> bool:
    """`shared/matrix/emoji.ts` knows every emoji there is; this keeps out words and more than one."""
    if not isinstance(key, str) or not 0 < len(key) <= 32:
        return False
    if key[0] in "#*0123456789":
        return key[1:] in (KEYCAP, PICTURE + KEYCAP)
    if all(ord(letter) in REGION_LETTERS for letter in key):
        return len(key) == 2
    return all(part and _is_picture(part) for part in key.split(JOINER))


def fault_of_event(event_type: str, content: Mapping[str, Any]) -> Optional[str]:
    kind = relation_type(content)
    if kind == "m.thread":
        return "thread-refused"
    if event_type == "m.reaction":
        relation = content["m.relates_to"] if kind == ANNOTATION else {}
        return None if is_one_emoji(relation.get("key")) else "reaction-refused"
    return None


def fault_of_deletion(content: Mapping[str, Any], target: Mapping[str, Any], sent_ms: int, now_ms: int) -> Optional[str]:
    """`target` is the content of what is to be deleted, sent at `sent_ms`; empty when it is deleted already."""
    kind = relation_type(target)
    shown = ANNOTATION if kind == HIDDEN_REACTION else kind
    told = content.get(REDACTED_RELATION)
    # A message could otherwise be deleted without a trace.
    if told is not None and target and told != shown:
        return "bad-input"
    if shown == ANNOTATION or now_ms - sent_ms <= DELETABLE_MS:
        return None
    return "deletion-too-late"

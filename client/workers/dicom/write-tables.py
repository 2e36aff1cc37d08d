"""Writes `standard-tables.ts` beside it from two packages of PyPI that are made from the published standard:

    pip install pydicom==3.0.2 dicom-anonymizer==2.1.0
    python write-tables.py

pydicom has the dictionary of PS3.6, dicom-anonymizer table E.1-1 of PS3.15 (edition 2026c).
"""

import importlib
from collections import defaultdict
from pathlib import Path

from pydicom._dicom_dict import DicomDictionary

PROFILE = importlib.import_module("dicomanonymizer.dicom_anonymization_databases.dicomfields_2026c")
ACTIONS = ["X", "Z", "D", "U", "X_Z", "X_D", "Z_D", "X_Z_D", "X_Z_U_STAR"]


def by_group(tags):
    groups = defaultdict(list)
    for tag, said in sorted(tags.items()):
        groups[tag >> 16].append(f"{tag & 0xFFFF:04x}{said}")
    return "\n".join(f"{group:04x} {' '.join(said)}" for group, said in groups.items())


def actions():
    found = {}
    for name in ACTIONS:
        for tag in getattr(PROFILE, f"{name}_TAGS"):
            # Those with a mask are whole groups: curves and overlays.
            if len(tag) == 2:
                found[tag[0] << 16 | tag[1]] = name.replace("_STAR", "").replace("_", "")
    return found


def representations():
    return {tag: entry[0][:2] for tag, entry in DicomDictionary.items() if entry[0] != "NONE"}


Path(__file__).with_name("standard-tables.ts").write_text(
    f"""/** Written by `write-tables.py`: a line per group, then element and what the standard says of it. */

/** PS3.15 table E.1-1, edition 2026c, column "Basic Prof.". */
export const profileTable = `
{by_group(actions())}
`

/** PS3.6: how the values of every element are written. */
export const dictionaryTable = `
{by_group(representations())}
`
"""
)

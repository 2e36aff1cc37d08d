"""What pydicom finds wrong in de-identified files, by the table of PS3.15 as another program has it. Prints JSON."""

import importlib
import json
import sys
import warnings

from pydicom import dcmread

warnings.simplefilter("ignore")
PROFILE = importlib.import_module("dicomanonymizer.dicom_anonymization_databases.dicomfields_2026c")
PIXELS = 0x7FE00010
PSEUDONYMS = (0x00100010, 0x00100020)


def tags_of(*names):
    return {tag[0] << 16 | tag[1] for name in names for tag in getattr(PROFILE, f"{name}_TAGS") if len(tag) == 2}


REMOVED = tags_of("X")
EMPTIED = tags_of("Z", "X_Z")
REPLACED = tags_of("D", "X_D", "Z_D", "X_Z_D")
TEXTS = ("PN", "LO", "SH", "DA", "TM", "DT")
DUMMIES = ("REMOVED", "19000101", "000000", "19000101000000", "000Y")


def all_elements(data_set):
    for element in data_set:
        yield element
        if element.VR == "SQ":
            for item in element.value:
                yield from all_elements(item)


def values_of(element):
    return element.value if isinstance(element.value, list) or element.VM > 1 else [element.value]


def faults_of_element(element, before):
    tag = int(element.tag)
    if element.tag.group % 2 == 1:
        yield "private"
    if element.tag.group & 0xFF00 in (0x5000, 0x6000):
        yield "overlay"
    if tag in REMOVED:
        yield "not removed"
    if tag in EMPTIED and tag not in PSEUDONYMS and element.value not in ("", None, []):
        yield "not empty"
    if tag in REPLACED and tag not in PSEUDONYMS and element.VR in TEXTS and str(element.value) not in DUMMIES:
        yield "not replaced"
    if tag in PSEUDONYMS and element.value and str(element.value) == str(before.get(tag).value):
        yield "still the name"
    if element.VR == "UI" and element.value:
        for uid in values_of(element):
            if not uid.startswith(("2.25.", "1.2.840.10008.")):
                yield "old identifier"


def faults_of(source, result):
    before, after = dcmread(source, force=True), dcmread(result)
    for element in all_elements(after):
        for fault in faults_of_element(element, before):
            yield f"{fault}: {element.tag} {element.name}"
    if after.get("PatientIdentityRemoved") != "YES" or after.DeidentificationMethodCodeSequence[0].CodeValue != "113100":
        yield "does not say that it was done"
    if "SOPInstanceUID" in after and after.file_meta.MediaStorageSOPInstanceUID != after.SOPInstanceUID:
        yield "meta information of another object"
    if after.preamble != bytes(128):
        yield "preamble"
    if after.file_meta.TransferSyntaxUID != before.file_meta.get("TransferSyntaxUID", after.file_meta.TransferSyntaxUID):
        yield "another transfer syntax"
    pixels = [element and bytes(element.value or b"") for element in (before.get_item(PIXELS), after.get_item(PIXELS))]
    if pixels[0] != pixels[1]:
        yield "other pixels"


found = []
for source, result in json.load(open(sys.argv[1])):
    try:
        found += [f"{source}: {fault}" for fault in faults_of(source, result)]
    except Exception as error:
        found.append(f"{source}: {error!r}")
print(json.dumps(found))

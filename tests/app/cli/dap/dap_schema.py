# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks messages against the published schema of the protocol, where fetch_schema.py has got it and python3-jsonschema is there."""
import json
import os
import pathlib

try:
    import jsonschema
except ImportError:
    jsonschema = None

PATH = pathlib.Path(os.environ.get("DAP_SCHEMA", "debugProtocol.json"))


def missing():
    """Why messages can't be checked; None where they can."""
    if jsonschema is None:
        return "the module jsonschema is missing: install python3-jsonschema"
    return None if PATH.exists() else f"{PATH} is missing: fetch_schema.py gets it"


class Schema:
    def __init__(self):
        self.document = json.loads(PATH.read_text())
        self.validators = {}

    def _validator(self, definition):
        if definition not in self.validators:
            schema = {"$schema": "http://json-schema.org/draft-04/schema#", "allOf": [{"$ref": f"#/definitions/{definition}"}],
                      "definitions": self.document["definitions"]}
            self.validators[definition] = jsonschema.Draft4Validator(schema)
        return self.validators[definition]

    def _definition(self, message):
        kind = message.get("type")
        name = message.get("event" if kind == "event" else "command", "")
        if kind == "response" and not message.get("success"):
            return "ErrorResponse"
        suffix = {"request": "Request", "response": "Response", "event": "Event"}.get(kind, "")
        definition = name[:1].upper() + name[1:] + suffix
        return definition if definition in self.document["definitions"] else None

    def mistakes(self, message):
        """Sentences about what the schema does not allow."""
        definition = self._definition(message)
        if definition is None:
            return [f"the protocol has no such message: {json.dumps(message)}"]
        return [f"{definition}{list(error.absolute_path)}: {error.message}" for error in self._validator(definition).iter_errors(message)]

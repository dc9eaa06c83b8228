"""The JSON schema of results, made from the dataclasses; run to write it anew."""

import inspect
import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import estgeo as eg
from estgeo._provenance import Provenance
from estgeo._results import SCHEMA, Result

PATH = Path(eg.__file__).parent / "schemas" / "result-1.schema.json"

NUMBER = {"type": ["number", "null"]}
KINDS = {
    "float": {
        "anyOf": [NUMBER, {"$ref": "#/$defs/infinity"}],
    },
    "int": {"type": "integer"},
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
    "pd.DataFrame": {"$ref": "#/$defs/table"},
    "gpd.GeoDataFrame": {"$ref": "#/$defs/table"},
    "Provenance": {"$ref": "#/$defs/Provenance"},
}


def tagged(tag, value, /, **more):
    return {"type": "object", "required": [tag], "properties": {tag: value, **more}}


def column():
    return {
        "type": "object",
        "required": ["name", "dtype", "values"],
        "properties": {
            "name": {"$ref": "#/$defs/value"},
            "dtype": {"type": "string"},
            "values": {"type": "array", "items": {"$ref": "#/$defs/value"}},
            "categories": {"type": "array", "items": {"$ref": "#/$defs/value"}},
            "ordered": {"type": "boolean"},
        },
        "additionalProperties": False,
    }


def part(kind):
    names = [one.name for one in fields(kind)]
    properties = {
        one.name: KINDS.get(str(one.type), {"$ref": "#/$defs/value"})
        for one in fields(kind)
    }
    return {
        "type": "object",
        "required": ["class", "fields"],
        "properties": {
            "class": {"const": kind.__name__},
            "fields": {
                "type": "object",
                "required": names,
                "properties": properties,
                "additionalProperties": False,
            },
        },
    }


def results():
    public = [getattr(eg, name) for name in eg.__all__]
    return [
        one
        for one in public
        if inspect.isclass(one) and is_dataclass(one) and issubclass(one, Result)
    ]


def schema():
    values = {"type": "array", "items": {"$ref": "#/$defs/value"}}
    columns = {"type": "array", "items": {"$ref": "#/$defs/column"}}
    text = {"type": "string"}
    parts = {kind.__name__: part(kind) for kind in [*results(), Provenance]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A result of estgeo as plain values",
        "type": "object",
        "required": ["schema", "class", "fields"],
        "properties": {"schema": {"const": SCHEMA}},
        "anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in results()],
        "$defs": {
            "value": {
                "anyOf": [
                    {"type": ["null", "boolean", "number", "string"]},
                    values,
                    {"type": "object", "minProperties": 1},
                ]
            },
            "infinity": tagged("number", {"enum": ["inf", "-inf"]}),
            "column": column(),
            "table": tagged(
                "table",
                columns,
                index=columns,
                kind={"enum": ["frame", "geoframe", "series"]},
                geometry={"type": ["string", "null"]},
                crs={"type": ["string", "null"]},
            ),
            "array": tagged("array", values, dtype=text, shape={"type": "array"}),
            **parts,
        },
    }


def text():
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")

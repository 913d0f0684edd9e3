"""Compares the public items of the crate with `public.txt`, which has a line for each, so that a review sees every change.

    python3 tests/api/listing.py target/doc/paraminit.json              # which `rustdoc.py` says how to make
    BLESS=1 python3 tests/api/listing.py target/doc/paraminit.json      # writes public.txt anew

A type is listed with the traits that it implements, a second path of an item as `use`.
"""

import difflib
import os
import pathlib
import sys

from rustdoc import Api, kind_of
from signature import Signature

# Says that the compiler derived `PartialEq`.
MARKERS = {"StructuralPartialEq"}
LISTING = pathlib.Path(__file__).with_name("public.txt")


class Lines:
    def __init__(self, api):
        self.api, self.show, self.lines = api, Signature(api), set()
        self.variant_paths = {}
        for path, item in api.items():
            if "enum" in item["inner"]:
                self.variant_paths |= {number: path for number in kind_of(item)[1]["variants"]}
        for number, paths in api.paths.items():
            path = api.path(number)
            self.item(path, api.get(number))
            self.lines.update(f"use {other} = {path}" for other in paths if other != path)
        self.lines.update(f"use {path} = {source}" for path, source in api.foreign.items())

    def item(self, path, item):
        kind, inner = kind_of(item)
        exhaustive = "#[non_exhaustive] " if "non_exhaustive" in str(item["attrs"]) else ""
        if kind in ("struct", "enum", "union"):
            own, written = self.api.implementations(inner)
            traits = sorted({self.show.trait(block["trait"]) for block in written} - MARKERS)
            generics = self.show.generics(inner["generics"])
            self.lines.add(f"{exhaustive}{kind} {path}{generics}: {' + '.join(traits)}".removesuffix(": "))
            self.fields(path, inner) if kind == "struct" else self.variants(path, inner)
            for block in own:
                for member in self.api.methods(block):
                    self.lines.add(self.show.member(f"{path}::{member['name']}", member))
        elif kind == "trait":
            bounds = self.show.bounds(inner["bounds"])
            generics = self.show.generics(inner["generics"])
            self.lines.add(f"trait {path}{generics}{': ' if bounds else ''}{bounds}")
            for member in filter(None, map(self.api.get, inner["items"])):
                self.lines.add(self.show.member(f"{path}::{member['name']}", member))
        elif kind == "variant":
            self.lines.add(f"use {path} = {self.variant_paths.get(item['id'], '')}::{item['name']}")
        else:
            self.lines.add(self.show.member(path, item))

    def fields(self, path, struct):
        kind = struct["kind"]
        numbers = [] if kind == "unit" else kind["tuple"] if "tuple" in kind else kind["plain"]["fields"]
        for field in filter(None, map(self.api.get, numbers)):
            self.lines.add(f"field {path}::{field['name']}: {self.show.type(kind_of(field)[1])}")

    def variants(self, path, enum):
        for variant in filter(None, map(self.api.get, enum["variants"])):
            kind = kind_of(variant)[1]["kind"]
            numbers = [] if kind == "plain" else kind["tuple"] if "tuple" in kind else kind["struct"]["fields"]
            fields = [field and (field["name"], self.show.type(kind_of(field)[1])) for field in map(self.api.get, numbers)]
            if kind == "plain":
                payload = ""
            elif "tuple" in kind:
                payload = "(" + ", ".join(field[1] if field else "_" for field in fields) + ")"
            else:
                payload = " { " + ", ".join(f"{name}: {kind}" for name, kind in filter(None, fields)) + " }"
            self.lines.add(f"variant {path}::{variant['name']}{payload}")


def main():
    lines = sorted(Lines(Api(sys.argv[1])).lines, key=lambda line: (line.split("paraminit", 1)[-1], line))
    items = sum(not line.startswith("use ") for line in lines)
    text = "\n".join([f"# {items} public items, and {len(lines) - items} second paths", *lines, ""])
    if os.environ.get("BLESS"):
        LISTING.write_text(text, encoding="utf-8")
        return 0
    known = LISTING.read_text(encoding="utf-8")
    changes = difflib.unified_diff(known.splitlines(), text.splitlines(), str(LISTING), "now", lineterm="", n=0)
    for line in changes:
        print(line)
    if known != text:
        print("help: if the change is meant, run again with BLESS=1 and check tests/api/public.txt in")
    return known != text


sys.exit(main())

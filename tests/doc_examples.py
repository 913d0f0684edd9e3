"""Lists the public items of the crate whose documentation has no example that runs.

    RUSTC_BOOTSTRAP=1 cargo rustdoc -p paraminit --lib --features half,safetensors,serde,indicatif,plot -- \
        -Z unstable-options --output-format json
    python3 tests/doc_examples.py target/doc/paraminit.json

Rustdoc's own count, `--show-coverage`, and its lint leave out what a private module holds and a public one re-exports;
this follows the re-exports. Structs, enums, traits, functions, macros, and the methods of these need an example; modules,
fields, variants, constants, aliases and implementations of traits do not, nor does what is hidden, nor do the structs of
sizes that the derive makes.
"""

import json
import re
import sys

# Examples that are only shown.
NOT_RUN = re.compile(r"text|ignore|no_run|toml|json|sh\b|python|console")


def has_example(docs):
    fences = re.findall(r"^\s*```(.*)$", docs or "", re.MULTILINE)
    return any(not NOT_RUN.search(tags) for tags in fences[::2])


class Walk:
    def __init__(self, index):
        self.index, self.seen, self.missing, self.count = index, set(), [], 0

    def check(self, item, path):
        self.count += 1
        if not has_example(item["docs"]):
            span = item["span"]
            self.missing.append(f"{span['filename']}:{span['begin'][0]}: {path}")

    def functions(self, ids, path, public):
        for number in ids:
            item = self.index.get(str(number))
            if item and "function" in item["inner"] and (not public or item["visibility"] == "public"):
                self.check(item, f"{path}::{item['name']}")

    def item(self, number, above):
        item = self.index.get(str(number))
        if item is None or item["crate_id"] != 0 or str(number) in self.seen:
            return
        self.seen.add(str(number))
        ((kind, inner),) = item["inner"].items()
        path = f"{above}::{item['name']}" if above else item["name"]
        if kind == "module":
            for child in inner["items"]:
                self.item(child, path)
        elif kind == "use":
            self.item(inner["id"], above)
        elif kind in ("struct", "enum", "union"):
            if not (item["docs"] or "").startswith("The run-time sizes of a `"):
                self.check(item, path)
            for number in inner["impls"]:
                implementation = self.index.get(str(number), {}).get("inner", {}).get("impl")
                if implementation and implementation["trait"] is None:
                    self.functions(implementation["items"], path, public=True)
        elif kind == "trait":
            self.check(item, path)
            self.functions(inner["items"], path, public=False)
        elif kind in ("function", "macro", "proc_derive", "proc_attribute"):
            self.check(item, path)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        crate = json.load(file)
    walk = Walk(crate["index"])
    walk.item(crate["root"], "")
    for line in sorted(walk.missing):
        print(line)
    print(f"{walk.count - len(walk.missing)} of {walk.count} public items have an example")
    return bool(walk.missing)


sys.exit(main())

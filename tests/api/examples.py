"""Lists the public items of the crate whose documentation has no example that runs.

    python3 tests/api/examples.py target/doc/paraminit.json       # which `rustdoc.py` says how to make

Rustdoc's own count, `--show-coverage`, and its lint leave out what a private module holds and a public one re-exports;
this follows the re-exports. Structs, enums, traits, functions, macros, and the methods of these need an example; modules,
fields, variants, constants, aliases and implementations of traits do not, nor does what is hidden, nor do the structs of
sizes that the derive makes.
"""

import re
import sys

from rustdoc import Api, kind_of

# Examples that are only shown.
NOT_RUN = re.compile(r"text|ignore|no_run|toml|json|sh\b|python|console")
TYPES = ("struct", "enum", "union")


def has_example(docs):
    fences = re.findall(r"^\s*```(.*)$", docs or "", re.MULTILINE)
    return any(not NOT_RUN.search(tags) for tags in fences[::2])


def needing(api):
    """The items that need an example, with their paths."""
    for path, item in api.items():
        kind, inner = kind_of(item)
        functions = []
        if kind in TYPES:
            for block in api.implementations(inner)[0]:
                functions += api.methods(block)
            if (item["docs"] or "").startswith("The run-time sizes of a `"):
                kind = None
        elif kind == "trait":
            functions = filter(None, map(api.get, inner["items"]))
        if kind in (*TYPES, "trait", "function", "macro", "proc_derive", "proc_attribute"):
            yield path, item
        for function in functions:
            if "function" in function["inner"]:
                yield f"{path}::{function['name']}", function


def main():
    items = list(needing(Api(sys.argv[1])))
    missing = [(path, item["span"]) for path, item in items if not has_example(item["docs"])]
    for line in sorted(f"{span['filename']}:{span['begin'][0]}: {path}" for path, span in missing):
        print(line)
    print(f"{len(items) - len(missing)} of {len(items)} public items have an example")
    return bool(missing)


sys.exit(main())

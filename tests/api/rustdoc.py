"""The public items of the crate, as rustdoc writes them to JSON: what is hidden is not there, re-exports are followed.

    RUSTC_BOOTSTRAP=1 cargo rustdoc -p paraminit --lib --features half,safetensors,serde,indicatif,plot -- \
        -Z unstable-options --output-format json
"""

import json


def kind_of(item):
    """The kind of an item, and what it holds."""
    ((kind, inner),) = item["inner"].items()
    return kind, inner


class Api:
    """`paths` has every path of an item, `foreign` what is exported of other crates."""

    def __init__(self, file):
        with open(file, encoding="utf-8") as text:
            crate = json.load(text)
        self.index, self.paths, self.foreign = crate["index"], {}, {}
        later = [(crate["root"], "", None)]
        # Modules first, then what is exported from elsewhere, so that a module has its own path.
        while later:
            uses, later = later, []
            for number, above, name in uses:
                self.reach(number, above, name, later)

    def get(self, number):
        """The item of that number, if it is public and of this crate."""
        item = self.index.get(str(number))
        return item if item and item["crate_id"] == 0 else None

    def reach(self, number, above, name, later):
        item = self.get(number)
        if item is None:
            return
        kind, inner = kind_of(item)
        if kind == "use":
            self.follow(inner, above, later)
            return
        path = f"{above}::{name or item['name']}" if above else item["name"]
        known = self.paths.setdefault(str(number), [])
        first = not known
        if path not in known:
            known.append(path)
        if kind == "module" and first:
            for child in inner["items"]:
                self.reach(child, path, None, later)

    def follow(self, use, above, later):
        target = self.get(use["id"])
        if target is None:
            self.foreign[f"{above}::{use['name']}"] = use["source"]
        elif use["is_glob"]:
            kind, inner = kind_of(target)
            later += [(child, above, None) for child in inner["items" if kind == "module" else "variants"]]
        else:
            later.append((use["id"], above, use["name"]))

    def path(self, number):
        """The path by which an item is listed: the shortest, outside of the prelude if there is one."""
        paths = self.paths.get(str(number))
        return paths and min(paths, key=lambda path: ("::prelude::" in path, path.count("::"), path))

    def items(self):
        """All items that have a path of their own, with it."""
        return [(self.path(number), self.get(number)) for number in self.paths]

    def implementations(self, inner):
        """The blocks of a type: those of its own, and those of traits that somebody wrote or derived."""
        blocks = [self.get(number) for number in inner["impls"]]
        blocks = [kind_of(block)[1] for block in blocks if block]
        own = [block for block in blocks if block["trait"] is None]
        written = [block for block in blocks if block["trait"] and not block["is_synthetic"] and not block["blanket_impl"]]
        return own, written

    def methods(self, block):
        """What a block of a type defines for everyone."""
        items = [self.get(number) for number in block["items"]]
        return [item for item in items if item and item["visibility"] == "public"]

"""Writes the tables of BENCHMARKS.md from what `throughput --json` and `examples/benches/peers.py` printed.

    python3 examples/benches/report.py ours.jsonl peers.jsonl ...

Of rows that occur more than once, in repeated runs, the fastest counts. Only what stands between the markers is replaced.
"""

import json
import math
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "BENCHMARKS.md"
OURS = "paraminit"


def main(files):
    report = Report([json.loads(line) for file in files for line in open(file, encoding="utf-8") if line.strip()])
    page = PAGE.read_text(encoding="utf-8")
    for name, write in SECTIONS.items():
        marked = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not marked.search(page):
            sys.exit(f"{PAGE.name} has no section `{name}`")
        body = write(report)
        page = marked.sub(lambda match: f"{match[1]}\n{body}\n\n{match[2]}", page)
    PAGE.write_text(page, encoding="utf-8")


class Report:
    """The fastest of all rows that have the same names."""

    def __init__(self, rows):
        self.machines = [row for row in rows if row["what"] == "machine"]
        self.missing = [row for row in rows if row["what"] == "missing"]
        self.memory = [row for row in rows if row["what"] == "memory"]
        self.dense = {}
        for row in rows:
            if "shape" in row:
                key = (row["backend"], row["threads"], row["dtype"], row["shape"], row["what"])
                self.dense[key] = min(self.dense.get(key, math.inf), row["ns_per_call"])
        self.best = {}
        for row in rows:
            if "ns" in row:
                key = (row.get("library", OURS), row["what"], row["dtype"], row["threads"])
                self.best[key] = min(self.best.get(key, row), row, key=lambda row: row["ns"])
        ours = [row for key, row in self.best.items() if key[0] == OURS]
        if not ours:
            sys.exit("no row of ours: run `throughput --json`")
        self.libraries = list(dict.fromkeys(key[0] for key in self.best))
        self.threads = max(row["threads"] for row in ours)
        self.simd = next(row["simd"] for row in ours if row["simd"] != "none")

    def ns(self, what, dtype="f32", threads=1, library=OURS):
        """Nanoseconds an element; None if it was not measured."""
        row = self.best.get((library, what, dtype, threads))
        return row and row["ns"] / row["n"]

    def ratio(self, one, other):
        return one / other if one and other else None

    def of_fill(self, what, dtype="f32", threads=1):
        return self.ratio(self.ns(what, dtype, threads), self.ns("fill", dtype))


def targets(report):
    """What was aimed at, and what came out. They are ratios, so that they hold or fail on any machine."""
    most = report.threads
    torch = next((name for name in report.libraries if name.startswith("torch")), None)
    small = report.best.get((OURS, "small_net_build", "f32", 1))

    def of(what, other, dtype="f32", threads=1):
        return report.ratio(report.ns(what, dtype, threads), report.ns(other, dtype, threads))

    def speedup(what):
        return report.ratio(report.ns(what), report.ns(what, threads=most)) if most > 1 else None

    def least_of_torch(threads):
        """The row of the peers' table in which ours is the fewest times as fast."""
        rows = [key[1:3] for key in report.best if key[0] == torch and key[3] == threads and not is_whole(key[1]) and key[1] != "fill"]
        ratios = [(report.ratio(report.ns(*row, threads, torch), report.ns(*row, threads)), row) for row in rows]
        return min((pair for pair in ratios if pair[0]), default=(None, ("", "")))

    goals = [
        ("uniform, x the key stream", of("uniform", "keystream"), 1.3),
        ("normal, x the key stream", of("normal", "keystream"), 2.0),
        ("truncated normal, within 2 standard deviations, x normal", of("trunc_normal", "normal"), 1.5),
        ("truncated normal, of a tail, x normal", of("trunc_normal_tail", "normal"), 2.5),
        ("truncated normal in `f64`, x normal in `f64`", of("trunc_normal", "normal", "f64"), 2.5),
        ("column-major normal, x normal", of("normal_column_major", "normal"), 2.0),
        ("uniform into a new array, x uniform", of("uniform_new_array", "uniform"), 2.5),
        ("normal into a new array, x normal", of("normal_new_array", "normal"), 2.0),
        (f"uniform into a new array, x uniform, on {most} threads", of("uniform_new_array", "uniform", threads=most), 2.5),
        (f"normal into a new array, x normal, on {most} threads", of("normal_new_array", "normal", threads=most), 2.0),
        ("normal in `f64`, x the time of `f32`", report.ratio(report.ns("normal", "f64"), report.ns("normal")), 3.0),
        ("normal on two threads, times as fast as on one", speedup("normal"), -1.8),
        ("orthogonal, 2048 x 2048, on two threads, times as fast as on one", speedup("orthogonal_2048"), -1.7),
        ("the chapter's network built, us", small and small["ns"] / 1e3, 1.5),
    ]
    for side in (1024, 2048):
        what = f"orthogonal_{side}"
        goals.append((f"orthogonal, {side} x {side}, x torch", report.ratio(report.ns(what), report.ns(what, library=torch)), 0.25))
    for threads, limit in ((1, -5.0), (2, -9.0)):
        ratio, (what, dtype) = least_of_torch(threads)
        row = f": least in `{what}`, `{dtype}`" if what else ""
        goals.append((f"times as fast as torch, threads: {threads}{row}", ratio, limit))
    for shape, limit in (("512 x 1024 -> 1024", 1.15), ("512 x 4096 -> 4096", 1.15), ("64 x 784 -> 256", 1.3), ("1 x 784 -> 256", 1.5)):
        ours, theirs = (report.dense.get((backend, 1, "f32", shape, "dense_forward")) for backend in ("pure Rust", "OpenBLAS"))
        goals.append((f"dense layer in pure Rust, {shape}, x OpenBLAS, one thread", report.ratio(ours, theirs), limit))
        if shape.startswith("512"):
            shared = report.dense.get(("pure Rust", 2, "f32", shape, "dense_forward"))
            goals.append(("the same, on two threads, times as fast as on one", report.ratio(ours, shared), -1.7))
    lines = []
    for what, value, limit in goals:
        sign, bound = (">=", -limit) if limit < 0 else ("<=", limit)
        if value is None:
            verdict = "not measured"
        else:
            verdict = "holds" if (value >= bound if limit < 0 else value <= bound) else "**does not hold**"
        lines.append([what, f"{sign} {bound}", number(value), verdict])
    return table(["", "target", "measured", ""], lines)


def machine(report):
    ours = next((row for row in report.machines if row.get("cpu")), {})
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    python = [row["library"] for row in report.machines if row["library"].startswith("python")]
    loads = ", ".join(row["load"].split()[0] for row in report.machines if row["load"])
    lines = [
        ["processor", f"{ours.get('cpu', 'unknown')}, {ours.get('cores', '?')} cores, kernel `{report.simd}`"],
        ["system", ours.get("system", "unknown")],
        ["versions", ", ".join(dict.fromkeys([ours.get("library", OURS), rustc, *python, *report.libraries[1:]]))],
        ["runs", f"{len(report.machines)}; the load of the machine before each: {loads}"],
    ]
    for row in report.missing:
        lines.append([f"not measured: {row['library']} from {row['threads']} threads on", f"`{row['why']}`"])
    busiest = max((float(row["load"].split()[0]) for row in report.machines if row["load"]), default=0.0)
    if busiest < 0.5:
        return table(["", ""], lines)
    warning = (
        f"**The load was up to {busiest:.1f} when a run began**: of the run before it, or of other work, which would spoil "
        "times and ratios."
    )
    return table(["", ""], lines) + "\n\n" + warning


def arrays(report):
    """Our rows and those of other crates, on one thread and on all."""
    most = report.threads
    parts = []
    for dtype in ("f32", "f64", "f16", "bf16"):
        lines = []
        for library, what, of, threads in report.best:
            if library == OURS and of == dtype and threads == 1 and not is_whole(what):
                one, all_ = report.ns(what, dtype), report.ns(what, dtype, most) if most > 1 else None
                speedup = number(report.ratio(one, all_))
                lines.append([f"`{what}`", number(one), number(report.of_fill(what, dtype)), number(all_), speedup])
        parts.append(table([f"`{dtype}`", "ns an element", "x fill", f"ns, {most} threads", "times as fast"], lines))
    return "\n\n".join(parts)


def peers(report):
    """Our rows beside other systems', and how many times ours theirs are."""
    parts = []
    for threads in dict.fromkeys((1, report.threads)):
        for dtype in ("f32", "f64", "f16", "bf16"):
            libraries = [name for name in report.libraries if name == OURS or report.ns("fill", dtype, threads, name)]
            names = dict.fromkeys(key[1] for key in report.best if key[0] in libraries[1:] and key[2:] == (dtype, threads))
            rows = [what for what in names if not is_whole(what)]
            if not rows or len(libraries) == 1:
                continue
            lines = []
            for what in rows:
                ours = report.ns(what, dtype, threads)
                cells = [times(report.ns(what, dtype, threads, library), ours) for library in libraries[1:]]
                lines.append([f"`{what}`", number(ours), *cells])
            plural = "thread" if threads == 1 else "threads"
            parts.append(table([f"`{dtype}`, {threads} {plural}", *libraries], lines))
    return "\n\n".join(parts) or "No other system was measured."


def wholes(report):
    """Matrices and small models, whose time in all is what counts."""
    lines = []
    names = dict.fromkeys((key[1], key[2], key[3]) for key in report.best if is_whole(key[1]))
    for what, dtype, threads in names:
        found = [report.best.get((library, what, dtype, threads)) for library in report.libraries]
        unit, scale = ("ms", 1e6) if what.startswith("orthogonal") else ("us", 1e3)
        ours = found[0] and found[0]["ns"] / scale
        cells = [times(row and row["ns"] / scale, ours) for row in found[1:]]
        first = number(ours)
        if found[0] and "allocations" in found[0]:
            first += f", {found[0]['allocations']} allocations"
        lines.append([f"`{what}`, {unit}", f"`{dtype}`", str(threads), first, *cells])
    return table(["", "", "threads", *report.libraries], lines)


def dense(report):
    """Dense layers beside the product alone, for each backend."""
    lines = []
    for (backend, threads, dtype, shape, what), ns in report.dense.items():
        if what == "dense_forward":
            gemm = report.dense.get((backend, threads, dtype, shape, "sgemm" if dtype == "f32" else "dgemm"))
            cells = [number(ns / 1e3), number(gemm and gemm / 1e3), number(report.ratio(ns, gemm))]
            lines.append([f"`{dtype}`", shape, backend, str(threads), *cells])
    if not lines:
        return "Not measured."
    lines.sort(key=lambda line: line[:2])
    return table(["", "shape", "products by", "threads", "`forward`, us", "gemm, us", "x gemm"], lines)


def memory(report):
    if not report.memory:
        return "The system does not tell the peak."
    worst = max(report.memory, key=lambda row: row["beyond_bytes"])
    model, beyond = worst["model_bytes"] / 2**20, worst["beyond_bytes"] / 2**20
    return f"A model of {model:.0f} MiB took {beyond:.1f} MiB more at the peak, the most of all runs ({len(report.memory)})."


SECTIONS = {
    "targets": targets,
    "machine": machine,
    "arrays": arrays,
    "peers": peers,
    "wholes": wholes,
    "memory": memory,
    "dense": dense,
}


def is_whole(what):
    return what.startswith(("orthogonal", "small_net"))


def number(value):
    if value is None:
        return ""
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def times(value, ours):
    if value is None:
        return ""
    return f"{number(value)} ({number(value / ours)} x)" if ours else number(value)


def table(header, lines):
    rows = [header, ["---", *["---:"] * (len(header) - 1)] if len(header) > 2 else ["---"] * len(header), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    main(sys.argv[1:])

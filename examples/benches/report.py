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
    """What was aimed at, and what came out. A target of other instructions is not judged here."""
    two = report.ratio(report.ns("normal"), report.ns("normal", threads=2))
    double = report.ratio(report.ns("normal", "f64"), report.ns("normal"))
    torch = next((name for name in report.libraries if name.startswith("torch")), None)
    small = report.best.get((OURS, "small_net_build", "f32", 1))

    def of_torch(what):
        return report.ratio(report.ns(what), report.ns(what, library=torch))

    goals = [
        ("uniform, x fill", "avx512", report.of_fill("uniform"), 1.0),
        ("normal, x fill", "avx512", report.of_fill("normal"), 1.3),
        ("truncated normal, x fill", "avx512", report.of_fill("trunc_normal"), 2.2),
        ("mixture, x fill", "avx512", report.of_fill("mixture"), 2.2),
        ("normal, x fill", "avx2", report.of_fill("normal"), 2.5),
        ("the chapter's network built, us", "avx2", small and small["ns"] / 1e3, 2.0),
        ("orthogonal, 1024 x 1024, x the time of torch", "", of_torch("orthogonal_1024"), 0.5),
        ("orthogonal, 2048 x 2048, x the time of torch", "", of_torch("orthogonal_2048"), 0.5),
        ("normal on two threads, times as fast as on one", "", two, -1.8),
        ("normal in `f64`, x the time of `f32`", "", double, 3.0),
    ]
    for shape, limit in (("512 x 1024 -> 1024", 1.05), ("512 x 4096 -> 4096", 1.05), ("64 x 784 -> 256", 1.15), ("1 x 784 -> 256", 1.15)):
        rows = [key for key in report.dense if key[0] == "OpenBLAS" and key[2:] == ("f32", shape, "dense_forward")]
        ratios = [report.ratio(report.dense[key], report.dense.get((*key[:4], "sgemm"))) for key in rows]
        goals.append((f"dense layer by OpenBLAS, {shape}, x `sgemm`", "", max(filter(None, ratios), default=None), limit))
    lines = []
    for what, simd, value, limit in goals:
        sign, bound = (">=", -limit) if limit < 0 else ("<=", limit)
        if value is None:
            verdict = "not measured"
        elif simd and simd != report.simd:
            verdict = f"not judged: the kernel here is `{report.simd}`"
        else:
            verdict = "holds" if (value >= bound if limit < 0 else value <= bound) else "**does not hold**"
        lines.append([what, f"`{simd}`" if simd else "any", f"{sign} {bound}", number(value), verdict])
    return table(["", "kernel", "target", "measured", ""], lines)


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

#!/usr/bin/env python3
"""Drives rust-analyzer over a scratch crate, to prove what an editor can do inside of `init!` and `#[init(..)]`.

It needs a rust-analyzer, in RUST_ANALYZER or on PATH, and std's sources, which `rustup component add rust-src` installs
and without which the server does not even know `derive`. It takes a minute. CI does not run it:

    python3 tests/by_hand/editor.py

Each check puts its lines into the crate, sends the text to the server as if it had just been typed, and asks one
question at the place marked `~`. The crate is generated in a temporary directory and never saved again, so what is
seen is the server's own work, not the compiler's. It prints `ok` or `FAILED` with the answer, and exits with 1 if a
check failed. Optional are CARGO_TARGET_DIR, and RUST_SRC for sources that stand elsewhere: their `library` folder.
"""

import json, os, pathlib, queue, re, shutil, subprocess, sys, tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = f"""
[package]
name = "scratch"
version = "0.0.0"
edition = "2024"

[dependencies]
paraminit = {{ path = {json.dumps(str(ROOT / "core"))} }}
ndarray = "0.17"

[workspace]
"""

# `@struct`, `@field`, `@own` and `@rules` are where the checks put their lines. The rest is valid, and has fields of
# all kinds. Lines that shall give no diagnostics are valid as well.
MODEL = """
use ndarray::{Array1, Array2};
use paraminit::prelude::*;

pub mod layers {
    use super::*;

    /// Its fields are private, like those of `Dense`.
    #[derive(Initialize)]
    #[init(** => zeros)]
    pub struct Hidden {
        #[init(shape = [2])]
        secret: Array1<f32>,
        depth: Dense<2, 2>,
    }
}

#[derive(Initialize)]
#[init(** => zeros)]
struct Norm {
    #[init(shape = [2])]
    gain: Array1<f32>,
    #[init(shape = [2])]
    shift: Array1<f32>,
}

#[derive(Initialize)]
#[init(inner.gain => zeros, inner.shift => ones)]
struct Generic<T: Scalar, L, const N: usize> {
    #[init(shape = [N, N], axes = [out, in], xavier_uniform)]
    own: Array2<T>,
    #[init(gain => zeros)]
    part: Option<Box<L>>,
    inner: L,
    #[init(weight => zeros, bias => zeros)]
    dense: Dense<N, N, T>,
}

#[derive(Initialize)]
struct Tuple(#[init(gain => zeros)] Norm, #[init(shape = [2], zeros)] Array1<f32>);

#[derive(Initialize)]
#[init(@struct ** => zeros)]
struct Net {
    #[init(@field ** => zeros)]
    norm: Norm,
    #[init(weight => normal(0.0, 0.01), bias => zeros)]
    dense: Dense<2, 2>,
    #[init(secret => zeros, depth.bias => ones)]
    hidden: layers::Hidden,
    #[init(gain => zeros)]
    maybe: Option<Norm>,
    #[init(gain => zeros)]
    boxed: Box<Norm>,
    #[init(len = 3, [0].gain => ones, [1..].shift => ones)]
    list: Vec<Norm>,
    #[init(len = 2, [*].gain => ones)]
    deep: Vec<Option<Box<Norm>>>,
    #[init([0].gain => ones)]
    array: [Norm; 3],
    #[init([0][1].gain => ones)]
    grid: [[Norm; 2]; 2],
    #[init(.0.gain => ones)]
    pair: (Norm, Norm),
    #[init(0.gain => ones)]
    tuple: Tuple,
    #[init(gain => ones)]
    r#type: Norm,
    generic: Generic<f32, Norm, 3>,
    #[init(skip)]
    step: usize,
    #[init(shape = [2], @own)]
    bias: Array1<f32>,
}

pub const MINE: init::Init = init::normal(0.0, 0.5);
pub const NORM: Rules<'static, Norm> = init! { <Norm> ** => zeros };
pub const SHUT: bool = false;

fn main() -> Result<(), InitError> {
    let rules = init! { <Net>
        @rules
        **.shift => zeros, ** => default };
    let _ = select! { <Net>
        @selection
        ** => true };
    let net = rules.build(42)?;
    let _ = (&net.norm.gain, &net.list[0].gain, net.step);
    let _ = init! { <Vec<Norm>> [0].gain => zeros, ** => zeros };
    let _ = init! { <(Norm, Tuple)> 0.gain => zeros, [1].0.shift => zeros, ** => default };
    let _ = init! { <Tuple> .0.gain => scaled(ones, 0.5), 1 => ones, ** => default };
    let _ = init! { <Generic<f32, Norm, 3>> part.gain => ones, inner.gain => ones, dense.bias => ones, ** => default };
    Ok(())
}
"""

# What is asked, the place of the lines, the lines with `~` where the cursor is, and what the answer must hold.
CHECKS = [
    ("hover", "rules", "no~rm.gain => zeros,", ["norm: Norm"]),
    ("hover", "rules", "norm.ga~in => zeros,", ["gain: ", "Norm"]),
    ("hover", "rules", "list[1..].gain | norm.sh~ift => ones,", ["shift: ", "Norm"]),
    ("hover", "rules", "dense.wei~ght => zeros,", ["weight: ", "Dense"]),
    ("hover", "rules", "hidden.depth.bi~as => zeros,", ["bias: ", "Dense"]),
    ("hover", "rules", "norm.gain => kaiming_nor~mal(mode = FanOut),", ["kaiming_normal()", "fn"]),
    ("hover", "rules", "norm.gain => MI~NE,", ["const MINE: "]),
    ("hover", "rules", "norm.ga~in ?=> zeros,", ["gain: ", "Norm"]),
    ("hover", "rules", "norm => rules(NO~RM),", ["const NORM: "]),
    ("hover", "selection", "norm.ga~in => true,", ["gain: ", "Norm"]),
    ("hover", "selection", "norm.gain => SH~UT,", ["const SHUT: "]),
    ("hover", "field", "ga~in => ones,", ["gain: ", "Norm"]),
    ("hover", "field", "gain => zer~os,", ["fn zeros"]),
    ("hover", "struct", "dense.wei~ght => ones,", ["weight: ", "Dense"]),
]
for path in ["maybe", "boxed", "list[0]", "deep[*]", "array[..2]", "list[last]", "array[..last]", "grid[0][1]", "pair.0", "pair[1]", "tuple.0",
             "tuple[0]", "type", "r#type", "generic.part", "generic.inner"]:
    CHECKS.append(("hover", "rules", path + ".ga~in => zeros,", ["gain: ", "Norm"]))
    CHECKS.append(("hover", "struct", path + ".ga~in => zeros,", ["gain: ", "Norm"]))
for place in ["rules", "struct"]:
    CHECKS += [
        ("definition", place, "no~rm.gain => zeros,", ["    norm: Norm,"]),
        ("definition", place, "norm.ga~in => zeros,", ["    gain: Array1<f32>,"]),
        ("definition", place, "dense.weig~ht => zeros,", ["    weight: Array2<T>,"]),
        ("definition", place, "maybe.ga~in => zeros,", ["    gain: Array1<f32>,"]),
        ("definition", place, "norm.gain => zer~os,", ["pub const fn zeros("]),
        ("references", place, "norm.ga~in => zeros,", ["net.norm.gain", "norm.gain => zeros", "list[0].gain"]),
        ("rename", place, "norm.ga~in => zeros,",
         ["    new: Array1<f32>,", "&net.norm.new, &net.list[0].new", "norm.new => zeros",
          "#[init(new => zeros)]\n    maybe", "[0].new => ones", "[*].new", ".0.new", "part.new",
          "init! { <Vec<Norm>> [0].new"]),
        # What is being typed.
        ("completion", place, "norm.~ => zeros,", ["gain", "shift"]),
        ("completion", place, "norm.sh~ => zeros,", ["gain", "shift"]),
        ("completion", place, "list[0].~ => zeros,", ["gain", "shift"]),
        ("completion", place, "maybe.ga~ => zeros,", ["gain", "shift"]),
        ("completion", place, "no~ => zeros,", ["norm", "dense", "list"]),
        ("completion", place, "norm.gain => ze~,", ["zeros", "ones"]),
        ("hover", place, "norm.ga~in => ze,", ["gain: ", "Norm"]),
        ("hover", place, "norm.ga~in.nope => zeros,", ["gain: ", "Norm"]),
    ]
CHECKS += [
    ("completion", "rules", "norm.sh~", ["gain", "shift"]),
    ("completion", "rules", "norm.~", ["gain", "shift"]),
    ("completion", "rules", "norm.gain => scaled(ze~, 2.0),", ["zeros", "ones"]),
    ("completion", "rules", "norm.gain => kaiming_normal(mode = Fa~),", ["FanIn", "FanOut"]),
    ("completion", "rules", "norm.gain => mixture { 0.5 => ze~ },", ["zeros", "ones"]),
    ("completion", "rules", "norm.gain => ~,", ["zeros", "ones"]),
    ("completion", "rules", "~ => zeros,", ["norm", "dense", "list"]),
    ("completion", "rules", "norm.gain => zeros, ~", ["norm", "dense", "list"]),
    ("completion", "rules", "pair.0.ga~ => zeros,", ["gain", "shift"]),
    ("completion", "rules", "norm.gain => MI~,", ["MINE"]),
    ("completion", "rules", "norm.gain => |p| init::nor~,", ["normal"]),
    ("completion", "rules", "norm.gain => |p| init::normal(0.0, 1.0 / p.le~),", ["len"]),
    ("completion", "rules", "norm.gain => |p| init::normal(0.0, 1.0 / p.~),", ["len"]),
    ("completion", "rules", "norm.gain => { init::nor~ },", ["normal"]),
    ("hover", "rules", "norm.gain => kaiming_normal(mode = Fan~Out),", ["FanOut"]),
    ("hover", "rules", "norm.gain => |p| init::normal(0.0, 1.0 / p.le~n(0) as f64),", ["fn len"]),
    ("completion", "field", "ga~ => zeros,", ["gain", "shift"]),
    ("completion", "field", "gain => ze~,", ["zeros", "ones"]),
    ("completion", "field", "~ => zeros,", ["gain", "shift"]),
    ("completion", "own", "ze~", ["zeros", "ones"]),
    ("completion", "own", "kaiming_normal(mode = Fa~)", ["FanIn", "FanOut"]),
    ("hover", "own", "ze~ros", ["fn zeros"]),
    ("definition", "field", "ga~in => zeros,", ["    gain: Array1<f32>,"]),
    ("definition", "field", "gain => on~es,", ["pub const fn ones("]),
    ("references", "field", "ga~in => ones,", ["net.norm.gain", "gain => ones"]),
    ("rename", "field", "ga~in => ones,", ["    new: Array1<f32>,", "new => ones, ** => zeros", "&net.norm.new"]),
    ("rename", "rules", "norm.gain => { MI~NE }, norm.shift => |p| if p.len(0) > 1 { MINE } else { MINE },",
     ["const new: ", "{ new }, ", "> 1 { new } else { new }"]),
    ("rename", "rules", "norm.gain => |p| init::normal(0.0, 1.0 / p~.len(0) as f64),",
     ["|new| init::normal(0.0, 1.0 / new.len(0)"]),
    ("diagnostics", "rules", "norm.gain,~", ["norm.gain,: expected `=>`"]),
]
for place, line in [
    ("rules", "~"),
    ("rules", "norm.gain | list[0].gain => MINE, dense.* => |p| init::normal(0.0, 1.0 / p.len(0) as f64),~"),
    ("rules", "list[2..].gain => { MINE }, *.gain => keep, <Dense>.weight => trunc_normal(0.1, rescale = true),~"),
    ("rules", "hidden.<Dense>.bias => zeros, hidden.secret => ones, generic.**.bias => mixture { 1.0 => ones },~"),
    ("rules", "type.gain => zeros, r#type.shift => zeros, tuple[1] => ones, pair.1.gain => ones, pair.0.* => ones,~"),
    ("struct", "hidden.depth.weight => orthogonal, list[1..].gain => ones, type.shift => ones, pair.1.* => ones,~"),
]:
    CHECKS.append(("diagnostics", place, line, []))


class Server:
    """A language server that is spoken to in turns."""

    def __init__(self, binary, root):
        rustc = subprocess.run(["rustc", "--print", "sysroot"], check=True, capture_output=True, text=True, cwd=ROOT)
        sysroot = rustc.stdout.strip()
        sources = os.environ.get("RUST_SRC", f"{sysroot}/lib/rustlib/src/rust/library")
        if not pathlib.Path(sources, "core").is_dir():
            sys.exit(f"no sources of std in {sources}")
        # Told where they are, the server does not install any.
        cargo = {"sysroot": sysroot, "sysrootSrc": sources}
        env = {"CARGO_TARGET_DIR": str(root / "target"), **os.environ}
        self.process = subprocess.Popen([binary], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=env, cwd=root)
        self.inbox, self.sent, self.quiescent = queue.Queue(), 0, False
        threading.Thread(target=self.read, daemon=True).start()
        text = {"hover": {"contentFormat": ["plaintext"]}, "diagnostic": {}, "publishDiagnostics": {}}
        self.ask("initialize", {
            "processId": os.getpid(),
            "rootUri": root.as_uri(),
            "capabilities": {"textDocument": text, "experimental": {"serverStatusNotification": True}},
            "initializationOptions": {"checkOnSave": False, "cachePriming": {"enable": False}, "cargo": cargo,
                                      "diagnostics": {"experimental": {"enable": True}}},
        })
        self.send("initialized", {})
        self.settle()

    def read(self):
        stream = self.process.stdout
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                while stream.readline().strip():
                    pass
                self.inbox.put(json.loads(stream.read(int(header.split(b":")[1]))))
        self.inbox.put(None)

    def send(self, method, params, **ids):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **ids}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        message = self.inbox.get(timeout=600)
        if message is None:
            sys.exit("rust-analyzer has stopped")
        if message.get("method") == "experimental/serverStatus":
            self.quiescent = message["params"]["quiescent"]
            if message["params"]["health"] != "ok":
                print("rust-analyzer:", message["params"]["message"])
        return message

    def settle(self):
        while not self.quiescent:
            self.receive()

    def ask(self, method, params):
        while True:
            self.sent += 1
            self.send(method, params, id=self.sent)
            while (answer := self.receive()).get("id") != self.sent or "method" in answer:
                pass
            if answer.get("error", {}).get("code") in (-32801, -32802):  # The text has changed meanwhile.
                time.sleep(0.2)
                continue
            return answer.get("result") or answer.get("error", {}).get("message") or ""


def filled(text):
    """The crate's text where a check puts nothing."""
    return re.sub("@[a-z]+", "", text.replace("@own", "zeros"))


def lines_at(location, uri, text):
    """The line that a location names."""
    source = text if location["uri"] == uri else pathlib.Path(re.sub("^file://", "", location["uri"])).read_text()
    return source.splitlines()[location["range"]["start"]["line"]]


def renamed(answer, uri, text):
    """The text with a rename's edits."""
    if not isinstance(answer, dict):
        return answer
    documents = answer.get("documentChanges") or [
        {"textDocument": {"uri": name}, "edits": edits} for name, edits in answer.get("changes", {}).items()]
    edits = [edit for document in documents if document["textDocument"]["uri"] == uri for edit in document["edits"]]
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: list(edit["range"]["start"].values()), reverse=True):
        start, end = edit["range"]["start"], edit["range"]["end"]
        line = lines[start["line"]]
        lines[start["line"]] = line[:start["character"]] + edit["newText"] + line[end["character"]:]
    return "\n".join(lines)


def answer(server, question, uri, text, position):
    """What the server says, as text to look into."""
    here = {"textDocument": {"uri": uri}, "position": position}
    if question == "hover":
        result = server.ask("textDocument/hover", here)
        return result["contents"]["value"] if isinstance(result, dict) else result
    if question == "completion":
        result = server.ask("textDocument/completion", here)
        items = result["items"] if isinstance(result, dict) else result
        return [item["label"].split("(")[0] for item in items if "(self" not in str(item)] if items else []
    if question in ("definition", "references"):
        found = server.ask(f"textDocument/{question}", {**here, "context": {"includeDeclaration": True}})
        return "\n".join(lines_at(location, uri, text) for location in found)
    if question == "rename":
        return renamed(server.ask("textDocument/rename", {**here, "newName": "new"}), uri, text)
    report = server.ask("textDocument/diagnostic", here)
    lines = text.splitlines()
    return "\n".join(f"{lines[d['range']['start']['line']].strip()}: {d['message']}" for d in report["items"])


def main():
    binary = os.environ.get("RUST_ANALYZER") or shutil.which("rust-analyzer") or sys.exit("no rust-analyzer on PATH")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        (root / "src").mkdir()
        (root / "Cargo.toml").write_text(MANIFEST)
        shutil.copy(ROOT / "Cargo.lock", root)
        file = root / "src" / "main.rs"
        file.write_text(filled(MODEL))
        uri = file.as_uri()
        server = Server(binary, root)
        server.send("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": "rust", "version": 0, "text": file.read_text()}})
        for version, (question, place, line, expected) in enumerate(CHECKS, 1):
            text = filled(MODEL.replace("@" + place, line))
            before, after = text.split("~")
            text = before + after
            position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
            server.send("textDocument/didChange", {
                "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]})
            got = answer(server, question, uri, text, position)
            ok = all(part in got for part in expected) and (bool(expected) or not got)
            failures += not ok
            print("ok    " if ok else "FAILED", f"{question:<11}", f"{place:<6}", line)
            if not ok:
                missing = [part for part in expected if part not in got]
                print("        missing", missing, "in", got if len(got) < 500 else f"{got[:500]} ..")
        server.process.kill()
    print(f"{len(CHECKS) - failures} ok, {failures} failed")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()

use paraminit::io;
use paraminit::prelude::*;

fn main() {
    let _ = init! { <Dense<4, 8>> ** => load("model.safetensors.index.json", allow_nonfinite = true) };
    let _ = io::to("model.safetensors").max_shard_bytes("5GB");
}

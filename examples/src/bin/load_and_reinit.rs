//! Fine-tuning begins here: the body comes from a file, the head is new, and the plan says which is which.
//!
//! ```text
//! cargo run --release --bin load_and_reinit
//! ```
//!
//! In PyTorch this is `load_state_dict(strict=False)` and a loop over the modules that were not in the file; what was
//! skipped by mistake is skipped in silence. Here a rule says for each parameter where it comes from, and what does not
//! fit is an error. Everything printed is the same on every run.

use std::error::Error;

use paraminit::io;
use paraminit::prelude::*;

/// What was trained: ten classes.
#[derive(Initialize)]
struct Pretrained {
    body: Body,
    head: Dense<16, 10>,
}

/// What is to be trained: three classes.
#[derive(Initialize)]
struct Classifier {
    body: Body,
    head: Dense<16, 3>,
}

#[derive(Initialize)]
struct Body {
    input: Dense<8, 16>,
    blocks: [Dense<16, 16>; 2],
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("pretrained.safetensors");

    // Somebody trains a model, and saves it.
    let trained = init! { <Pretrained> **.weight => kaiming_normal, **.bias => constant(0.1) }.build(1)?;
    io::save(&trained, &path)?;
    println!("saved {} parameters, {} bytes\n", trained.parameter_count(), trained.parameter_bytes());

    // The head has another shape, so loading everything fails, with all reasons at once, and changes nothing.
    let mut net = Classifier::init(2)?;
    match io::load(&mut net, path.as_path()) {
        Ok(()) => println!("loaded"),
        // The folder has another name on every run.
        Err(error) => {
            println!("{}\n", error.to_string().replace(&path.display().to_string(), "pretrained.safetensors"));
        }
    }

    // The body from the file; the head anew. That the file's head stays behind is said, not assumed.
    let rules = init! { <Classifier>
        body.**     => load(&path, allow_unused = ["head.**"]),
        head.weight => xavier_uniform,
        head.bias   => zeros,
    };
    println!("{}\n", rules.plan(&net));
    rules.apply(&mut net, 42)?;

    let same = net.body.named_parameters().into_iter().zip(trained.body.named_parameters());
    for ((name, ours), (_, theirs)) in same {
        assert!(ours.values().eq(theirs.values()), "{name}");
    }
    println!("body: equal to the file's, to the bit");
    println!("head.bias: {}", net.head.bias());

    // The new head has the bits that it has without a file: what is loaded draws nothing.
    let alone = init! { <Dense<16, 3>> weight => xavier_uniform, bias => zeros }.build(Seed::new(42).at("head"))?;
    assert_eq!(net.head.weight(), alone.weight());
    println!("head.weight: what seed 42 gives at `head`, loaded body or not");
    Ok(())
}

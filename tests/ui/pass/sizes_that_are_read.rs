//! Every place where a size may be read, and a skipped field that is called like one.

use std::collections::BTreeMap;

use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(width))]
struct Scale {
    #[init(shape = [width], ones)]
    gain: Array1<f32>,
}

#[derive(Initialize)]
#[init(dims(shorthand, named, whole, each, len, keys, prefix, when, kept, reset))]
struct Model {
    #[init(dims { width: named })]
    named: Scale,
    #[init(dims = ScaleDims { width: whole })]
    whole: Scale,
    #[init(dims = |i| ScaleDims { width: each + i }, len = len)]
    each: Vec<Scale>,
    #[init(keys = (0..keys).map(|i| format!("{prefix}{i}")), dims { width: 2 })]
    keys: BTreeMap<String, Scale>,
    #[init(when = when > 0, dims { width: 2 })]
    when: Option<Scale>,
    #[init(skip = kept)]
    kept: usize,
    #[init(skip = Default::default())]
    reset: usize,
    #[init(dims { width: shorthand + reset })]
    shorthand: Scale,
}

#[derive(Initialize)]
#[init(dims(width, deep, shallow))]
enum Block {
    #[init(build = deep > shallow)]
    Deep(#[init(dims { width })] Scale),
    #[init(build)]
    Nothing,
    // No new model has this one.
    Old {
        #[init(shape = [1], zeros)]
        bias: Array1<f32>,
        #[init(skip)]
        width: usize,
    },
}

fn main() -> Result<(), InitError> {
    let dims = ModelDims {
        shorthand: 1,
        named: 2,
        whole: 3,
        each: 4,
        len: 2,
        keys: 2,
        prefix: 7,
        when: 1,
        kept: 5,
        reset: 6,
    };
    let model = Model::init_with(dims, 1)?;
    assert_eq!((model.kept, model.reset, model.shorthand.gain.len()), (5, 0, 7));
    assert_eq!((model.named.gain.len(), model.whole.gain.len(), model.each[1].gain.len()), (2, 3, 5));
    assert!(model.keys.contains_key("71") && model.when.is_some());
    let block = Block::init_with(BlockDims { width: 3, deep: 1, shallow: 0 }, 1)?;
    assert!(matches!(block, Block::Deep(Scale { gain }) if gain.len() == 3));
    Ok(())
}

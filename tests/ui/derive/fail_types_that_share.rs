use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use ndarray::ArcArray2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    tied: Rc<Dense<4, 4>>,
    locked: Arc<Mutex<Dense<4, 4>>>,
    heads: HashMap<String, Dense<4, 2>>,
    copied: ArcArray2<f32>,
}

fn main() {}

use crate::high::*;

fn needs(_: Helper) {}

use super::Exported;
use crate::high;

fn needs(_: sample::high::Helper) {
    high::made_by_a_macro();
}

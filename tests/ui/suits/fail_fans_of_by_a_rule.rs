//! `fans_of` on a field is no license for a rule that was meant for weights.

use paraminit::prelude::*;

fn main() {
    let _ = init! { <Dense<4, 8>> ** => kaiming_normal };
}

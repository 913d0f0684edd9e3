//! A `for` loop for `const` code, which has none.

/// Runs a block for each number below `n`: `const_for!(0..n, |i| { .. })`.
///
/// The block is no closure: `return`, `break` and `continue` have the same meaning as in a `for`.
macro_rules! const_for {
    (0..$end:expr, |$i:ident| $body:block) => {{
        let (mut next, end): (usize, usize) = (0, $end);
        while next < end {
            let $i = next;
            next += 1;
            $body
        }
    }};
}

pub(crate) use const_for;

//! The stream number of a parameter's path.

/// The initial state of an FNV-1a 64 hash, which is the hash of no bytes.
pub const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// The 64-bit FNV prime.
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Continues an FNV-1a 64 hash over more bytes (Fowler, Noll and Vo, 1991).
///
/// The hash is incremental: `fnv1a(fnv1a(state, a), b)` is the hash of `a` followed by `b`. So a walk over a model
/// hashes each shared prefix once. The first state is [`OFFSET`].
///
/// ```
/// use paraminit::stream::{OFFSET, fnv1a};
///
/// // The published vector of the six bytes "foobar", in two steps.
/// assert_eq!(fnv1a(fnv1a(OFFSET, b"foo"), b"bar"), 0x85944171f73967e8);
/// ```
#[must_use]
pub const fn fnv1a(state: u64, bytes: &[u8]) -> u64 {
    let mut state = state;
    let mut i = 0;
    while i < bytes.len() {
        state = (state ^ bytes[i] as u64).wrapping_mul(PRIME);
        i += 1;
    }
    state
}

/// The stream number of the parameter at `path`: FNV-1a 64 of the path's UTF-8 bytes.
///
/// ```
/// # use paraminit::stream::{fnv1a, stream_number, OFFSET};
/// assert_eq!(stream_number("hidden.weight"), fnv1a(fnv1a(OFFSET, b"hidden"), b".weight"));
/// ```
#[must_use]
pub const fn stream_number(path: &str) -> u64 {
    fnv1a(OFFSET, path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{OFFSET, fnv1a, stream_number};

    #[test]
    fn published_vectors() {
        assert_eq!(stream_number(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(stream_number("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(stream_number("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn incremental() {
        let path = "blocks.3.proj.weight";
        for cut in 0..=path.len() {
            let (head, tail) = path.as_bytes().split_at(cut);
            assert_eq!(fnv1a(fnv1a(OFFSET, head), tail), stream_number(path));
        }
    }
}

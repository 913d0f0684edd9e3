//! Inputs that are the same every time: seeds, changed by a generator of fixed state.

use std::fs;
use std::path::Path;

/// The seeds of a target: the files of its folder in `seeds/`, in the order of their names.
///
/// # Panics
///
/// Where there are none.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
}

/// Feeds a target with its seeds, and with `count` inputs that are made of them and of `words`.
pub fn run(function: fn(&[u8]), seeds: &[Vec<u8>], words: &[&str], count: usize) {
    for seed in seeds {
        function(seed);
    }
    let mut random = SplitMix(1);
    for _ in 0..count {
        function(&changed(seeds, words, &mut random));
    }
}

/// One of the seeds with a few changes.
fn changed(seeds: &[Vec<u8>], words: &[&str], random: &mut SplitMix) -> Vec<u8> {
    let mut data = random.one(seeds).cloned().unwrap_or_default();
    for _ in 0..=random.below(4) {
        let at = random.below(data.len() + 1);
        let end = (at + 1 + random.below(8)).min(data.len());
        match random.below(if words.is_empty() { 6 } else { 10 }) {
            // A bit, a byte, a piece left out, a piece twice, a piece of another seed, the end left out; and words, in place
            // of a piece or of what stands between two signs.
            0 if at < data.len() => data[at] ^= 1 << random.below(8),
            1 => data.insert(at, *random.one(b" ()[]{}<>,.:;=|*#\"'\\-0193eEaxyzNI_\n\x00\xff").unwrap_or(&b' ')),
            2 => drop(data.drain(at.min(end)..end)),
            3 => {
                let piece = data[at.min(end)..end].to_vec();
                data.splice(at..at, piece);
            }
            4 => {
                let other = random.one(seeds).cloned().unwrap_or_default();
                let from = random.below(other.len() + 1);
                let to = (from + 1 + random.below(16)).min(other.len());
                data.splice(at..at, other[from.min(to)..to].iter().copied());
            }
            5 => data.truncate(at),
            6 => drop(data.splice(at.min(end)..end, random.one(words).copied().unwrap_or_default().bytes())),
            _ => {
                let sign = |byte: &u8| b"[]{},:".contains(byte);
                let from = data[..at].iter().rposition(sign).map_or(0, |sign| sign + 1);
                let to = data[at..].iter().position(sign).map_or(data.len(), |sign| at + sign);
                data.splice(from..to, random.one(words).copied().unwrap_or_default().bytes());
            }
        }
    }
    data
}

struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^= word >> 31;
        usize::try_from(word % end.max(1) as u64).unwrap_or(0)
    }

    fn one<'s, T>(&mut self, all: &'s [T]) -> Option<&'s T> {
        all.get(self.below(all.len()))
    }
}

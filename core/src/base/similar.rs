//! Similar names, for suggestions in messages.

/// The length above which texts are not compared.
const LONGEST: usize = 80;

/// Returns the number of insertions, deletions, substitutions and swaps of neighbors that turn `a` into `b` (restricted
/// Damerau-Levenshtein distance, on bytes).
#[must_use]
pub const fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let mut before = [0; LONGEST + 1];
    let mut above = [0; LONGEST + 1];
    let mut j = 0;
    while j <= b.len() {
        above[j] = j;
        j += 1;
    }
    let mut i = 1;
    while i <= a.len() {
        let mut row = [0; LONGEST + 1];
        row[0] = i;
        let mut j = 1;
        while j <= b.len() {
            let substituted = above[j - 1] + (a[i - 1] != b[j - 1]) as usize;
            row[j] = least(substituted, least(above[j], row[j - 1]) + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = least(row[j], before[j - 2] + 1);
            }
            j += 1;
        }
        before = above;
        above = row;
        i += 1;
    }
    above[b.len()]
}

/// True if two texts at this `distance` are similar enough to suggest one for the other.
#[must_use]
pub const fn is_near(distance: usize, len: usize) -> bool {
    distance <= least(if len < 6 { 1 } else { len / 3 }, 8)
}

/// Returns the name nearest to `written`, if it is similar enough to suggest. It is for running code.
#[must_use]
pub fn nearest<'n>(written: &str, mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    nearest_of(written, &mut names)
}

fn nearest_of<'n>(written: &str, names: &mut dyn Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut nearest = None;
    for name in names {
        let apart = distance(written, name);
        if nearest.is_none_or(|(least, _)| apart < least) {
            nearest = Some((apart, name));
        }
    }
    nearest.filter(|(apart, _)| is_near(*apart, written.len())).map(|(_, name)| name)
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("weight", "weight"), 0);
        assert_eq!(distance("weigth", "weight"), 1);
        assert_eq!(distance("hiden.weight", "hidden.weight"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}

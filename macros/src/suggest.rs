//! "Did you mean".

/// The candidate nearest to `written`, if one is near enough to be meant.
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let distances = candidates.into_iter().map(|candidate| (distance(written, candidate), candidate));
    let (apart, candidate) = distances.min_by_key(|&(apart, _)| apart)?;
    (apart <= (written.chars().count() / 3).max(1)).then_some(candidate)
}

/// `help:` with the nearest candidate, or with all of them when they are few.
pub fn help(written: &str, candidates: &[&str]) -> String {
    match nearest(written, candidates.iter().copied()) {
        Some(candidate) => format!("\nhelp: did you mean `{candidate}`?"),
        None if candidates.is_empty() || candidates.len() >= 16 => String::new(),
        None => format!("\nhelp: there are {}", list(candidates)),
    }
}

/// `a`, `b`, `c`
pub fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Restricted Damerau-Levenshtein distance. Upper and lower case are half a letter apart, rounded down.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let substituted = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substituted.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = core::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let names = ["zeros", "ones", "xavier_uniform", "xavier_normal"];
        assert_eq!(nearest("zeroes", names), Some("zeros"));
        assert_eq!(nearest("xavier_unifrom", names), Some("xavier_uniform"));
        assert_eq!(nearest("Zeros", names), Some("zeros"));
        assert_eq!(nearest("dirac", names), None);
    }
}

//! Suggestions of similar names.

use strsim::osa_distance;

/// Returns the candidate nearest to `written`, if it is near enough: one in three letters may differ, as in the core
/// crate. Upper and lower case count as equal.
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let lower = written.to_lowercase();
    let distances =
        candidates.into_iter().map(|candidate| (osa_distance(&lower, &candidate.to_lowercase()), candidate));
    let (apart, candidate) = distances.min_by_key(|&(apart, _)| apart)?;
    (apart <= (written.chars().count() / 3).clamp(1, 8)).then_some(candidate)
}

/// Returns `help:` with the nearest candidate, or with all of them if they are few.
pub fn help(written: &str, candidates: &[&str]) -> String {
    match nearest(written, candidates.iter().copied()) {
        Some(candidate) => format!("\nhelp: did you mean `{candidate}`?"),
        None if candidates.is_empty() || candidates.len() >= 16 => String::new(),
        None => format!("\nhelp: there are {}", list(candidates)),
    }
}

/// Returns a list of the names: `a`, `b`, `c`.
pub fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
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

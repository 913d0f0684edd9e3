//! Patterns with wildcards, for the names that may be missing or left over.

/// True if `name` matches `pattern`, in which the segment `*` stands for one segment and `**` for any number of them.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('.').collect();
    let name: Vec<&str> = name.split('.').collect();
    // `reached[k]`: the first `k` segments of the pattern match the segments of the name so far.
    let mut reached = vec![false; pattern.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    pass_deep(&pattern, &mut reached);
    for segment in name {
        let mut next = vec![false; reached.len()];
        for (k, part) in pattern.iter().enumerate() {
            if reached[k] {
                match *part {
                    "**" => next[k] = true,
                    "*" => next[k + 1] = true,
                    part if part == segment => next[k + 1] = true,
                    _ => {}
                }
            }
        }
        pass_deep(&pattern, &mut next);
        reached = next;
    }
    reached.last() == Some(&true)
}

/// Passes over `**`, which may also stand for no segment.
fn pass_deep(pattern: &[&str], reached: &mut [bool]) {
    for (k, part) in pattern.iter().enumerate() {
        if reached[k] && *part == "**" {
            reached[k + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn whole_segments() {
        for (pattern, name, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.bc", false),
            ("a", "a.b", false),
            ("a.*", "a.b", true),
            ("a.*", "a.b.c", false),
            ("a.*", "a", false),
            ("a.**", "a", true),
            ("a.**", "a.b.c", true),
            ("a.**", "ab.c", false),
            ("**.weight", "weight", true),
            ("**.weight", "a.b.weight", true),
            ("**.weight", "a.b.weight.c", false),
            ("**.b.**.d", "a.b.c.b.d", true),
            ("**", "", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
        // The time is not exponential in the number of `**`.
        assert!(!matches(&["**.a"; 200].join("."), &["a"; 199].join(".")));
    }
}

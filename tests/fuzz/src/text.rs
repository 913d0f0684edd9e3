//! Initializers and rules as text.

use paraminit::RulePlace;
use paraminit::init::Init;
use paraminit::rule::text::{TextFault, from_pairs, parse, patterns};

/// A text is an initializer, whose own text is read as the same one, or an error at a place in it.
///
/// # Panics
///
/// If not.
pub fn initializer(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match text.parse::<Init>() {
        Ok(init) => {
            let shown = init.to_string();
            assert_eq!(shown.parse(), Ok(init), "{text:?} is shown as {shown:?}");
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.at()), "{text:?}: an error at {}", error.at());
            assert!(!error.to_string().is_empty(), "{text:?}");
        }
    }
}

/// A text is rules, whose own text is read as the same ones, also in pairs, or mistakes at places in it, in order.
///
/// # Panics
///
/// If not.
pub fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match parse(text, "text") {
        Ok(rules) => {
            let lines: Vec<String> = rules.iter().map(ToString::to_string).collect();
            let again =
                parse(&lines.join("\n"), "text").unwrap_or_else(|faults| panic!("{text:?}: {lines:?}: {faults:?}"));
            let pairs = rules.iter().map(|rule| {
                let patterns: Vec<&str> = rule.patterns.iter().map(|(pattern, _)| pattern.text).collect();
                (patterns.join(" | ") + if rule.optional { " ?" } else { "" }, rule.text)
            });
            let pairs = from_pairs(pairs, "pairs").unwrap_or_else(|faults| panic!("{text:?}: {lines:?}: {faults:?}"));
            for read in [&again, &pairs] {
                assert_eq!(read.len(), rules.len(), "{text:?}");
                for (rule, again) in rules.iter().zip(read) {
                    let [one, two] = [rule, again].map(|rule| (format!("{:?}", rule.action), rule.to_string()));
                    assert_eq!(one, two, "{text:?}");
                }
            }
            let places = rules
                .iter()
                .flat_map(|rule| rule.patterns.iter().map(|(_, place)| *place).chain([rule.place, rule.right]));
            for place in places {
                is_in(text, place);
            }
        }
        Err(faults) => {
            check(text, text, &faults);
        }
    }
    let (left, right) = text.split_once('\n').unwrap_or((text, ""));
    if let Err(faults) = from_pairs([(left, right)], "pairs") {
        check(text, &format!("{left} => {}", right.replace('\n', " ")), &faults);
    }
    if let Err(faults) = patterns(text) {
        check(text, text, &faults);
    }
}

/// The mistakes in a text have sentences, and places in `within`, in order.
fn check(text: &str, within: &str, faults: &[TextFault]) {
    assert!(!faults.is_empty(), "{text:?}");
    let places = faults.iter().map(|fault| (fault.place.line(), fault.place.column()));
    assert!(places.is_sorted(), "{text:?}: {faults:?}");
    let seen = faults.iter().all(|fault| !fault.message.is_empty() && !fault.message.contains('\u{1b}'));
    assert!(seen, "{text:?}: {faults:?}");
    for fault in faults {
        is_in(within, fault.place);
    }
}

/// The place is in the text, or at its end.
fn is_in(text: &str, place: RulePlace) {
    let line = text.split('\n').nth((place.line() as usize).wrapping_sub(1));
    let columns = line.map_or(0, |line| line.chars().count() + 1);
    assert!((1..=columns).contains(&(place.column() as usize)), "{text:?}: {place}");
}

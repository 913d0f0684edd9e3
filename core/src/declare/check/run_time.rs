//! The compiler's checks of a rule set, for rules and models that are known at run time only.
//!
//! It is the same code with the same messages. `const` evaluation gives each array the size that it needs; here they have
//! one size for all, and the rest of each array stays empty.

use std::thread;

use super::assert::{Subject, coverage_fault, default_fault, pattern_fault, rule_elements, suits_fault};
use super::walk::descent::{count, report};
use super::walk::report::{Alternative, Says};
use crate::init::Init;
use crate::message::Message;
use crate::rule::{Action, Pattern, PatternSegment, Rule};
use crate::schema::Schema;

/// The largest number of patterns in a rule set.
pub(crate) const MOST_PATTERNS: usize = 512;
/// The largest number of parameters that patterns tell apart. Elements of a list count once for each interval of indices.
pub(crate) const MOST_PARAMETERS: usize = 1 << 14;
/// What the arrays take, several times over: functions pass some by value.
const STACK: usize = 256 << 20;

const UNCHECKED: &str = "the rules could not be checked";

/// What is wrong with a rule set.
pub(crate) struct Fault {
    /// The number of the rule; `None` if it is about the set as a whole.
    pub(crate) rule: Option<usize>,
    /// The number of the pattern among the rule's, if it is about one.
    pub(crate) pattern: Option<usize>,
    pub(crate) message: String,
}

/// Returns what the compiler would say of these rules for a model of this name.
pub(crate) fn faults(name: &str, schema: &'static Schema, rules: &'static [Rule], hinted: bool) -> Vec<Fault> {
    let check = || check(name, schema, rules, hinted);
    thread::scope(|scope| {
        // The arrays do not fit on the stack of every thread.
        let run = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, check);
        match run.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(faults)) => faults,
            Ok(Err(_)) => vec![whole(UNCHECKED.to_owned())],
            Err(error) => vec![whole(format!("{UNCHECKED}: {error}"))],
        }
    })
}

fn whole(message: String) -> Fault {
    Fault { rule: None, pattern: None, message }
}

/// A pattern that matches nothing. It fills up the array.
const NOTHING: Alternative = Alternative {
    optional: true,
    ..Alternative::alone(Pattern { segments: &[PatternSegment::Variant("")], text: "", rest: None })
};

fn check(name: &str, schema: &'static Schema, rules: &'static [Rule], hinted: bool) -> Vec<Fault> {
    let patterns: usize = rules.iter().map(|rule| rule.patterns.len()).sum();
    if patterns > MOST_PATTERNS {
        return vec![whole(format!("there are {patterns} patterns, and no more than {MOST_PATTERNS} can be checked"))];
    }
    let mut alternatives = Vec::with_capacity(MOST_PATTERNS);
    let all =
        rules.iter().enumerate().flat_map(|(r, rule)| rule.patterns.iter().map(move |pattern| (r, rule, pattern)));
    for (r, rule, pattern) in all {
        let says = Says::of(&rule.action);
        alternatives.push(Alternative { rule: r, says, optional: rule.optional, ..Alternative::alone(*pattern) });
    }
    alternatives.resize(MOST_PATTERNS, NOTHING);
    let Ok(alternatives) = <Box<[Alternative; MOST_PATTERNS]>>::try_from(alternatives) else {
        return vec![whole(UNCHECKED.to_owned())];
    };
    let parameters = count(schema, &alternatives);
    if parameters > MOST_PARAMETERS {
        return vec![whole(format!(
            "the patterns tell {parameters} parameters apart, and no more than {MOST_PARAMETERS} can be checked"
        ))];
    }
    let subject = Subject { name, schema, alternatives: &alternatives };
    let report = Box::new(report::<MOST_PARAMETERS, MOST_PATTERNS>(schema, &alternatives));
    let (mut faults, mut a) = (Vec::new(), 0);
    for (r, rule) in rules.iter().enumerate() {
        let mut fault = |pattern, message: Option<Message>| {
            faults.extend(message.map(|message| Fault {
                rule: Some(r),
                pattern,
                message: message.as_str().to_owned(),
            }));
        };
        for p in 0..rule.patterns.len() {
            if !rule.optional {
                fault(Some(p), pattern_fault(&subject, &report, a));
            }
            a += 1;
        }
        match &rule.action {
            Action::Init(init) => {
                fault(None, init.any_fault(rule_elements(&report, r)));
                fault(Some(0), suits_fault(&subject, &report, r, Some(init), false));
            }
            Action::Default => {
                if !hinted {
                    fault(Some(0), default_fault(&subject, &report, r));
                }
                fault(Some(0), suits_fault(&subject, &report, r, None::<&Init>, false));
            }
            Action::Keep | Action::Each(_) | Action::Make(_) | Action::Slot(_) => {}
        }
    }
    faults.extend(coverage_fault(&subject, &report).map(|message| whole(message.as_str().to_owned())));
    faults
}

//! Whether an initializer suits the parameters that it governs: rank and axes.

use super::describe;
use super::patterns::Subject;
use super::walk::{NOBODY, Report, trail_of};
use crate::element::Elements;
use crate::init::Init;
use crate::message::Message;
use crate::rule::{Action, Rule};
use crate::schema::Origin;

/// Why an initializer does not suit a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsuited {
    /// Fans of a parameter with fewer than two axes.
    Fans {
        /// The initializer that needs them.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// Fans where neither `axes` nor `fans_of` was declared.
    Undeclared {
        /// The initializer that needs them.
        initializer: &'static str,
    },
    /// A matrix of a parameter with fewer than two axes.
    Matrix {
        /// The initializer that needs one.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
    /// Which axes are rows, of a parameter with more than two axes and no roles.
    Rows {
        /// The initializer that needs to know.
        initializer: &'static str,
        /// The parameter's rank.
        rank: usize,
    },
}

/// What is known of a parameter when its initializer is judged.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Number of axes, if known.
    pub rank: Option<usize>,
    /// Whether `axes` is declared for it.
    pub axes: bool,
    /// Whether it takes the fans of another parameter (`fans_of`).
    pub borrowed: bool,
    /// Whether the initializer stands on the parameter's own field, where `fans_of` is said too.
    pub own: bool,
}

/// Judges an initializer by rank and axes.
///
/// A vector that borrows the fans of its matrix may use them where its own field says so (that is what `PyTorch`'s bias
/// needs), but a rule meant for matrices that also catches vectors is a mistake.
#[must_use]
pub const fn suits(init: &Init, facts: Facts) -> Option<Unsuited> {
    let needs = init.needs();
    if let Some(initializer) = needs.fans {
        match facts.rank {
            Some(rank) if rank < 2 && !(facts.own && facts.borrowed) => {
                return Some(Unsuited::Fans { initializer, rank });
            }
            _ if !facts.axes && !facts.borrowed => {
                return Some(Unsuited::Undeclared { initializer });
            }
            _ => {}
        }
    }
    if let (Some(initializer), Some(rank)) = (needs.matrix, facts.rank) {
        if rank < 2 {
            return Some(Unsuited::Matrix { initializer, rank });
        }
        if rank > 2 && !facts.axes {
            return Some(Unsuited::Rows { initializer, rank });
        }
    }
    None
}

impl Unsuited {
    /// In words, about the parameter called `name`, which is put in as it is.
    #[must_use]
    pub const fn describe(&self, name: &str) -> Message {
        match *self {
            Self::Fans { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                message.text("\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here")
            }
            Self::Undeclared { initializer } => {
                let message = Message::new().code(initializer).text(" needs a fan-in and a fan-out, but the axes of ");
                let message = message.text(name).text(" were never declared");
                message
                    .text("\nhelp: say on its field what they run over: `#[init(axes = [out, in])]` or ")
                    .text("`#[init(axes = [in, out])]`")
            }
            Self::Matrix { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs a matrix, but ").text(name);
                let message = message.text(" has rank ").number(rank);
                message.text("\nhelp: narrow the pattern to the weights, or use `normal(0.0, std)` or `zeros` here")
            }
            Self::Rows { initializer, rank } => {
                let message = Message::new().code(initializer).text(" needs to know which axes are rows, but ");
                let message = message.text(name).text(" has rank ").number(rank).text(" and no declared axes");
                message.text("\nhelp: say on its field what they run over, such as `#[init(axes = [out, in, kernel])]`")
            }
        }
    }
}

/// The element types of the parameters that `rule` governs.
#[must_use]
pub const fn rule_elements<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    rule: usize,
) -> Elements {
    let mut elements = Elements::NONE;
    let mut i = 0;
    while i < L {
        if let Some(found) = report.found[i]
            && found.winner != NOBODY
            && subject.alternatives[found.winner].rule == rule
        {
            elements = elements.with(found.leaf.element);
        }
        i += 1;
    }
    elements
}

/// Refuses an initializer that does not suit a parameter that `rule` governs. `own` is said of rules that stand on a
/// parameter's own field; `None` stands for `default`: then the attributes' initializers are judged.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_suits<const L: usize, const A: usize>(
    subject: &Subject<A>,
    report: &Report<L, A>,
    rule: usize,
    init: Option<&Init>,
    own: bool,
) {
    if let Some(init) = init {
        let needs = init.needs();
        if needs.fans.is_none() && needs.matrix.is_none() {
            return;
        }
    }
    let mut i = 0;
    while i < L {
        if let Some(found) = report.found[i]
            && found.winner != NOBODY
            && subject.alternatives[found.winner].rule == rule
        {
            let field = found.field;
            let facts = Facts {
                rank: found.leaf.rank,
                axes: matches!(field, Some(field) if field.axes.is_some()),
                borrowed: matches!(field, Some(field) if field.fans_of.is_some()),
                own,
            };
            let unsuited = match init {
                Some(init) => suits(init, facts),
                None => unsuited_default(found.attribute, facts),
            };
            if let Some(unsuited) = unsuited
                && let Some(trail) = trail_of(subject.schema, subject.alternatives, i)
            {
                let path = describe::path(Message::new().text("`"), &trail).text("`");
                panic!("{}", unsuited.describe(path.as_str()).as_str())
            }
        }
        i += 1;
    }
}

/// Refuses a bare initializer on the parameter's own field, where nothing but its attributes is known: in a generic
/// struct. `axes` is how many axes they declare.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_bare(field: &str, init: &Init, axes: Option<usize>, borrowed: bool) {
    if let Some(unsuited) = suits(init, Facts { rank: axes, axes: axes.is_some(), borrowed, own: true }) {
        let name = Message::new().code(field);
        panic!("{}", unsuited.describe(name.as_str()).as_str())
    }
}

const fn unsuited_default(attribute: Option<(&'static Rule, Origin)>, facts: Facts) -> Option<Unsuited> {
    match attribute {
        Some((rule, origin)) => match rule.action {
            Action::Init(ref init) => suits(init, Facts { own: matches!(origin, Origin::Own), ..facts }),
            _ => None,
        },
        None => None,
    }
}

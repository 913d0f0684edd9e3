//! The end of a descent: it records a parameter in the report, and compares it with the search.

use super::context::WalkContext;
use super::descent::Walk;
use super::found::{Declaration, Found, NOBODY};
use super::live::Live;
use super::report::{Alternative, Says, Search, comes_first};
use super::rows::row_fault;
use crate::check::words::describe;
use crate::const_for::const_for;
use crate::message::Message;
use crate::rule::{Action, Pattern, PatternSegment};
use crate::schema::{Leaf, first_match, governing};
use crate::similar::distance;

impl<const L: usize, const A: usize> Walk<'_, L, A> {
    /// Notes the parameter at the end of the path.
    pub(crate) const fn leaf(&mut self, leaf: &Leaf, live: &Live<A>) {
        let fixed = self.fixed && self.path.fixed_from(0).is_some();
        let (mut winner, mut reached) = (NOBODY, true);
        const_for!(0..live.count, |i| {
            if live.all[i].accepts {
                let a = live.all[i].number;
                self.report.matches[a] += 1;
                let meets = !fixed || self.reaches(&self.alternatives[a]);
                if !meets && self.report.misses[a] == NOBODY {
                    self.report.misses[a] = self.report.count;
                }
                if winner == NOBODY {
                    if meets {
                        self.report.wins[a] += 1;
                    }
                    // The first rule that matches decides. Of the attributes it is the first that reaches it.
                    if meets || !matches!(self.alternatives[a].says, Says::Attribute) {
                        (winner, reached) = (a, meets);
                    }
                } else if self.report.taken_by[a] == NOBODY {
                    self.report.taken_by[a] = winner;
                } else if self.report.taken_by[a] != winner {
                    self.report.taken_by_several[a] = true;
                }
            }
        });
        // Behind a general rule it needs an initializer of its own.
        let bare = !reached
            && matches!(self.alternatives[winner].says, Says::Initializer)
            && governing(&[], &self.path).is_none();
        if winner == NOBODY || bare {
            self.report.miss(1, fixed && self.path.is_buffer());
        }
        if L > 0 {
            let found = self.found(leaf, winner);
            if winner == NOBODY {
                self.report.note(found, None);
            } else if reached {
                self.report.note(found, Some(self.alternatives[winner].rule));
            } else {
                // The general rule's initializer need not suit it.
                self.report.note_covered(found);
            }
        }
        match self.search {
            Search::Nothing | Search::Count | Search::Unlike(_) | Search::Array(_) | Search::Brackets => {}
            Search::Rows { rows, init, shape } => {
                let found = self.found(leaf, winner);
                let shape = if self.context.field.is_some() || shape.is_none() { found.shape() } else { shape };
                if winner != NOBODY && self.caught_rows.is_none() {
                    self.caught_rows = row_fault(&rows, init, leaf.element, (leaf.rank, shape));
                }
            }
            Search::Number(wanted) => {
                if self.report.count == wanted {
                    self.caught = Some(self.path);
                }
            }
            Search::Governed { rules, rule } => {
                if comes_first(rules, rule, &self.path) {
                    self.caught = Some(self.path);
                }
            }
            Search::Mismatch { rules, rule } => {
                if comes_first(rules, rule, &self.path) && self.is_unsuited(leaf, &rules[rule].action) {
                    self.caught = Some(self.path);
                }
            }
            Search::Uncovered { rules } => {
                if first_match(rules, &self.path).is_none() {
                    self.caught = Some(self.path);
                }
            }
            Search::Unbuildable => {
                let found = self.found(leaf, winner);
                self.caught_for = found.unsuited_default();
                if found.attribute.is_none() || self.caught_for.is_some() {
                    self.caught = Some(self.path);
                }
            }
            Search::Ending(pattern) => {
                if self.ends_in(pattern) {
                    self.caught = Some(self.path);
                }
            }
            Search::Nearest(written) => {
                let apart = distance(written, describe::plain(Message::new(), &self.path).as_str());
                if apart < self.apart {
                    self.apart = apart;
                    self.caught = Some(self.path);
                }
            }
        }
        self.report.count += 1;
    }

    /// True if a rule of that action would not suit the parameter at the end of the path.
    const fn is_unsuited(&self, leaf: &Leaf, action: &Action) -> bool {
        let found = self.found(leaf, NOBODY);
        match action {
            Action::Init(init) => found.unsuited(init, false).is_some(),
            Action::Default => {
                let found = found.governed_by(governing(&[], &self.path));
                found.attribute.is_none() || found.unsuited_default().is_some()
            }
            _ => false,
        }
    }

    /// Collects what is known of the parameter at the end of the path.
    const fn found(&self, leaf: &Leaf, winner: usize) -> Found {
        let WalkContext { field, kind, top, own, cut, judged, .. } = self.context;
        let found = Found {
            leaf: *leaf,
            declared: Declaration::of(field),
            kind,
            top,
            own,
            cut,
            judged,
            winner,
            attribute: None,
        };
        if winner != NOBODY && matches!(self.alternatives[winner].says, Says::Default) {
            found.governed_by(governing(&[], &self.path))
        } else {
            found
        }
    }

    /// True if what the rule says reaches the parameter at the end of the path, which is fixed.
    const fn reaches(&self, alternative: &Alternative) -> bool {
        let meant = match alternative.says {
            Says::Initializer | Says::Attribute => true,
            Says::Value => self.path.is_buffer(),
            Says::Default | Says::Other => false,
        };
        let pattern = &alternative.pattern;
        // What stands on a field starts behind it.
        let from = match pattern.segments {
            _ if !alternative.on_field => 0,
            [PatternSegment::Variant(_), ..] => 2,
            _ => 1,
        };
        !meant || pattern.names_fixed(&self.path, 0, from)
    }

    /// True if the walk found what it searches for. The nearest path is known only at the end.
    pub(crate) const fn is_done(&self) -> bool {
        self.caught.is_some() && !matches!(self.search, Search::Nearest(_))
    }

    const fn ends_in(&self, pattern: &Pattern) -> bool {
        let mut depth = 1;
        while depth < self.path.depth() {
            if pattern.matches(&self.path, depth) {
                return true;
            }
            depth += 1;
        }
        false
    }
}

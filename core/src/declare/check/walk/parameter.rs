//! The end of a descent: it records a parameter in the report, and compares it with the search.

use super::context::WalkContext;
use super::descent::Walk;
use super::found::{Found, NOBODY};
use super::live::Live;
use super::report::{Search, comes_first};
use crate::check::words::describe;
use crate::const_for::const_for;
use crate::message::Message;
use crate::rule::{Action, Pattern};
use crate::schema::{Leaf, first_match, governing};
use crate::similar::distance;

impl<const L: usize, const A: usize> Walk<'_, L, A> {
    /// Records the parameter at the end of the path.
    pub(crate) const fn leaf(&mut self, leaf: Leaf, live: &Live<A>) {
        let mut winner = NOBODY;
        const_for!(0..live.count, |i| {
            if live.get(i).accepts {
                let a = live.get(i).number;
                self.report.matches[a] += 1;
                if winner == NOBODY {
                    winner = a;
                    self.report.wins[a] += 1;
                } else if self.report.taken_by[a] == NOBODY {
                    self.report.taken_by[a] = winner;
                } else if self.report.taken_by[a] != winner {
                    self.report.taken_by_several[a] = true;
                }
            }
        });
        // A walk that only searches or counts has no room for parameters.
        if L > 0 {
            let rule = if winner == NOBODY { None } else { Some(self.alternatives[winner].rule) };
            self.report.note(self.found(leaf, winner), rule);
        }
        match self.search {
            Search::Nothing | Search::Count | Search::Unlike(_) | Search::Array(_) => {}
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

    /// True if a rule with that action would not suit the parameter at the end of the path.
    const fn is_unsuited(&self, leaf: Leaf, action: &Action) -> bool {
        let mut found = self.found(leaf, NOBODY);
        match action {
            Action::Init(init) => found.unsuited(init, false).is_some(),
            Action::Default => {
                found.attribute = governing(&[], &self.path);
                found.attribute.is_none() || found.unsuited_default().is_some()
            }
            _ => false,
        }
    }

    /// Collects the known facts of the parameter at the end of the path.
    const fn found(&self, leaf: Leaf, winner: usize) -> Found {
        let WalkContext { field, kind, top, own, cut, judged, .. } = self.context;
        Found {
            leaf,
            field,
            kind,
            top,
            own,
            cut,
            judged,
            winner,
            attribute: if winner != NOBODY && self.alternatives[winner].default {
                governing(&[], &self.path)
            } else {
                None
            },
        }
    }

    /// True if the walk has found the result of its search. The nearest path is known only at the end.
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

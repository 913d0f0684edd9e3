//! What a walk notes of a parameter, and whether it is what the walk looks for.

use super::alive::Alive;
use super::describe;
use super::found::{Found, NOBODY};
use super::place::Place;
use super::report::{Search, first_match, governs};
use super::suggest::distance;
use super::walk::Walk;
use crate::message::Message;
use crate::rule::{Action, Pattern};
use crate::schema::{Leaf, attribute_rule};

impl<const L: usize, const A: usize> Walk<'_, L, A> {
    /// Notes the parameter at the end of the trail.
    pub(super) const fn leaf(&mut self, leaf: Leaf, alive: &Alive<A>) {
        let mut winner = NOBODY;
        let mut i = 0;
        while i < alive.count {
            if alive.get(i).accepts {
                let a = alive.get(i).number;
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
            i += 1;
        }
        if L > 0 {
            let rule = if winner == NOBODY { None } else { Some(self.alternatives[winner].rule) };
            self.report.note(self.found(leaf, winner), rule);
        }
        match self.search {
            Search::Nothing | Search::Count | Search::Array(_) => {}
            Search::Number(wanted) => {
                if self.report.count == wanted {
                    self.caught = Some(self.trail);
                }
            }
            Search::Governed { rules, rule, fields } => {
                if governs(&self.trail, rules, rule, fields) {
                    self.caught = Some(self.trail);
                }
            }
            Search::Mismatch { rules, rule } => {
                if governs(&self.trail, rules, rule, false) && self.is_unsuited(leaf, &rules[rule].action) {
                    self.caught = Some(self.trail);
                }
            }
            Search::Uncovered { rules } => {
                if first_match(rules, &self.trail, 0).is_none() {
                    self.caught = Some(self.trail);
                }
            }
            Search::Unbuildable => {
                let found = self.found(leaf, winner);
                self.caught_for = found.unsuited_default();
                if found.attribute.is_none() || self.caught_for.is_some() {
                    self.caught = Some(self.trail);
                }
            }
            Search::Ending(pattern) => {
                if self.ends_in(pattern) {
                    self.caught = Some(self.trail);
                }
            }
            Search::Nearest(written) => {
                let apart = distance(written, describe::plain(Message::new(), &self.trail).as_str());
                if apart < self.apart {
                    self.apart = apart;
                    self.caught = Some(self.trail);
                }
            }
        }
        self.report.count += 1;
    }

    /// Whether a rule of that action would not suit the parameter at the end of the trail.
    const fn is_unsuited(&self, leaf: Leaf, action: &Action) -> bool {
        let mut found = self.found(leaf, NOBODY);
        match action {
            Action::Init(init) => found.unsuited(init, false).is_some(),
            Action::Default => {
                found.attribute = attribute_rule(&self.trail);
                found.attribute.is_none() || found.unsuited_default().is_some()
            }
            _ => false,
        }
    }

    /// What is known of the parameter at the end of the trail.
    const fn found(&self, leaf: Leaf, winner: usize) -> Found {
        let Place { field, kind, top, own, cut, judged, .. } = self.place;
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
                attribute_rule(&self.trail)
            } else {
                None
            },
        }
    }

    /// Whether the walk found what it looks for. Of the nearest it never knows.
    pub(super) const fn is_done(&self) -> bool {
        self.caught.is_some() && !matches!(self.search, Search::Nearest(_))
    }

    const fn ends_in(&self, pattern: &Pattern) -> bool {
        let mut depth = 1;
        while depth < self.trail.depth() {
            if pattern.matches(&self.trail, depth) {
                return true;
            }
            depth += 1;
        }
        false
    }
}

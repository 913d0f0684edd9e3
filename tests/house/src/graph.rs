//! Circles in a graph, and a small set of edges without which there are none.

use std::collections::{BTreeMap, BTreeSet};

/// An edge from one file to another.
pub type Edge = (String, String);

/// The sets of more than one node in which each leads to each other.
#[must_use]
pub fn circles(edges: &BTreeSet<Edge>) -> Vec<BTreeSet<String>> {
    let pairs: Vec<(&str, &str)> = edges.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    let owned = |circle: Vec<&str>| circle.into_iter().map(str::to_string).collect();
    components(&pairs).into_iter().map(owned).collect()
}

/// Few edges without which there are no circles, those of `known` first.
#[must_use]
pub fn cuts(edges: &BTreeSet<Edge>, known: &BTreeSet<Edge>) -> BTreeSet<Edge> {
    let mut kept: Vec<(&str, &str)> = edges.difference(known).map(|(from, to)| (from.as_str(), to.as_str())).collect();
    let mut cut: Vec<(&str, &str)> = edges.intersection(known).map(|(from, to)| (from.as_str(), to.as_str())).collect();
    while let Some(circle) = components(&kept).pop() {
        let inside = |&(from, to): &(&str, &str)| circle.contains(&from) && circle.contains(&to);
        let within: Vec<(&str, &str)> = kept.iter().copied().filter(inside).collect();
        // The edge whose removal leaves the fewest files in circles.
        let left = |edge: &&(&str, &str)| {
            let without: Vec<_> = within.iter().copied().filter(|other| other != *edge).collect();
            components(&without).iter().map(Vec::len).sum::<usize>()
        };
        let Some(&worst) = within.iter().min_by_key(left) else { break };
        kept.retain(|edge| *edge != worst);
        cut.push(worst);
    }
    // What closes no circle with the rest need not be cut.
    let mut needed = BTreeSet::new();
    for (from, to) in cut {
        kept.push((from, to));
        if components(&kept).iter().any(|circle| circle.contains(&from) && circle.contains(&to)) {
            kept.pop();
            needed.insert((from.to_string(), to.to_string()));
        }
    }
    needed
}

/// The strongly connected components of more than one node, by Tarjan's algorithm.
fn components<'e>(edges: &[(&'e str, &'e str)]) -> Vec<Vec<&'e str>> {
    let mut walk = Walk::default();
    for &(from, to) in edges {
        walk.next.entry(from).or_default().push(to);
        walk.next.entry(to).or_default();
    }
    let nodes: Vec<&str> = walk.next.keys().copied().collect();
    for node in nodes {
        if !walk.order.contains_key(node) {
            walk.visit(node);
        }
    }
    walk.found
}

#[derive(Default)]
struct Walk<'e> {
    next: BTreeMap<&'e str, Vec<&'e str>>,
    /// When a node was met first.
    order: BTreeMap<&'e str, usize>,
    /// The nodes that are not in a component yet.
    open: Vec<&'e str>,
    found: Vec<Vec<&'e str>>,
}

impl<'e> Walk<'e> {
    /// Visits what `node` leads to, and gives the first met open node among it.
    fn visit(&mut self, node: &'e str) -> usize {
        let met = self.order.len();
        self.order.insert(node, met);
        self.open.push(node);
        let mut first = met;
        for next in self.next[node].clone() {
            if !self.order.contains_key(next) {
                first = first.min(self.visit(next));
            } else if self.open.contains(&next) {
                first = first.min(self.order[next]);
            }
        }
        if first == met {
            let at = self.open.iter().position(|&other| other == node).unwrap_or(0);
            let component = self.open.split_off(at);
            if component.len() > 1 {
                self.found.push(component);
            }
        }
        first
    }
}

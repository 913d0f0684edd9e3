//! What the parameters of a run took of a file or an object: whole tensors, and parts of arrays.

use std::collections::HashMap;

use crate::info::{Parts, Slice};

/// What was taken, by the tensor's name.
#[derive(Default)]
pub(super) struct Taken(HashMap<String, Extent>);

/// How much of a tensor was taken.
enum Extent {
    Whole,
    /// Some parts: the first index of each, and the parts of the array that they were taken for.
    Parts(Vec<usize>, Parts),
}

/// A tensor that nobody took, or a part of one that others took.
pub(super) struct Left {
    pub(super) name: String,
    pub(super) shape: Vec<usize>,
}

impl Taken {
    /// Notes that a parameter took the tensor, or asked for it in vain.
    pub(super) fn whole(&mut self, name: String) {
        self.0.insert(name, Extent::Whole);
    }

    /// Notes that a parameter took this part of the tensor.
    pub(super) fn part(&mut self, name: String, slice: &Slice) {
        let none = || Extent::Parts(Vec::new(), slice.parts.clone());
        if let Extent::Parts(offsets, _) = self.0.entry(name).or_insert_with(none) {
            offsets.push(slice.offset);
        }
    }

    /// True if a parameter took the tensor, or a part of it.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// All parts of the tensor, where only parts of it were taken: those that it declares as `theirs`, or else those that it
    /// was read for.
    pub(super) fn parts(&self, name: &str, theirs: Option<&Parts>) -> Vec<String> {
        match self.0.get(name) {
            Some(Extent::Parts(_, ours)) => {
                theirs.unwrap_or(ours).lengths.iter().map(|(part, _)| format!("{name}.{part}")).collect()
            }
            Some(Extent::Whole) | None => Vec::new(),
        }
    }

    /// What nobody took of the tensor of this name and shape.
    pub(super) fn left(&self, name: &str, shape: &[usize], theirs: Option<&Parts>) -> Vec<Left> {
        let (offsets, parts) = match self.0.get(name) {
            None => return vec![Left { name: name.to_owned(), shape: shape.to_vec() }],
            Some(Extent::Whole) => return Vec::new(),
            Some(Extent::Parts(offsets, ours)) => (offsets, theirs.unwrap_or(ours)),
        };
        let mut next = 0;
        let placed = parts.lengths.iter().map(|&(part, len)| {
            let offset = next;
            next += len;
            (part, offset, len)
        });
        let left = placed.filter(|(_, offset, len)| *len > 0 && !offsets.contains(offset));
        left.map(|(part, _, len)| {
            let mut shape = shape.to_vec();
            shape.iter_mut().skip(parts.axis).take(1).for_each(|length| *length = len);
            Left { name: format!("{name}.{part}"), shape }
        })
        .collect()
    }
}

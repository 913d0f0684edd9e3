//! The `Vec`s and arrays on the path of a parameter.

use super::{Missing, ParamInfo};
use crate::path::Segment;

impl ParamInfo {
    /// The index in the `n`-th container (`Vec` or array, outermost first) on the path.
    ///
    /// Without such a container this is 0, and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Each layer a little smaller than the one before.
    /// let rules = init! { <[Dense<4, 4>; 3]> ** => |p| init::constant(1.0 / (1 + p.index(0)) as f64) };
    /// let layers = rules.build(42)?;
    /// assert_eq!((layers[0].bias()[0], layers[1].bias()[0]), (1.0, 0.5));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn index(&self, n: usize) -> usize {
        self.container(n).map_or(0, |(index, _)| index)
    }

    /// The length of the `n`-th container (`Vec` or array, outermost first) on the path.
    ///
    /// Without such a container this is 0, and the run that asked fails with an error that says so.
    ///
    /// The count starts at the root of the model of the run. In a model around this one, `[Gpt; 2]`, `len(0)` is 2 and
    /// no longer the number of blocks. [`len_of("blocks")`](Self::len_of) does not change.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // GPT-2: residual projections shrink with depth.
    /// let rules = init! { <[Dense<4, 4>; 8]>
    ///     **.weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
    ///     **.bias => zeros,
    /// };
    /// assert_eq!(rules.plan_build()?.entries()[0].moments(), Some((0.0, 0.005)));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn len(&self, n: usize) -> usize {
        self.container(n).map_or(0, |(_, len)| len)
    }

    /// The index in the `Vec` or array in the field `name`: 3 for `blocks` in `members.1.blocks.3.down.weight`.
    ///
    /// [`len_of`](Self::len_of) says which container that is, and what happens without one.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// #[init(blocks[*].** => |p| init::constant(p.index_of("blocks") as f64))]
    /// struct Net {
    ///     blocks: [Dense<4, 4>; 3],
    /// }
    ///
    /// let nets = <[Net; 2]>::init(42)?;
    /// assert_eq!(nets[1].blocks[2].bias()[0], 2.0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn index_of(&self, name: &str) -> usize {
        self.container_of(name).map_or(0, |(index, _)| index)
    }

    /// The length of the `Vec` or array in the field `name`, at any depth of the model: the number of blocks for
    /// `blocks` in `members.1.blocks.3.down.weight`.
    ///
    /// The name is the one in paths. If several fields on the path have it, the innermost counts. For a `Vec` of
    /// `Vec`s, or a map of them, it is the outermost `Vec` of that field. If no such field has a container this is 0,
    /// and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// #[init(blocks[*].weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len_of("blocks") as f64).sqrt()))]
    /// struct Net {
    ///     blocks: [Dense<8, 8>; 12],
    /// }
    ///
    /// #[derive(Initialize)]
    /// struct Ensemble {
    ///     members: [Net; 2],
    /// }
    ///
    /// let (alone, inside) = (Net::plan_init()?, Ensemble::plan_init()?);
    /// assert_eq!(alone.entries()[0].moments(), Some((0.0, 0.02 / 24.0_f64.sqrt())));
    /// assert_eq!(inside.entries()[0].moments(), alone.entries()[0].moments());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn len_of(&self, name: &str) -> usize {
        self.container_of(name).map_or(0, |(_, len)| len)
    }

    /// The number of containers (`Vec`s or arrays) on the path.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // One closure for a model in which some layers stand in a `Vec` or an array, and some do not.
    /// let rules = init! { <(Dense<4, 4>, [Dense<4, 4>; 2])>
    ///     ** => |p| init::constant(if p.containers() > 0 { p.len(0) as f64 } else { 1.0 }),
    /// };
    /// let (first, others) = rules.build(42)?;
    /// assert_eq!((first.bias()[0], others[1].bias()[0]), (1.0, 2.0));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn containers(&self) -> usize {
        self.path.segments().filter(|segment| matches!(segment, Segment::Element { .. })).count()
    }

    /// True if the parameter is in the last element of the `n`-th container (`Vec` or array, outermost first) on the
    /// path.
    ///
    /// Without such a container this is false, and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Gpt {
    ///     blocks: [Dense<8, 8>; 4],
    /// }
    ///
    /// // GPT-2's depth scaling, but the last block starts as the identity of its residual stream.
    /// let residual = 0.02;
    /// let rules = init! { <Gpt>
    ///     blocks[*].weight => |p| match p.is_last(0) {
    ///         true => init::zeros(),
    ///         false => init::normal(0.0, residual / (2.0 * p.len(0) as f64).sqrt()),
    ///     },
    ///     **.bias => zeros,
    /// };
    /// let gpt = rules.build(42)?;
    /// assert!(gpt.blocks[3].weight().iter().all(|w| *w == 0.0));
    /// assert!(gpt.blocks[2].weight().iter().all(|w| *w != 0.0));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_last(&self, n: usize) -> bool {
        self.container(n).is_some_and(|(index, len)| index + 1 == len)
    }

    fn container(&self, n: usize) -> Option<(usize, usize)> {
        let mut containers = self.path.segments().filter_map(|segment| match segment {
            Segment::Element { index, len } => Some((index, len)),
            _ => None,
        });
        let found = containers.nth(n);
        if found.is_none() {
            self.note(Missing::Container(n));
        }
        found
    }

    /// Returns the index and the length of the container in the innermost field of that name that holds one.
    fn container_of(&self, name: &str) -> Option<(usize, usize)> {
        let found = self.held().filter(|(field, ..)| *field == name).last();
        if found.is_none() {
            self.note(Missing::ContainerOf(name.into()));
        }
        found.map(|(_, index, len)| (index, len))
    }

    /// Returns the fields on the path that hold a `Vec` or an array, outermost first, with index and length. If a field
    /// has several nested containers, the outermost counts.
    fn held(&self) -> impl Iterator<Item = (&'static str, usize, usize)> {
        let mut field = None;
        self.path.segments().filter_map(move |segment| match segment {
            Segment::Field { name, .. } => {
                field = Some(name);
                None
            }
            Segment::Position { .. } => {
                field = None;
                None
            }
            Segment::Element { index, len } => field.take().map(|name| (name, index, len)),
            Segment::Key(_) | Segment::AnyKey | Segment::Variant(_) | Segment::Inside => None,
        })
    }

    /// The names that [`len_of`](Self::len_of) accepts for this parameter.
    pub(crate) fn names_of_containers(&self) -> Vec<&'static str> {
        self.held().map(|(name, ..)| name).collect()
    }
}

//! Files and objects that a run reads: each is opened once under each of its paths, and what no parameter took is known at the
//! end, whatever paths led to it.

use std::sync::Arc;

use super::hint::suggest;
use super::pattern::{Segments, matches};
use super::taken::{Left, Taken};
use super::unmatched::unmatched;
use crate::error::{Failure, RuleSite};
use crate::info::{ParamInfo, Slice};
use crate::init::source::failure::{FileError, LoadErrorKind};
use crate::init::source::pretrained::{Origin, Pretrained};
use crate::init::source::store::{Lookup, Store};
use crate::init::source::tensor::Tensor;

/// The most suggestions. A search for similar names takes time, and a run where everything is missing needs few.
const MOST_HINTS: usize = 32;

/// The files and objects that a run reads.
#[derive(Default)]
pub(crate) struct Inputs<'r>(Vec<Input<'r>>);

struct Input<'r> {
    /// Each path of a file with the file, open; an object has one way to it.
    stores: Vec<(Origin<'r>, Opened<'r>)>,
    taken: Taken,
    /// The patterns of `allow_unused`, each with the first rule that has it.
    unused: Vec<(String, Option<RuleSite>)>,
    /// The rules with patterns of `allow_missing`.
    missing: Vec<MayMiss>,
    hints: usize,
    /// The first rule that reads this input.
    rule: Option<RuleSite>,
}

type Opened<'r> = Result<Arc<Store<'r>>, Arc<FileError>>;

/// A rule with patterns of `allow_missing`, and the paths of the parameters that read by it.
struct MayMiss {
    rule: Option<RuleSite>,
    patterns: Vec<String>,
    paths: Vec<Segments>,
}

impl<'r> Inputs<'r> {
    /// Returns the tensor that the parameter takes; `None` if there is none and it may be missing.
    pub(crate) fn take(
        &mut self,
        pretrained: &Pretrained<'r>,
        rule: Option<RuleSite>,
        info: &ParamInfo,
    ) -> Result<Option<Tensor<'r>>, Box<LoadErrorKind>> {
        self.find(pretrained, rule, info, |store, lookup| {
            let tensor = store.tensor(lookup, pretrained, info)?;
            let slice = tensor.slice().cloned();
            Ok((tensor, slice))
        })
    }

    /// Returns the name of the tensor that is for a parameter of unknown shape; `None` if there is none and it may be missing.
    pub(crate) fn reserve(
        &mut self,
        pretrained: &Pretrained<'r>,
        rule: Option<RuleSite>,
        info: &ParamInfo,
    ) -> Result<Option<String>, Box<LoadErrorKind>> {
        self.find(pretrained, rule, info, |store, lookup| store.known(lookup).map(|_| (lookup.name.clone(), None)))
    }

    /// Looks up the tensor of a parameter. `get` also returns the position of its values, if they are a part of the tensor.
    fn find<T>(
        &mut self,
        pretrained: &Pretrained<'r>,
        rule: Option<RuleSite>,
        info: &ParamInfo,
        get: impl FnOnce(&Arc<Store<'r>>, &Lookup) -> Result<(T, Option<Slice>), Box<LoadErrorKind>>,
    ) -> Result<Option<T>, Box<LoadErrorKind>> {
        let (input, store) = self.open(pretrained, rule);
        let store = store.map_err(LoadErrorKind::File)?;
        let lookup = store.look_up(pretrained, info);
        let may_miss = input.meet(&pretrained.missing, rule, info, lookup.array.is_some());
        let mut found = get(&store, &lookup);
        let absent =
            |error: &LoadErrorKind| matches!(error, LoadErrorKind::Missing { .. } | LoadErrorKind::Pending { .. });
        if may_miss && found.as_ref().is_err_and(|error| absent(error)) {
            // Of a lazy layer the name is there, and was asked for.
            input.taken.whole(lookup.name);
            return Ok(None);
        }
        if let Err(error) = &mut found
            && let LoadErrorKind::Missing { nearest, hint, .. } = &mut **error
        {
            input.hints += 1;
            if input.hints <= MOST_HINTS {
                (*nearest, *hint) = suggest(&store, pretrained, &lookup.paths()).unzip();
            }
        } else {
            match &found {
                Ok((_, Some(slice))) => input.taken.part(lookup.name, slice),
                _ => input.taken.whole(lookup.name),
            }
        }
        found.map(|(found, _)| Some(found))
    }

    /// Returns failures for tensors that no parameter took, for names that two tensors have, and for patterns that
    /// match nothing.
    pub(crate) fn failures(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        let mut fail = |shape: &[usize], rule, kind: LoadErrorKind| {
            failures.push(Failure { path: String::new(), shape: shape.to_vec(), rule, cause: kind.into() });
        };
        for input in &self.0 {
            let Input { stores, taken, unused, missing, rule, .. } = input;
            let Some((_, Ok(store))) = stores.first() else { continue };
            let origin = store.name.as_str();
            // The tensors, and behind them the parts of those of which only parts were taken.
            let parts = store.names().flat_map(|name| taken.parts(name, store.parts(name)));
            let names: Vec<Segments> = if unused.is_empty() {
                Vec::new()
            } else {
                store.names().map(Segments::of_name).chain(parts.map(|name| Segments::of_name(&name))).collect()
            };
            for (pattern, rule) in unused {
                if let Some(kind) = unmatched("allow_unused", pattern, origin, &names) {
                    fail(&[], *rule, kind);
                }
            }
            for MayMiss { rule, patterns, paths } in missing {
                let dead = patterns.iter().filter_map(|pattern| unmatched("allow_missing", pattern, origin, paths));
                dead.for_each(|kind| fail(&[], *rule, kind));
            }
            let allows = |name: &Segments| unused.iter().any(|(pattern, _)| matches(pattern, name));
            // Names are sorted, so equal ones are neighbors.
            let mut before = None;
            for (i, name) in store.names().enumerate() {
                let shape = store.describe(name).map_or(&[][..], |(shape, _)| shape);
                if before.replace(name) == Some(name) {
                    fail(shape, *rule, LoadErrorKind::Twice { name: name.to_owned(), origin: store.name.clone() });
                    continue;
                }
                // Who may leave an array may leave its parts.
                if names.get(i).is_some_and(allows) || self.share(input, store, name) {
                    continue;
                }
                for Left { name, shape } in taken.left(name, shape, store.parts(name)) {
                    if unused.is_empty() || !allows(&Segments::of_name(&name)) {
                        fail(&shape, *rule, LoadErrorKind::Unused { name, origin: store.name.clone() });
                    }
                }
            }
        }
        failures
    }

    /// True if a parameter took the tensor of that name by way of other files, among which is the one that holds it.
    fn share(&self, input: &Input<'r>, store: &Store<'r>, name: &str) -> bool {
        self.0.iter().filter(|other| !core::ptr::eq(*other, input) && other.taken.holds(name)).any(|other| {
            let open = other.stores.first().and_then(|(_, store)| store.as_ref().ok());
            open.is_some_and(|other| store.share(other, name))
        })
    }

    /// Opens what no parameter read from, so that nothing of it is taken. Returns why it cannot be opened.
    pub(crate) fn open_unread(&mut self, pretrained: &Pretrained<'r>, rule: RuleSite) -> Option<Failure> {
        let known = self.0.len();
        let error = self.open(pretrained, Some(rule)).1.err()?;
        let cause = LoadErrorKind::File(error).into();
        (self.0.len() > known).then(|| Failure { path: String::new(), shape: Vec::new(), rule: Some(rule), cause })
    }

    /// The input of that origin, and what it opened.
    fn open(&mut self, pretrained: &Pretrained<'r>, rule: Option<RuleSite>) -> (&mut Input<'r>, Opened<'r>) {
        let origin = &pretrained.origin;
        let known = self.0.iter().enumerate().find_map(|(at, input)| {
            let (_, store) = input.stores.iter().find(|(known, _)| known.is(origin))?;
            Some((at, store.clone()))
        });
        let (at, store) = known.unwrap_or_else(|| {
            let store = Store::open(origin).map(Arc::new).map_err(Arc::new);
            // A file that another path led to.
            let same = |(_, known): &(_, Opened<'r>)| match (known, &store) {
                (Ok(known), Ok(store)) => known.is_same_files(store),
                _ => false,
            };
            let at = self.0.iter().position(|input| input.stores.iter().any(same)).unwrap_or_else(|| {
                let (stores, unused, missing) = (Vec::new(), Vec::new(), Vec::new());
                self.0.push(Input { stores, taken: Taken::default(), unused, missing, hints: 0, rule });
                self.0.len() - 1
            });
            self.0[at].stores.push((origin.clone(), store.clone()));
            (at, store)
        });
        let input = &mut self.0[at];
        for pattern in &pretrained.unused {
            if !input.unused.iter().any(|(known, _)| known == pattern) {
                input.unused.push((pattern.clone(), rule));
            }
        }
        (input, store)
    }
}

impl Input<'_> {
    /// Notes that a parameter reads by `rule`, whose patterns say what may be missing. Says whether the parameter may be.
    fn meet(&mut self, patterns: &[String], rule: Option<RuleSite>, info: &ParamInfo, in_array: bool) -> bool {
        if patterns.is_empty() {
            return false;
        }
        let known = self.missing.iter().position(|one| one.rule == rule && one.patterns == patterns);
        let at = known.unwrap_or_else(|| {
            self.missing.push(MayMiss { rule, patterns: patterns.to_vec(), paths: Vec::new() });
            self.missing.len() - 1
        });
        let paths = &mut self.missing[at].paths;
        let before = paths.len();
        paths.push(Segments::of_path(info.path()));
        if in_array {
            paths.push(Segments::of_path(&info.array_path()));
        }
        paths[before..].iter().any(|path| patterns.iter().any(|pattern| matches(pattern, path)))
    }
}

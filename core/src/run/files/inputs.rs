//! The files and objects that a run reads. Each is opened once, and the tensors that no parameter took are known at the
//! end.

use std::sync::Arc;

use super::hint::suggest;
use super::pattern::matches;
use super::unmatched::{Names, unmatched};
use crate::error::{Failure, RuleSite};
use crate::info::ParamInfo;
use crate::init::source::failure::{FileError, LoadErrorKind};
use crate::init::source::pretrained::{Origin, Pretrained};
use crate::init::source::store::{Store, Tensor};
use crate::order::sort;

/// The most suggestions. A search for similar names takes time, and a run where everything is missing needs few.
const MOST_HINTS: usize = 32;

/// The files and objects that a run reads.
#[derive(Default)]
pub(crate) struct Inputs<'r>(Vec<Input<'r>>);

struct Input<'r> {
    origin: Origin<'r>,
    store: Result<Arc<Store<'r>>, Arc<FileError>>,
    taken: Vec<String>,
    /// The patterns of `allow_unused`, each with the first rule that has it.
    unused: Vec<(String, Option<RuleSite>)>,
    /// The rules with patterns of `allow_missing`.
    missing: Vec<MayMiss>,
    hints: usize,
    /// The first rule that reads this input.
    rule: Option<RuleSite>,
}

/// A rule with patterns of `allow_missing`, and the paths of the parameters that it fills.
struct MayMiss {
    rule: Option<RuleSite>,
    patterns: Vec<String>,
    paths: Vec<String>,
}

impl<'r> Inputs<'r> {
    /// Returns the tensor that the parameter takes; `None` if there is none and it may be missing.
    pub(crate) fn take(
        &mut self,
        pretrained: &Pretrained<'r>,
        rule: Option<RuleSite>,
        info: &ParamInfo,
    ) -> Result<Option<Tensor<'r>>, Box<LoadErrorKind>> {
        let input = self.open(pretrained, rule);
        let store = input.store.as_ref().map_err(|error| LoadErrorKind::File(error.clone()))?.clone();
        let lookup = store.look_up(pretrained, info);
        let paths = lookup.paths();
        input.meet(&pretrained.missing, rule, &paths);
        let mut tensor = store.tensor(&lookup, pretrained.convert, info);
        if let Err(error) = &mut tensor
            && let LoadErrorKind::Missing { nearest, hint, .. } = &mut **error
        {
            if pretrained.missing.iter().any(|pattern| paths.iter().any(|path| matches(pattern, path))) {
                return Ok(None);
            }
            input.hints += 1;
            if input.hints <= MOST_HINTS {
                (*nearest, *hint) = suggest(&store, pretrained, &paths).unzip();
            }
        } else {
            input.taken.push(lookup.name);
        }
        tensor.map(Some)
    }

    /// Returns failures for tensors that no parameter took, for names that two tensors have, and for patterns that
    /// match nothing.
    pub(crate) fn failures(&self) -> Vec<Failure> {
        let mut failures = Vec::new();
        let mut fail = |shape: &[usize], rule, kind: LoadErrorKind| {
            failures.push(Failure { path: String::new(), shape: shape.to_vec(), rule, cause: kind.into() });
        };
        for Input { store, taken, unused, missing, rule, .. } in &self.0 {
            let Ok(store) = store else { continue };
            let origin = store.name.as_str();
            for (pattern, rule) in unused {
                let dead = unmatched("allow_unused", pattern, origin, &|| store.names());
                if let Some(kind) = dead {
                    fail(&[], *rule, kind);
                }
            }
            for MayMiss { rule, patterns, paths } in missing {
                let paths = || Box::new(paths.iter().map(String::as_str)) as Names<'_>;
                let dead = patterns.iter().filter_map(|pattern| unmatched("allow_missing", pattern, origin, &paths));
                dead.for_each(|kind| fail(&[], *rule, kind));
            }
            let mut taken: Vec<&str> = taken.iter().map(String::as_str).collect();
            sort(&mut taken, &Ord::cmp);
            // Names are sorted, so equal ones are neighbors.
            let mut before = None;
            for name in store.names() {
                let allowed = || unused.iter().any(|(pattern, _)| matches(pattern, name));
                let (owned, origin) = (name.to_owned(), store.name.clone());
                let kind = if before.replace(name) == Some(name) {
                    LoadErrorKind::Twice { name: owned, origin }
                } else if taken.binary_search(&name).is_ok() || allowed() {
                    continue;
                } else {
                    LoadErrorKind::Unused { name: owned, origin }
                };
                fail(store.describe(name).map_or(&[], |(shape, _)| shape), *rule, kind);
            }
        }
        failures
    }

    /// Returns the input of that origin, and opens it if it is new.
    fn open(&mut self, pretrained: &Pretrained<'r>, rule: Option<RuleSite>) -> &mut Input<'r> {
        let known = self.0.iter().position(|input| input.origin.is(&pretrained.origin));
        let at = known.unwrap_or_else(|| {
            let origin = pretrained.origin.clone();
            let store = Store::open(&origin).map(Arc::new).map_err(Arc::new);
            let (taken, unused, missing) = (Vec::new(), Vec::new(), Vec::new());
            self.0.push(Input { origin, store, taken, unused, missing, hints: 0, rule });
            self.0.len() - 1
        });
        let input = &mut self.0[at];
        for pattern in &pretrained.unused {
            if !input.unused.iter().any(|(known, _)| known == pattern) {
                input.unused.push((pattern.clone(), rule));
            }
        }
        input
    }
}

impl Input<'_> {
    /// Records that `rule` fills a parameter with these paths.
    fn meet(&mut self, patterns: &[String], rule: Option<RuleSite>, paths: &[&str]) {
        if patterns.is_empty() {
            return;
        }
        let known = self.missing.iter().position(|one| one.rule == rule && one.patterns == patterns);
        let at = known.unwrap_or_else(|| {
            self.missing.push(MayMiss { rule, patterns: patterns.to_vec(), paths: Vec::new() });
            self.missing.len() - 1
        });
        self.missing[at].paths.extend(paths.iter().map(|path| (*path).to_owned()));
    }
}

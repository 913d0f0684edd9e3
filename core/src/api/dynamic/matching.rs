//! The parameters that a pattern matches.

use super::error::RulesError;
use super::model::DynamicModel;
use super::right::Right;
use super::rules::DynamicRules;
use crate::info::ParamInfo;
use crate::schema::SchemaPath;
use crate::survey;

impl DynamicModel {
    /// The paths of the parameters that a pattern matches, in order.
    ///
    /// # Errors
    /// [`RulesError`] if it is no pattern, or if it matches nothing.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter};
    ///
    /// let parameter = |path: &str| DynamicParameter::new(path, Array1::<f32>::zeros(3));
    /// let model = DynamicModel::new(["norms.0.gain", "norms.1.gain", "head"].map(parameter))?;
    /// assert_eq!(model.matching("norms[last].* | head")?, ["norms.1.gain", "head"]);
    /// assert!(model.matching("norm.*").unwrap_err().to_string().contains("`norms`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn matching(&self, pattern: &str) -> Result<Vec<String>, RulesError> {
        let rules = DynamicRules::new().rule(pattern, Right::Keep).optional("**", Right::Keep);
        let set = rules.checked(self)?;
        let mut paths = Vec::new();
        let mut watch = |info: &ParamInfo, path: &SchemaPath<'_>| {
            if set.table.first().is_some_and(|rule| rule.matches(path, 0)) {
                paths.push(info.path().to_string());
            }
        };
        survey::read(set, self, false, Some(&mut watch));
        Ok(paths)
    }
}

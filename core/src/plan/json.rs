//! Plans in serialized form, for other programs.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Plan, PlanEntry};
use crate::error::RuleSite;
use crate::stream::CONTRACT_VERSION;

/// Serializes as `{ contract, parameters: [..], failures: ["..", ..] }`.
impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let failures: Vec<_> = self.failures.iter().map(ToString::to_string).collect();
        let mut plan = serializer.serialize_struct("Plan", 3)?;
        plan.serialize_field("contract", &CONTRACT_VERSION)?;
        plan.serialize_field("parameters", &self.entries)?;
        plan.serialize_field("failures", &failures)?;
        plan.end()
    }
}

/// What is not known is null: lengths that the first input of a layer decides, axes, fans, moments. `tensor` says where values
/// are that exist already. `compared` is false where code or data gives the values, of which text has no more than a name: only
/// entries that are compared and equal have the same bits. The stream number is a text of 16 hexadecimal digits: not every reader
/// of JSON has whole numbers of 64 bits.
impl Serialize for PlanEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let info = &self.info;
        let shape: Vec<Option<usize>> = match &info.outline {
            Some(outline) => outline.to_vec(),
            None => info.shape.iter().copied().map(Some).collect(),
        };
        let axes: Option<Vec<String>> = info.axes().map(|axes| axes.iter().map(ToString::to_string).collect());
        let fans = info.fans().ok();
        let mut entry = serializer.serialize_struct("PlanEntry", 19)?;
        entry.serialize_field("path", &info.path().to_string())?;
        entry.serialize_field("element", info.dtype().name())?;
        entry.serialize_field("shape", &shape)?;
        entry.serialize_field("axes", &axes)?;
        entry.serialize_field("fan_in", &fans.map(|fans| fans.fan_in))?;
        entry.serialize_field("fan_out", &fans.map(|fans| fans.fan_out))?;
        entry.serialize_field("kind", &info.kind())?;
        entry.serialize_field("part", &info.part().map(crate::info::Part::name))?;
        entry.serialize_field("buffer", &info.is_buffer())?;
        entry.serialize_field("fixed", &info.is_fixed())?;
        entry.serialize_field("initializer", &self.initializer)?;
        entry.serialize_field("preset_gives", &self.preset)?;
        entry.serialize_field("rows", &self.rows)?;
        entry.serialize_field("tensor", &self.taken)?;
        entry.serialize_field("compared", &!self.not_compared)?;
        entry.serialize_field("mean", &self.expected.map(|expected| expected.mean))?;
        entry.serialize_field("std", &self.expected.map(|expected| expected.std))?;
        entry.serialize_field("stream", &format!("{:016x}", self.number))?;
        entry.serialize_field("rule", &self.rule)?;
        entry.end()
    }
}

/// Serializes as `{ text, file, line, column }`.
impl Serialize for RuleSite {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let location = self.location();
        let mut site = serializer.serialize_struct("RuleSite", 4)?;
        site.serialize_field("text", &self.text())?;
        site.serialize_field("file", location.file())?;
        site.serialize_field("line", &location.line())?;
        site.serialize_field("column", &location.column())?;
        site.end()
    }
}

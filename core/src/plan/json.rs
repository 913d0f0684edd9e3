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

/// Unknown values are null: lengths that the first input of a layer decides, fans, moments. The stream number is a text
/// of 16 hexadecimal digits, since not every reader of JSON has integers of 64 bits.
impl Serialize for PlanEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let info = &self.info;
        let shape: Vec<Option<usize>> = match &info.outline {
            Some(outline) => outline.to_vec(),
            None => info.shape.iter().copied().map(Some).collect(),
        };
        let fans = info.fans().ok();
        let mut entry = serializer.serialize_struct("PlanEntry", 13)?;
        entry.serialize_field("path", &info.path().to_string())?;
        entry.serialize_field("element", info.dtype().name())?;
        entry.serialize_field("shape", &shape)?;
        entry.serialize_field("fan_in", &fans.map(|fans| fans.fan_in))?;
        entry.serialize_field("fan_out", &fans.map(|fans| fans.fan_out))?;
        entry.serialize_field("kind", &info.kind())?;
        entry.serialize_field("part", &info.part().map(crate::info::Part::name))?;
        entry.serialize_field("initializer", &self.initializer)?;
        entry.serialize_field("preset_gives", &self.preset)?;
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

//! One row of the data: a call of another system, and what came of it.

#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "lengths and counts are small")]

use std::fmt;

use paraminit::axes::Role;
use paraminit::init::Mode;
use serde_json::{Map, Value};

use super::stats::Stats;

/// A call of one system.
#[derive(Debug)]
pub struct Row {
    fields: Map<String, Value>,
    line: usize,
}

impl Row {
    /// The rows of a file of one JSON object a line.
    pub fn all(data: &str) -> Vec<Self> {
        let row = |(line, text)| {
            let fields = serde_json::from_str(text).unwrap_or_else(|error| panic!("line {}: {error}", line + 1));
            Self { fields, line: line + 1 }
        };
        data.lines().enumerate().map(row).collect()
    }

    pub fn system(&self) -> &str {
        self.string(&self.fields, "system")
    }

    /// The name of the initializer in its own system.
    pub fn name(&self) -> &str {
        self.string(&self.fields, "name")
    }

    pub fn shape(&self) -> Vec<usize> {
        let length = |value: &Value| value.as_u64().map(|length| length as usize);
        self.list("shape", length)
    }

    pub fn roles(&self) -> Vec<Role> {
        let role = |value: &Value| match value.as_str() {
            Some("out") => Some(Role::Out),
            Some("in") => Some(Role::In),
            Some("k") => Some(Role::Kernel),
            Some("batch") => Some(Role::Batch),
            _ => None,
        };
        self.list("axes", role)
    }

    /// `fan_in` and `fan_out`, as every one of the four systems computes them for these axes: the lengths of the
    /// inputs, or outputs, times the receptive field.
    fn fans(&self) -> (f64, f64) {
        let (shape, roles) = (self.shape(), self.roles());
        assert!(shape.len() == roles.len() && !roles.is_empty(), "{self}: no role for every axis");
        let product = |role| -> usize {
            let mut lengths = 1;
            for (&length, &found) in shape.iter().zip(&roles) {
                lengths *= if found == role || found == Role::Kernel { length } else { 1 };
            }
            lengths
        };
        (product(Role::In) as f64, product(Role::Out) as f64)
    }

    /// The fan of a mode.
    pub fn fan(&self, mode: Mode) -> f64 {
        let (fan_in, fan_out) = self.fans();
        match mode {
            Mode::FanIn => fan_in,
            Mode::FanOut => fan_out,
            Mode::FanAvg => f64::midpoint(fan_in, fan_out),
            Mode::FanGeoAvg => (fan_in * fan_out).sqrt(),
            mode => panic!("no row has {mode}"),
        }
    }

    /// The argument `mode`, which `PyTorch`, JAX and Keras spell alike.
    pub fn mode(&self) -> Mode {
        match self.text("mode") {
            "fan_in" => Mode::FanIn,
            "fan_out" => Mode::FanOut,
            "fan_avg" => Mode::FanAvg,
            "fan_geo_avg" => Mode::FanGeoAvg,
            mode => panic!("{self}: unknown mode `{mode}`"),
        }
    }

    /// An argument of the call that is a number.
    pub fn number(&self, argument: &str) -> f64 {
        self.arguments()
            .get(argument)
            .and_then(Value::as_f64)
            .unwrap_or_else(|| panic!("{self}: no number `{argument}`"))
    }

    /// An argument of the call that is a name.
    pub fn text(&self, argument: &str) -> &str {
        self.string(self.arguments(), argument)
    }

    /// The statistics of the real sample.
    pub fn stats(&self) -> Stats {
        let stats = self.object("stats");
        let number =
            |name: &str| stats.get(name).and_then(Value::as_f64).unwrap_or_else(|| panic!("{self}: no `{name}`"));
        let count = |name: &str| {
            let count = stats.get(name).and_then(Value::as_u64);
            count.unwrap_or_else(|| panic!("{self}: no count `{name}`")) as usize
        };
        Stats {
            n: count("n"),
            mean: number("mean"),
            std: number("std"),
            min: number("min"),
            max: number("max"),
            kurtosis: number("kurtosis"),
            zeros: count("zeros"),
        }
    }

    /// The values by name of a row that is a table.
    pub fn table(&self) -> &Map<String, Value> {
        self.object("exact")
    }

    /// All elements, of a row that is not random.
    pub fn exact(&self) -> Vec<f64> {
        self.list("exact", Value::as_f64)
    }

    /// An argument of the call that is a whole number.
    pub fn count(&self, argument: &str) -> usize {
        let count = self.arguments().get(argument).and_then(Value::as_u64);
        count.unwrap_or_else(|| panic!("{self}: no whole number `{argument}`")) as usize
    }

    /// An argument of the call that need not be given, or may be `null`.
    pub fn given(&self, argument: &str) -> Option<&Value> {
        self.arguments().get(argument)
    }

    fn arguments(&self) -> &Map<String, Value> {
        self.object("args")
    }

    fn object(&self, name: &str) -> &Map<String, Value> {
        self.fields.get(name).and_then(Value::as_object).unwrap_or_else(|| panic!("{self}: no object `{name}`"))
    }

    fn string<'a>(&self, fields: &'a Map<String, Value>, name: &str) -> &'a str {
        fields.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("line {}: no text `{name}`", self.line))
    }

    fn list<T>(&self, name: &str, element: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let values = self.fields.get(name).and_then(Value::as_array);
        let values = values.unwrap_or_else(|| panic!("{self}: no list `{name}`"));
        let element = |value| element(value).unwrap_or_else(|| panic!("{self}: {value} in `{name}`"));
        values.iter().map(element).collect()
    }
}

/// `torch uniform {"low":-0.25,"high":0.75} [512,1024] (line 1)`
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.system(), self.name())?;
        for field in ["args", "shape"] {
            if let Some(value) = self.fields.get(field) {
                write!(f, " {value}")?;
            }
        }
        write!(f, " (line {})", self.line)
    }
}

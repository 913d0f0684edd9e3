//! Options by name, and the values that they take.

use super::ParseInitError;
use super::call::did_you_mean;
use super::cursor::Cursor;
use crate::init::tree::Init;
use crate::init::{Center, Distribution, Gain, Mode, Scaling, Side, Window};

/// Sets an option. `None` if no initializer has it.
pub(super) fn set(init: Init, option: &str, cursor: &mut Cursor<'_>) -> Result<Option<Init>, ParseInitError> {
    Ok(Some(match option {
        "gain" => init.gain(gain(cursor)?),
        "mode" => init.mode(choice(cursor, option, MODES)?),
        "distribution" => init.distribution(choice(cursor, option, DISTRIBUTIONS)?),
        "center" => init.center(choice(cursor, option, CENTERS)?),
        "side" => init.side(choice(cursor, option, SIDES)?),
        "window" => init.window(choice(cursor, option, WINDOWS)?),
        "scaling" => init.scaling(choice(cursor, option, SCALINGS)?),
        "mean" => init.mean(cursor.number()?),
        "within" => init.within(cursor.number()?),
        "low" => init.low(cursor.number()?),
        "high" => init.high(cursor.number()?),
        "std" => init.std(cursor.number()?),
        "forget" => init.forget(cursor.number()?),
        "omega" => init.omega(cursor.number()?),
        "rescale" => init.rescale(truth(cursor)?),
        "first" => init.first(truth(cursor)?),
        "periodic" => init.periodic(truth(cursor)?),
        "groups" => init.groups(count(cursor, option)?),
        "axis" => init.axis(count(cursor, option)?),
        _ => return Ok(None),
    }))
}

const MODES: &[(&str, Mode)] =
    &[("FanIn", Mode::FanIn), ("FanOut", Mode::FanOut), ("FanAvg", Mode::FanAvg), ("FanGeoAvg", Mode::FanGeoAvg)];
const DISTRIBUTIONS: &[(&str, Distribution)] = &[
    ("Uniform", Distribution::Uniform),
    ("Normal", Distribution::Normal),
    ("TruncatedNormal", Distribution::TruncatedNormal),
];
const CENTERS: &[(&str, Center)] = &[("Lower", Center::Lower), ("Upper", Center::Upper)];
const SIDES: &[(&str, Side)] = &[("Real", Side::Real), ("Imaginary", Side::Imaginary)];
const WINDOWS: &[(&str, Window)] = &[
    ("Hann", Window::Hann),
    ("Hamming", Window::Hamming),
    ("Blackman", Window::Blackman),
    ("Rectangular", Window::Rectangular),
];
const SCALINGS: &[(&str, Scaling)] =
    &[("Density", Scaling::Density), ("Spectrum", Scaling::Spectrum), ("Unscaled", Scaling::Unscaled)];

/// What a gain of that name is made of.
type MakeGain = fn(f64) -> Gain;

const GAINS: &[(&str, Result<Gain, MakeGain>)] = &[
    ("Linear", Ok(Gain::Linear)),
    ("Sigmoid", Ok(Gain::Sigmoid)),
    ("Tanh", Ok(Gain::Tanh)),
    ("Relu", Ok(Gain::Relu)),
    ("LeakyRelu", Err(Gain::LeakyRelu)),
    ("Selu", Ok(Gain::Selu)),
    ("Value", Err(Gain::Value)),
];

fn gain(cursor: &mut Cursor<'_>) -> Result<Gain, ParseInitError> {
    match choice(cursor, "gain", GAINS)? {
        Ok(gain) => Ok(gain),
        Err(make) => {
            cursor.expect("(")?;
            let gain = make(cursor.number()?);
            cursor.expect(")")?;
            Ok(gain)
        }
    }
}

/// One of several by name.
fn choice<T: Copy>(cursor: &mut Cursor<'_>, option: &str, among: &[(&str, T)]) -> Result<T, ParseInitError> {
    let (name, place) = cursor.name(&format!("a `{option}`"))?;
    let Some((_, value)) = among.iter().find(|(known, _)| *known == name) else {
        let help = did_you_mean(name, among.iter().map(|(known, _)| *known));
        return Err(ParseInitError::new(place, format!("no `{option}` is called `{name}`{help}")));
    };
    Ok(*value)
}

fn truth(cursor: &mut Cursor<'_>) -> Result<bool, ParseInitError> {
    if cursor.take("true") {
        Ok(true)
    } else if cursor.take("false") {
        Ok(false)
    } else {
        Err(cursor.expected("`true` or `false`"))
    }
}

fn count(cursor: &mut Cursor<'_>, option: &str) -> Result<usize, ParseInitError> {
    let place = cursor.place();
    whole(option, cursor.number()?, place)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number of 32 bits")]
pub(super) fn whole(option: &str, number: f64, place: usize) -> Result<usize, ParseInitError> {
    if number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(&number) {
        return Ok(number as usize);
    }
    Err(ParseInitError::new(place, format!("`{option}` must be a whole number")))
}

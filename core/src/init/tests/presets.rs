//! What the presets make of each part.

use std::sync::OnceLock;

use super::text;
use crate::axes::{Axis, Fans, Role};
use crate::element::Element;
use crate::info::{NoFans, ParamInfo, Part};
use crate::init::*;
use crate::path::ParamPath;
use crate::sample::Sampler;

static WEIGHT: [Axis; 2] = [Axis::of(Role::Out), Axis::of(Role::In)];
static BIAS: [Axis; 1] = [Axis::of(Role::Out)];

fn info(kind: Option<&'static str>, part: Option<Part>, fans: Result<Fans, NoFans>) -> ParamInfo {
    let (shape, axes): (_, &'static [Axis]) =
        if part == Some(Part::Bias) { (vec![8], &BIAS) } else { (vec![8, 4], &WEIGHT) };
    ParamInfo {
        path: ParamPath::default(),
        shape: shape[..].into(),
        element: Element::F32,
        axes: Some(axes),
        fans,
        kind,
        part,
        missing: OnceLock::new(),
    }
}

fn dense(part: Part, fan_in: usize) -> ParamInfo {
    info(Some("Dense"), Some(part), Ok(Fans { fan_in, fan_out: 8 }))
}

fn std(init: Init, info: &ParamInfo) -> f64 {
    init.resolve(info).unwrap().moments().unwrap().1
}

#[test]
fn the_layers_of_four_systems() {
    let (weight, bias) = (dense(Part::Weight, 4), dense(Part::Bias, 4));
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
    close(std(pytorch(), &weight), 0.5 / 3.0_f64.sqrt());
    close(std(flax(), &weight), 0.5);
    close(std(keras(), &weight), (2.0_f64 / 12.0).sqrt());
    close(std(mxnet(), &weight), 0.07 / 3.0_f64.sqrt());
    for preset in [flax(), keras(), mxnet()] {
        assert_eq!(preset.resolve(&bias).unwrap().moments(), Some((0.0, 0.0)));
    }
    match pytorch().resolve(&bias).unwrap().sampler() {
        Some(Sampler::Uniform { high, .. }) => assert!((high - 0.5).abs() < 1e-15),
        other => panic!("{other:?}"),
    }
    assert_eq!(pytorch().resolve(&dense(Part::Bias, 0)).unwrap().moments(), Some((0.0, 0.0)));
    // Inside of a combinator too.
    close(std(scaled(pytorch(), 2.0), &weight), 1.0 / 3.0_f64.sqrt());
}

#[test]
fn what_presets_do_not_know() {
    let fans = Ok(Fans { fan_in: 4, fan_out: 8 });
    let of = |kind, part, fans| text(keras().resolve(&info(kind, part, fans)));
    let starts = |text: String, start: &str| assert!(text.starts_with(start), "{text}");
    starts(
        of(Some("Conv"), Some(Part::Bias), fans),
        "`keras` does not know what belongs into the bias of a `Conv`\nhelp",
    );
    starts(
        of(Some("Dense"), None, fans),
        "`keras` does not know what belongs into a parameter of a `Dense` whose part",
    );
    starts(of(None, None, fans), "`keras` does not know what belongs into a parameter of no layer");
    starts(of(Some("Dense"), Some(Part::Weight), Err(NoFans::Undeclared)), "`keras` needs fans");
    assert_eq!(of(Some("Dense"), Some(Part::Bias), Err(NoFans::Undeclared)), "fine");
}

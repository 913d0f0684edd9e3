//! A public model in a crate that denies every lint that can be denied.

/// A public model with run-time sizes.
#[derive(Debug, ::paraminit::Initialize)]
#[init(dims(width, depth), scale => normal(0.0, 0.02))]
pub struct Strict {
    /// Blocks.
    #[init(len = depth, ** => pytorch)]
    pub blocks: ::std::vec::Vec<::paraminit::layers::Dense<2, 2>>,
    /// A matrix.
    #[init(shape = [width, 2 * width], axes = [out, 2 * in], kaiming_normal(mode = FanOut))]
    pub matrix: ::ndarray::Array2<f64>,
    /// A gain.
    #[init(|p| ::paraminit::init::constant(if p.rank() == 0 { 1.0 } else { 2.0 }))]
    pub gain: f32,
    /// A scale.
    pub scale: f32,
    /// Braces.
    #[init({ ::paraminit::init::ones() })]
    pub shift: f32,
}

/// Rules in a constant.
pub const RULES: ::paraminit::Rules<'static, Strict> = ::paraminit::init! { <Strict>
    blocks[1..].weight => mixture { 0.5 => zeros, 0.5 => normal(0.0, 1.0) },
    **                 => default,
};

#[test]
fn builds() {
    let built = RULES.build_with(StrictDims { width: 2, depth: 3 }, 1);
    ::core::assert!(built.is_ok_and(|model| model.blocks.len() == 3));
}

//! One initializer of a text: a name, its arguments, its options.

use super::ParseInitError;
use super::cursor::Cursor;
use super::options::{set, whole};
use crate::init::tree::{Init, Node};
use crate::init::{
    bilinear, chrono, clamped, constant, delta_orthogonal, dirac, eye, flax, glorot_normal, glorot_uniform, he_normal,
    he_uniform, icnr, kaiming_normal, kaiming_uniform, keras, lecun_normal, lecun_uniform, lstm_bias, mxnet, normal,
    ones, orthogonal, pytorch, scaled, siren, sparse, stft, trunc_normal, uniform, variance_scaling, xavier_normal,
    xavier_uniform, zero_init, zeros,
};
use crate::similar::nearest;

/// Deeper than the tree of an initializer can be.
const TOO_DEEP: usize = 16;

/// What stands at a position.
#[derive(Clone, Copy)]
enum Make {
    /// Nothing but options.
    Plain(fn() -> Init),
    One(fn(f64) -> Init),
    Two(fn(f64, f64) -> Init),
    /// An initializer and a number.
    Scaled(fn(Init, f64) -> Init),
    Clamped(fn(Init, f64, f64) -> Init),
    /// A whole number and an initializer.
    Icnr(fn(usize, Init) -> Init),
    /// `{ weight => initializer, .. }`
    Mixture,
    /// `([initializer, ..])`
    Gates,
    /// What a text cannot hold.
    Not(&'static str),
}

const NAMES: &[(&str, Make)] = &[
    ("zeros", Make::Plain(zeros)),
    ("ones", Make::Plain(ones)),
    ("constant", Make::One(constant)),
    ("uniform", Make::Two(uniform)),
    ("normal", Make::Two(normal)),
    ("trunc_normal", Make::One(trunc_normal)),
    ("xavier_uniform", Make::Plain(xavier_uniform)),
    ("xavier_normal", Make::Plain(xavier_normal)),
    ("kaiming_uniform", Make::Plain(kaiming_uniform)),
    ("kaiming_normal", Make::Plain(kaiming_normal)),
    ("glorot_uniform", Make::Plain(glorot_uniform)),
    ("glorot_normal", Make::Plain(glorot_normal)),
    ("he_uniform", Make::Plain(he_uniform)),
    ("he_normal", Make::Plain(he_normal)),
    ("lecun_uniform", Make::Plain(lecun_uniform)),
    ("lecun_normal", Make::Plain(lecun_normal)),
    ("variance_scaling", Make::One(variance_scaling)),
    ("orthogonal", Make::Plain(orthogonal)),
    ("delta_orthogonal", Make::Plain(delta_orthogonal)),
    ("siren", Make::Plain(siren)),
    ("sparse", Make::One(sparse)),
    ("eye", Make::Plain(eye)),
    ("dirac", Make::Plain(dirac)),
    ("zero_init", Make::Plain(zero_init)),
    ("bilinear", Make::Plain(bilinear)),
    ("lstm_bias", Make::Plain(lstm_bias)),
    ("chrono", Make::One(chrono)),
    ("stft", Make::Plain(stft)),
    ("pytorch", Make::Plain(pytorch)),
    ("flax", Make::Plain(flax)),
    ("keras", Make::Plain(keras)),
    ("mxnet", Make::Plain(mxnet)),
    ("scaled", Make::Scaled(scaled)),
    ("clamped", Make::Clamped(clamped)),
    ("icnr", Make::Icnr(icnr)),
    ("mixture", Make::Mixture),
    ("gates", Make::Gates),
    ("map", Make::Not("a function")),
    ("values", Make::Not("an array")),
];

/// Reads an initializer inside of `depth` others.
pub(super) fn init(cursor: &mut Cursor<'_>, depth: usize) -> Result<Init, ParseInitError> {
    let (name, place) = cursor.name("an initializer")?;
    if depth >= TOO_DEEP {
        let message = "an initializer can have 16 nodes at most: each name in it counts as one";
        return Err(ParseInitError::new(place, message.to_owned()));
    }
    let Some((_, make)) = NAMES.iter().find(|(known, _)| *known == name) else {
        let help = did_you_mean(name, NAMES.iter().map(|(known, _)| *known));
        return Err(ParseInitError::new(place, format!("no initializer is called `{name}`{help}")));
    };
    let mut inner = |cursor: &mut Cursor<'_>| init(cursor, depth + 1);
    match make {
        Make::Not(what) => {
            Err(ParseInitError::new(place, format!("`{name}` cannot be read from text: it takes {what}")))
        }
        Make::Mixture => {
            let mut arms = Vec::new();
            cursor.expect("{")?;
            while !cursor.take("}") {
                let weight = cursor.number()?;
                cursor.expect("=>")?;
                arms.push((weight, inner(cursor)?));
                separated(cursor, "}")?;
            }
            Ok(Init::over_arms(&arms))
        }
        Make::Gates => {
            let mut blocks = Vec::new();
            cursor.expect("(")?;
            cursor.expect("[")?;
            while !cursor.take("]") {
                blocks.push(inner(cursor)?);
                separated(cursor, "]")?;
            }
            cursor.expect(")")?;
            Ok(Init::over_blocks(&blocks))
        }
        make => {
            let open = cursor.take("(");
            let mut arguments = Arguments { cursor, open, name, place };
            let init = match *make {
                Make::One(make) => make(arguments.number(0, make(1.0))?),
                Make::Two(make) => {
                    let sample = make(0.0, 1.0);
                    make(arguments.number(0, sample)?, arguments.number(1, sample)?)
                }
                Make::Scaled(make) => {
                    let of = arguments.of(0, scaled(zeros(), 1.0), &mut inner)?;
                    make(of, arguments.number(1, scaled(zeros(), 1.0))?)
                }
                Make::Clamped(make) => {
                    let sample = clamped(zeros(), 0.0, 1.0);
                    let of = arguments.of(0, sample, &mut inner)?;
                    make(of, arguments.number(1, sample)?, arguments.number(2, sample)?)
                }
                Make::Icnr(make) => {
                    let scale = arguments.number(0, icnr(1, zeros()))?;
                    let scale = whole("scale", scale, place)?;
                    make(scale, arguments.of(1, icnr(1, zeros()), &mut inner)?)
                }
                Make::Plain(make) => make(),
                Make::Mixture | Make::Gates | Make::Not(_) => zeros(),
            };
            arguments.options(init)
        }
    }
}

/// A comma, or the end of a list, which stays.
fn separated(cursor: &mut Cursor<'_>, end: &str) -> Result<(), ParseInitError> {
    if cursor.take(",") || cursor.is_next(end) { Ok(()) } else { Err(cursor.expected(&format!("`{end}`"))) }
}

/// What stands in the parentheses behind a name, read from the first to the last.
struct Arguments<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    /// Whether there are parentheses.
    open: bool,
    name: &'t str,
    place: usize,
}

impl Arguments<'_, '_> {
    /// The number at a position; `sample` is any initializer of that name.
    fn number(&mut self, position: usize, sample: Init) -> Result<f64, ParseInitError> {
        self.begin(position, sample)?;
        self.cursor.number()
    }

    /// The initializer at a position.
    fn of(
        &mut self,
        position: usize,
        sample: Init,
        inner: &mut impl FnMut(&mut Cursor<'_>) -> Result<Init, ParseInitError>,
    ) -> Result<Init, ParseInitError> {
        self.begin(position, sample)?;
        inner(self.cursor)
    }

    /// Goes to the argument at a position, which must be there.
    fn begin(&mut self, position: usize, sample: Init) -> Result<(), ParseInitError> {
        let more = self.open && (position == 0 || self.cursor.take(",")) && !self.cursor.is_next(")");
        if more && self.cursor.is_option() {
            let place = self.cursor.place();
            return Err(ParseInitError::new(place, takes(sample.root())));
        }
        if more { Ok(()) } else { Err(self.too_few(sample)) }
    }

    fn too_few(&mut self, sample: Init) -> ParseInitError {
        // Something else than the end of the list is a mistake of its own.
        if self.open && !self.cursor.is_next(")") {
            return self.cursor.expected("`)`");
        }
        ParseInitError::new(self.place, takes(sample.root()))
    }

    /// The options and the end of the list.
    fn options(self, mut init: Init) -> Result<Init, ParseInitError> {
        let Self { cursor, open, name, .. } = self;
        if !open {
            return Ok(init);
        }
        let (options, required) = init.root().arguments();
        let mut given: Vec<&str> = Vec::new();
        let mut first = required == 0;
        while !cursor.take(")") {
            if !first && !cursor.take(",") {
                return Err(cursor.expected("`)`"));
            }
            first = false;
            if cursor.take(")") {
                break;
            }
            let Some((option, place)) = cursor.name_before("=") else {
                let place = cursor.place();
                return Err(ParseInitError::new(place, takes(init.root())));
            };
            if given.contains(&option) {
                return Err(ParseInitError::new(place, format!("`{option}` is given twice")));
            }
            given.push(option);
            let Some(with) = set(init, option, cursor)? else {
                let help = did_you_mean(option, options.iter().copied().skip(required));
                return Err(ParseInitError::new(place, format!("`{name}` takes no `{option}`{help}")));
            };
            if let (None, Some(message)) = (init.misuse(), with.misuse()) {
                return Err(ParseInitError::new(place, message.as_str().to_owned()));
            }
            init = with;
        }
        Ok(init)
    }
}

/// What an initializer takes by position.
fn takes(node: Node) -> String {
    let (arguments, required) = node.arguments();
    let names: Vec<String> = arguments.iter().take(required).map(|name| format!("`{name}`")).collect();
    match &*names {
        [] => format!("`{}` takes no arguments but options by name", node.name()),
        [one] => format!("`{}` takes one argument, {one}", node.name()),
        [front @ .., last] => {
            format!("`{}` takes {required} arguments, {} and {last}", node.name(), front.join(", "))
        }
    }
}

/// The name that was meant, in a line of its own, if one is near.
pub(super) fn did_you_mean<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(written, names).map_or_else(String::new, |name| format!("\nhelp: did you mean `{name}`?"))
}

//! One initializer of a text: its name, its arguments, its options.

use super::arguments::{Arguments, did_you_mean};
use super::cursor::Cursor;
use super::error::ParseInitError;
use crate::init::catalogue::{ENTRIES, Entry};
use crate::init::fit::check::COMBINATORS;
use crate::init::{Init, Node, Preset, clamped, icnr, scaled, zeros};
use crate::printed::Quoted;

/// A depth that no tree of an initializer can have.
const TOO_DEEP: usize = 16;

/// Reads an initializer that stands inside of `depth` others.
pub(super) fn init(cursor: &mut Cursor<'_>, depth: usize) -> Result<Init, ParseInitError> {
    let (name, place) = cursor.name("an initializer")?;
    if depth >= TOO_DEEP {
        let message = "an initializer can have 16 nodes at most: each name in it counts as one";
        return Err(ParseInitError::new(place, message.to_owned()));
    }
    let mut inner = |cursor: &mut Cursor<'_>| init(cursor, depth + 1);
    match name {
        "mixture" => {
            let mut arms = Vec::new();
            cursor.expect("{")?;
            while !cursor.take("}") {
                let weight = cursor.number()?;
                cursor.expect("=>")?;
                arms.push((weight, inner(cursor)?));
                separated(cursor, "}")?;
            }
            return Ok(Init::over_arms(&arms));
        }
        "gates" => {
            let mut blocks = Vec::new();
            cursor.expect("(")?;
            cursor.expect("[")?;
            while !cursor.take("]") {
                blocks.push(inner(cursor)?);
                separated(cursor, "]")?;
            }
            cursor.expect(")")?;
            return Ok(Init::over_blocks(&blocks));
        }
        "map" | "each" => return Err(cannot_be_read(name, "a function", place)),
        "values" => return Err(cannot_be_read(name, "an array", place)),
        _ => {}
    }
    if let Some(entry) = ENTRIES.iter().find(|entry| entry.signature.name == name) {
        return leaf(cursor, entry, place);
    }
    if let Some(preset) = Preset::ALL.into_iter().find(|preset| preset.name() == name) {
        let init = Init::of(Node::Preset(preset));
        return Arguments::new(cursor, init.root().signature(), place).options(init, &[]);
    }
    let sample = match name {
        "scaled" => scaled(zeros(), 1.0),
        "clamped" => clamped(zeros(), 0.0, 1.0),
        "icnr" => icnr(1, zeros()),
        _ => return Err(unknown(name, place)),
    };
    let mut arguments = Arguments::new(cursor, sample.root().signature(), place);
    let init = match name {
        "scaled" => scaled(arguments.init(&mut inner)?, arguments.number()?),
        "clamped" => clamped(arguments.init(&mut inner)?, arguments.number()?, arguments.number()?),
        _ => icnr(arguments.whole(place)?, arguments.init(&mut inner)?),
    };
    arguments.options(init, &[])
}

/// Reads the parentheses behind the name of an initializer of the catalogue.
fn leaf(cursor: &mut Cursor<'_>, entry: &Entry, place: usize) -> Result<Init, ParseInitError> {
    let Entry { signature, kinds, make } = entry;
    let mut init = make();
    let mut arguments = Arguments::new(cursor, *signature, place);
    for (argument, kind) in signature.arguments.iter().zip(*kinds).take(signature.required) {
        let value = arguments.value(argument, *kind)?;
        if let Node::Leaf(leaf) = init.root_mut() {
            leaf.set(argument, value);
        }
    }
    arguments.options(init, kinds)
}

fn cannot_be_read(name: &str, what: &str, place: usize) -> ParseInitError {
    ParseInitError::new(place, format!("`{name}` cannot be read from text: it takes {what}"))
}

fn unknown(name: &str, place: usize) -> ParseInitError {
    if let Some(message) = paraminit_syntax::elsewhere(name) {
        return ParseInitError::new(place, message);
    }
    let names = ENTRIES.iter().map(|entry| entry.signature.name).chain(Preset::ALL.map(Preset::name));
    let help = did_you_mean(name, names.chain(COMBINATORS.map(|signature| signature.name)));
    ParseInitError::new(place, format!("no initializer is called `{}`{help}", Quoted(name)))
}

/// Takes a comma, or checks that the list ends here.
fn separated(cursor: &mut Cursor<'_>, end: &str) -> Result<(), ParseInitError> {
    if cursor.take(",") || cursor.is_next(end) { Ok(()) } else { Err(cursor.expected(&format!("`{end}`"))) }
}

//! The patterns of `paraminit`'s rules: `blocks[2..].<Dense>.weight | **.bias`.
//!
//! One parser reads them for both worlds, so that a macro and a text take the same patterns and refuse others in the same
//! words. It reads [tokens](Token), whose places are spans for a macro and [ranges of bytes](Bytes) for a text, which
//! [`lex`] cuts into tokens as Rust would.
//!
//! Use it through the `paraminit` crate. This one is a part of it, and promises nothing by itself.
//!
//! ```
//! use paraminit_syntax::{Bytes, alternatives, lex};
//!
//! let lexed = lex("blocks[..=5].weight | layer*.bias");
//! let read = alternatives(&lexed.tokens, Bytes::default());
//! assert_eq!(read[0].as_ref().map(|pattern| pattern.text()), Ok("blocks[0..6].weight".to_owned()));
//!
//! let fault = read[1].as_ref().unwrap_err();
//! assert!(fault.message.starts_with("`*` stands for a whole segment"));
//! assert_eq!(fault.at.first, Bytes { start: 27, end: 28 });
//! ```
//!
//! # A map of the code
//!
//! Data flows one way, and no module imports one above it:
//!
//! | module | holds |
//! |---|---|
//! | `pattern` | tokens to patterns |
//! | `index` | what stands in brackets |
//! | `lex` | text to tokens |
//! | `string` | what a string in quotes stands for |
//! | `elsewhere` | names that initializers have in other systems |
//! | `segment` | patterns and their segments, as data and as text |
//! | `token` | tokens, their places, and faults |
//! | `words` | what both worlds say of rules |

#![forbid(unsafe_code)]

mod elsewhere;
mod index;
mod lex;
mod pattern;
mod segment;
mod string;
mod token;
pub mod words;

#[cfg(test)]
mod tests;

pub use elsewhere::elsewhere;
pub use lex::{Lexed, lex};
pub use pattern::{MAX_SEGMENTS, alternatives};
pub use segment::{Pattern, Segment, text};
pub use token::{Bytes, Delimiter, Extent, Fault, Token, Tree};

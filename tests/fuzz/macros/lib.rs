//! The macros as functions from tokens to tokens.

#![allow(warnings, clippy::all, clippy::pedantic, reason = "the sources are linted where they stand")]

include!(concat!(env!("OUT_DIR"), "/library.rs"));

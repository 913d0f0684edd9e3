//! Parameter initialization declared on the struct, checked by the compiler, reproducible to the bit.

pub mod axes;
pub mod element;
pub mod info;
pub mod message;
pub mod path;
pub mod view;

pub mod init;
pub mod sample;
pub mod stream;

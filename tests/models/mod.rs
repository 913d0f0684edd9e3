//! Models of every kind: what can be derived, built, visited and named.

mod axes;
mod config;
mod derive;
mod enums;
mod half;
mod hygiene;
mod layers;
mod maps;
mod parts;
mod remote;

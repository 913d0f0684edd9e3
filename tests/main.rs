//! The library as its users use it: one program, so that it is linked once.
//!
//! What the compiler refuses is in `ui`, a program of its own; what checks the sources is in `house`.

/// Runs a check for each of these types.
macro_rules! for_types {
    ($check:ident: $($scalar:ty),+) => {
        $($check::<$scalar>();)+
    };
}

mod docs;
mod files;
mod models;
mod rules;
mod seeing;
mod values;

/// What an initializer of the user's gives.
type Initialized = Result<(), Box<dyn std::error::Error + Send + Sync>>;

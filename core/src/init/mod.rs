//! Initializers.

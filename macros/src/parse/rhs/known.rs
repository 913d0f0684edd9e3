//! Lookups in the catalogue of initializers.

use crate::catalogue::{ENTRIES, Entry, FORMS, VALUES};

/// Whether an initializer of ours has that name.
pub fn is_ours(name: &str) -> bool {
    FORMS.contains(&name) || find(name).is_some()
}

/// The entry of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.name == name)
}

/// The values that the argument takes by name.
pub fn values_of(argument: &str) -> &'static [&'static str] {
    VALUES.iter().find(|(name, _)| *name == argument).map_or(&[], |(_, values)| values)
}

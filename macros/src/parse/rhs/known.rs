//! Lookups in the catalogue of initializers.

use crate::catalogue::{ENTRIES, Entry, FORMS, VALUES};

/// True if one of our initializers has that name.
pub fn is_ours(name: &str) -> bool {
    FORMS.contains(&name) || find(name).is_some()
}

/// Returns the entry of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.name == name)
}

/// Returns the values that the argument takes by name.
pub fn values_of(argument: &str) -> &'static [&'static str] {
    VALUES.iter().find(|(name, _)| *name == argument).map_or(&[], |(_, values)| values)
}

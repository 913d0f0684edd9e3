//! Values chosen by pattern.

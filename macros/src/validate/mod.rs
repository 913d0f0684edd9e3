//! What no single attribute can tell.

pub mod sizes;
pub mod slices;
pub mod unread;

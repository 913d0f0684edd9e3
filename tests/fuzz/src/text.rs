//! Initializers as text.

use paraminit::init::Init;

/// A text is an initializer, whose own text is read as the same one, or an error at a place in it.
///
/// # Panics
///
/// If not.
pub fn initializer(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match text.parse::<Init>() {
        Ok(init) => {
            let shown = init.to_string();
            assert_eq!(shown.parse(), Ok(init), "{text:?} is shown as {shown:?}");
        }
        Err(error) => {
            assert!(text.is_char_boundary(error.at()), "{text:?}: an error at {}", error.at());
            assert!(!error.to_string().is_empty(), "{text:?}");
        }
    }
}

//! Line breaks in the cells of a table. Paths break between segments, initializers between words.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The indent of a path's second line and of those that follow.
const INDENT: &str = "  ";

/// Returns a path in lines of at most `width`. Pieces stay whole, unless one alone is wider.
pub(super) fn path(pieces: &[String], width: usize) -> String {
    let mut lines = Lines { width: width.max(INDENT.len() + 1), ..Lines::default() };
    for piece in pieces {
        if !lines.have_room(piece.width()) {
            lines.end(INDENT);
        }
        for c in piece.chars() {
            if !lines.have_room(c.width().unwrap_or_default()) {
                lines.end(INDENT);
            }
            lines.push(c.encode_utf8(&mut [0; 4]));
        }
    }
    lines.text
}

/// Returns an initializer in lines of at most `width`, unless a word is wider.
pub(super) fn words(text: &str, width: usize) -> String {
    let mut lines = Lines { width, ..Lines::default() };
    let mut push = |word: &str| {
        if !lines.have_room(word.trim_end().width()) {
            lines.text.truncate(lines.text.trim_end().len());
            lines.end("");
        }
        lines.push(word);
    };
    for word in split(text, &[' ']) {
        if word.trim_end().width() <= width {
            push(word);
        } else {
            split(word, &OPENING).for_each(&mut push);
        }
    }
    lines.text
}

/// Returns the width of the widest word.
pub(super) fn longest_word(text: &str) -> usize {
    let words = split(text, &[' ']).flat_map(|word| split(word, &OPENING));
    words.map(|word| word.trim_end().width()).max().unwrap_or_default()
}

#[derive(Default)]
struct Lines {
    text: String,
    width: usize,
    /// The width of the last line.
    used: usize,
    /// The width of the last line's indent.
    indent: usize,
}

impl Lines {
    /// True if the last line has room for text of this width. An empty line always has.
    fn have_room(&self, width: usize) -> bool {
        self.used == self.indent || self.used + width <= self.width
    }

    fn end(&mut self, indent: &str) {
        self.text.push('\n');
        self.text.push_str(indent);
        self.indent = indent.width();
        self.used = self.indent;
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.used += text.width();
    }
}

/// The characters after which a word that is too wide is broken.
const OPENING: [char; 3] = ['(', '[', '{'];

/// Splits a text after each of these characters, except in quotes: `"a text"`, or the name of a file in an error.
fn split<'t>(text: &'t str, ends: &[char]) -> impl Iterator<Item = &'t str> {
    let (mut quote, mut escaped) = (None, false);
    text.split_inclusive(move |c| {
        let plain = !core::mem::take(&mut escaped);
        match c {
            '"' | '`' if plain && quote.is_none() => quote = Some(c),
            '\\' if quote == Some('"') && plain => escaped = true,
            _ if plain && quote == Some(c) => quote = None,
            _ => {}
        }
        quote.is_none() && ends.contains(&c)
    })
}

#[cfg(test)]
mod tests {
    use super::{longest_word, path, words};

    fn wrapped(text: &str, width: usize) -> String {
        path(&text.split_inclusive('.').map(str::to_owned).collect::<Vec<_>>(), width)
    }

    #[test]
    fn paths_are_broken_between_segments() {
        for (text, width, expected) in [
            ("h[0..12].attn.c_attn.weight.q", 29, "h[0..12].attn.c_attn.weight.q"),
            ("a.bc.def.weight", 14, "a.bc.def.\n  weight"),
            ("a.bc.def.weight", 8, "a.bc.\n  def.\n  weight"),
            // A line does not end early for a segment that does not fit the next line either.
            ("a.very_long_segment.w", 10, "a.\n  very_lon\n  g_segmen\n  t.w"),
            ("very_long_segment", 10, "very_long_\n  segment"),
            ("", 10, ""),
            ("ab", 0, "ab"),
            ("漢字.漢字", 6, "漢字.\n  漢字"),
        ] {
            assert_eq!(wrapped(text, width), expected);
        }
    }

    #[test]
    fn initializers_are_broken_between_words() {
        for (text, width, expected) in [
            ("normal(0, 0.004082)", 18, "normal(0,\n0.004082)"),
            ("load(\"a (file) of mine\")", 10, "load(\n\"a (file) of mine\")"),
            ("load(\"a \\\" b\", strict)", 12, "load(\n\"a \\\" b\",\nstrict)"),
            ("gates([orthogonal, eye])", 13, "gates([\northogonal,\neye])"),
            ("uniform(gain = LeakyRelu(2.236))", 25, "uniform(gain =\nLeakyRelu(2.236))"),
            ("variance_scaling(0.1)", 18, "variance_scaling(\n0.1)"),
            ("`a file` cannot \"", 6, "`a file`\ncannot\n\""),
            ("a_long_word", 3, "a_long_word"),
        ] {
            assert_eq!(words(text, width), expected);
        }
        assert_eq!(longest_word("load(\"a b\", x)"), "\"a b\",".len());
        assert_eq!((longest_word(""), longest_word("normal(漢)")), (0, "normal(".len()));
    }
}

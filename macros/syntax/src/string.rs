//! What a string in quotes stands for: `"a\n"`, `r"a"`, `r#"a"#`.

/// Returns the text that a literal of a string stands for. The error has the escape that is none; it is empty if the
/// literal is no string.
pub(crate) fn value(literal: &str) -> Result<String, &str> {
    if let Some(raw) = literal.strip_prefix('r') {
        let bare = raw.trim_start_matches('#');
        let hashes = &raw[..raw.len() - bare.len()];
        let inner = bare.strip_prefix('"').and_then(|bare| bare.strip_suffix(hashes)?.strip_suffix('"'));
        return inner.map(line_ends).ok_or("");
    }
    let inner = literal.strip_prefix('"').and_then(|text| text.strip_suffix('"')).ok_or("")?;
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.push_str(&line_ends(&rest[..at]));
        let (c, len) = escape(&rest[at..])?;
        out.extend(c);
        rest = &rest[at + len..];
    }
    out.push_str(&line_ends(rest));
    Ok(out)
}

/// A line ends in the same way in all files.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Reads the escape at the beginning of the text. Returns its character, if it has one, and its length.
fn escape(text: &str) -> Result<(Option<char>, usize), &str> {
    let wrong = |len: usize| text.char_indices().nth(len).map_or(text, |(end, _)| &text[..end]);
    let c = match text.chars().nth(1) {
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('0') => '\0',
        Some(c @ ('\\' | '\'' | '"')) => c,
        Some('x') => {
            let digits = text.get(2..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
            let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii);
            return code.map(|code| (Some(char::from(code)), 4)).ok_or_else(|| wrong(4));
        }
        Some('u') => {
            let end = text.find('}').map_or(text.len(), |end| end + 1);
            let code = text.get(..end).and_then(code_point).and_then(char::from_u32);
            return code.map(|code| (Some(code), end)).ok_or_else(|| wrong(11.min(end)));
        }
        // The line goes on behind the spaces of the next one.
        Some('\n' | '\r') => {
            let next = text[1..].trim_start_matches([' ', '\t', '\n', '\r']);
            return Ok((None, text.len() - next.len()));
        }
        _ => return Err(wrong(2)),
    };
    Ok((Some(c), 2))
}

/// Reads `\u{1f60a}`.
fn code_point(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u{")?.strip_suffix('}')?;
    let plain = digits.replace('_', "");
    let valid = !digits.starts_with('_') && (1..=6).contains(&plain.len());
    let valid = valid && plain.bytes().all(|digit| digit.is_ascii_hexdigit());
    valid.then(|| u32::from_str_radix(&plain, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn what_a_string_stands_for() {
        for (literal, expected) in [
            (r#""""#, ""),
            (r#""a.b""#, "a.b"),
            (r#""\"\\\'\n\r\t\0""#, "\"\\'\n\r\t\0"),
            (r#""\x41\u{42}\u{1F6_0a}""#, "AB\u{1f60a}"),
            ("\"a\\\n   b\"", "ab"),
            ("\"a\r\nb\"", "a\nb"),
            (r#"r"a\n""#, "a\\n"),
            (r##"r#"a"b"#"##, "a\"b"),
        ] {
            assert_eq!(value(literal).as_deref(), Ok(expected), "{literal}");
        }
    }

    #[test]
    fn what_is_no_string_or_no_escape() {
        for (literal, wrong) in [
            ("3", ""),
            ("'a'", ""),
            ("b\"a\"", ""),
            ("\"a\"x", ""),
            ("r\"a\"x", ""),
            ("r", ""),
            ("\"", ""),
            (r#""a\q""#, r"\q"),
            (r#""\xff""#, r"\xff"),
            (r#""\x4""#, r"\x4"),
            (r#""\u{d800}""#, r"\u{d800}"),
            (r#""\u41""#, r"\u41"),
            (r#""\u{}""#, r"\u{}"),
            (r#""\ä""#, r"\ä"),
        ] {
            assert_eq!(value(literal), Err(wrong), "{literal}");
        }
    }
}

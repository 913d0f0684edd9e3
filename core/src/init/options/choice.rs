//! Options whose values are names.

/// Gives an enum without payloads a list of its names, and prints it by name.
macro_rules! choice {
    ($choice:ident { $($variant:ident),* }) => {
        impl $choice {
            pub(crate) const ALL: &'static [(&'static str, Self)] = &[$((stringify!($variant), Self::$variant)),*];
        }

        impl core::fmt::Display for $choice {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)*
                })
            }
        }
    };
}

pub(crate) use choice;

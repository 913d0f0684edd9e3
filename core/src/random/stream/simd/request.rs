//! The environment variable that selects the instruction set.

use super::isa::Isa;
use super::set::Simd;
use std::env;
use std::ffi::OsStr;
use std::io::Write as _;
use std::sync::OnceLock;

/// The name of the variable.
const VARIABLE: &str = "PARAMINIT_SIMD";

impl Simd {
    /// The set that this process uses.
    ///
    /// ```
    /// use paraminit::stream::Simd;
    ///
    /// // In the log of a benchmark.
    /// assert!(Simd::current().is_available());
    /// ```
    #[must_use]
    pub fn current() -> Self {
        Isa::current().simd()
    }
}

impl Isa {
    /// The instruction set that this process uses, chosen at the first call.
    #[inline]
    pub(crate) fn current() -> Self {
        static CURRENT: OnceLock<Isa> = OnceLock::new();
        *CURRENT.get_or_init(choose)
    }
}

/// Returns the instruction set that the environment asks for, or else the widest. If the request fails, it prints one
/// line.
fn choose() -> Isa {
    let widest = Isa::widest();
    let Some(request) = env::var_os(VARIABLE) else {
        return widest;
    };
    requested(&request).unwrap_or_else(|why| {
        // Where standard error is closed or full, nobody reads it; `eprintln!` would panic.
        let _ = writeln!(std::io::stderr(), "paraminit: {VARIABLE} is ignored: {why}; `{}` is used", widest.simd());
        widest
    })
}

/// Returns the instruction set of that name, or the reason why there is none.
fn requested(name: &OsStr) -> Result<Isa, String> {
    let Some(simd) = Simd::ALL.into_iter().find(|simd| name == simd.name()) else {
        return Err(format!("`{}` is none of `scalar`, `neon`, `avx2` and `avx512`", name.to_string_lossy()));
    };
    Isa::new(simd).ok_or_else(|| format!("this processor has no `{simd}`"))
}

#[cfg(test)]
mod tests {
    use super::requested;
    use crate::stream::Simd;

    #[test]
    fn names_are_taken_literally() {
        assert_eq!(requested("scalar".as_ref()).unwrap().simd(), Simd::Scalar);
        assert_eq!(requested("sse9".as_ref()).unwrap_err(), "`sse9` is none of `scalar`, `neon`, `avx2` and `avx512`");
        assert!(requested("".as_ref()).is_err());
        assert!(requested("AVX2".as_ref()).is_err());
    }

    /// The test runs itself: a process chooses once.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_standard_error_does_no_harm() {
        use std::{env, fs, process};

        use super::VARIABLE;

        if env::var_os(VARIABLE).is_some_and(|request| request == "sse9") {
            assert!(Simd::current().is_available());
            return;
        }
        let (_, module) = module_path!().split_once("::").unwrap();
        let done = process::Command::new(env::current_exe().unwrap())
            .args(["--nocapture", "--exact", &format!("{module}::a_full_standard_error_does_no_harm")])
            .env(VARIABLE, "sse9")
            .stderr(fs::OpenOptions::new().write(true).open("/dev/full").unwrap())
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && text.contains("1 passed"), "{text}");
    }

    #[test]
    fn what_the_processor_lacks_is_refused() {
        for simd in Simd::ALL {
            match requested(simd.name().as_ref()) {
                Ok(isa) => assert!(isa.simd() == simd && simd.is_available()),
                Err(why) => assert!(!simd.is_available() && why == format!("this processor has no `{simd}`")),
            }
        }
    }
}

//! Huge pages for new memory.
//!
//! A system gives memory page by page, when a page is first written. For pages of 4 KiB that costs several times what the
//! values cost. Linux gives pages of 2 MiB to memory for which a program asks so, before it is first written.

/// The size of a huge page, and what its address is a multiple of. Where huge pages are larger, the system takes the
/// advice for what it can.
const HUGE: usize = 2 << 20;

/// Asks for huge pages for the part of `memory` that consists of whole ones, so that no byte beyond it is ever taken. It
/// has an effect on Linux only, and the system may decline.
///
/// The values stay as they are. They may not have been initialized yet: nothing reads or writes them here.
pub(crate) fn huge_pages<T>(memory: &mut Vec<T>) {
    let bytes = memory.capacity().saturating_mul(size_of::<T>());
    if bytes >= HUGE {
        let start = memory.as_mut_ptr().cast::<u8>();
        let skipped = start.align_offset(HUGE);
        let len = bytes.saturating_sub(skipped) / HUGE * HUGE;
        if len > 0 {
            advise_range(start.wrapping_add(skipped), len);
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
#[expect(unsafe_code, reason = "advice about memory is a call of the system")]
fn advise_range(start: *mut u8, len: usize) {
    // SAFETY: the range lies inside of one allocation of the caller's, and starts at a multiple of 2 MiB, which is one of
    // every page size up to that; of others, the system refuses the call. `MADV_HUGEPAGE` changes no value in it.
    let _declined = unsafe { libc::madvise(start.cast(), len, libc::MADV_HUGEPAGE) };
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn advise_range(_: *mut u8, _: usize) {}

#[cfg(test)]
mod tests {
    use super::{HUGE, huge_pages};

    /// The safe version is no advice at all.
    #[test]
    fn values_stay_as_they_are() {
        for bytes in [0, 1, HUGE - 1, HUGE, 3 * HUGE + 17] {
            let plain: Vec<u8> = (0..=250).cycle().take(bytes).collect();
            let mut advised = plain.clone();
            huge_pages(&mut advised);
            assert_eq!(advised, plain, "{bytes}");
            let mut zeros = vec![0_u8; bytes];
            huge_pages(&mut zeros);
            assert!(zeros.iter().all(|&x| x == 0));
        }
        huge_pages(&mut Vec::<()>::with_capacity(1 << 40));
        huge_pages(&mut vec![[0.0_f64; 3]; 1 << 18]);
    }

    /// What the system says of the memory, where it says it.
    #[test]
    #[cfg(target_os = "linux")]
    fn the_system_notes_the_advice() {
        let enabled = std::fs::read_to_string("/sys/kernel/mm/transparent_hugepage/enabled").unwrap_or_default();
        if !enabled.contains("madvise") {
            return;
        }
        let mut memory: Vec<u8> = vec![0; 8 * HUGE];
        huge_pages(&mut memory);
        let inside = memory.as_ptr() as usize + 4 * HUGE;
        let maps = std::fs::read_to_string("/proc/self/smaps").unwrap();
        let (mut here, mut flags) = (false, None);
        for line in maps.lines() {
            let range = line.split_whitespace().next().and_then(|range| range.split_once('-'));
            let range = range.map(|(from, to)| [from, to].map(|digits| usize::from_str_radix(digits, 16)));
            if let Some([Ok(from), Ok(to)]) = range {
                here = (from..to).contains(&inside);
            } else if here && line.starts_with("VmFlags:") {
                flags = Some(line.to_owned());
            }
        }
        assert!(flags.is_some_and(|flags| flags.split_whitespace().any(|flag| flag == "hg")));
        assert!(memory.iter().all(|&x| x == 0));
    }
}

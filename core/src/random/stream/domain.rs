//! The domains of a parameter's stream: each purpose has its own blocks.

/// The purpose of a word, encoded in the top bits of the block counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Domain {
    /// The words that become elements: 16 blocks a group, from block 0.
    Elements,
    /// The words that choose the component of a mixture: 16 blocks a group, from block 2^62 + depth 2^56.
    ///
    /// `depth` counts the mixtures around this one. A mixture nested in a mixture needs words of its own. If both
    /// shared them, the outer choice would already decide the inner one. Mixtures side by side at one depth do share
    /// them. That is sound, because an element belongs to at most one of their branches. Depths beyond 63 wrap.
    Selectors {
        /// The number of mixtures around this one.
        depth: u8,
    },
    /// The words of the generators that foreign code reads: 2^24 blocks a group, from block 2^63.
    Samplers,
}

impl Domain {
    /// The first block of group `group`.
    ///
    /// The domains are disjoint for every group of elements (`u64` indices), for selectors up to 2^60 elements, and for
    /// samplers up to 2^39 groups. Beyond that, the counter wraps.
    pub(crate) const fn block(self, group: u64) -> u64 {
        match self {
            Self::Elements => group.wrapping_mul(16),
            Self::Selectors { depth } => {
                let start = (1 << 62) + ((depth as u64 & 63) << 56);
                group.wrapping_mul(16).wrapping_add(start)
            }
            Self::Samplers => group.wrapping_mul(1 << 24).wrapping_add(1 << 63),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Domain;

    #[test]
    fn starting_blocks() {
        assert_eq!(Domain::Elements.block(0), 0);
        assert_eq!(Domain::Elements.block(3), 48);
        assert_eq!(Domain::Selectors { depth: 0 }.block(3), 0x4000_0000_0000_0030);
        assert_eq!(Domain::Selectors { depth: 1 }.block(3), 0x4100_0000_0000_0030);
        assert_eq!(Domain::Selectors { depth: 63 }.block(0), 0x7f00_0000_0000_0000);
        assert_eq!(Domain::Samplers.block(0), 0x8000_0000_0000_0000);
        assert_eq!(Domain::Samplers.block(3), 0x8000_0000_0300_0000);
    }

    #[test]
    fn no_element_reaches_the_selectors() {
        assert!(Domain::Elements.block(u64::MAX / 128) < 1 << 62);
    }
}

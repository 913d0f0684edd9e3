//! Presets: the default initializers of other systems' layers, one table for each system.

mod flax;
mod keras;
mod layer;
mod mxnet;
mod pytorch;
mod system;
mod table;

pub use flax::flax;
pub use keras::keras;
pub use mxnet::mxnet;
pub use pytorch::pytorch;
pub(crate) use system::Preset;
pub(crate) use table::Entry;

use self::layer::Kind;
use crate::axes::{Axis, Role};
use crate::info::Part;
use crate::init::Mismatch;
use crate::init::fit::arguments::same;
use crate::message::Message;

impl Preset {
    const fn table(self) -> &'static [Entry] {
        match self {
            Self::Pytorch => pytorch::TABLE,
            Self::Flax => flax::TABLE,
            Self::Keras => keras::TABLE,
            Self::Mxnet => mxnet::TABLE,
        }
    }

    /// Returns the row for this part of a layer of this kind.
    pub(crate) const fn entry(
        self,
        kind: Option<&'static str>,
        part: Option<Part>,
        axes: Option<&[Axis]>,
    ) -> Result<&'static Entry, Mismatch> {
        let unknown = Mismatch::Preset { preset: self.name(), kind, part };
        let (Some(kind), Some(part)) = (kind, part) else { return Err(unknown) };
        let Some(layer) = Kind::named(kind) else { return Err(unknown) };
        let Some(entry) = self.find(layer, part) else { return Err(unknown) };
        if let (Some(axes), Some(gates), Part::Weight | Part::Recurrent) = (axes, layer.gates(), part)
            && let Some(found) = packed_outputs(axes)
            && found != gates
        {
            return Err(Mismatch::Gates { preset: self.name(), kind, gates, found });
        }
        Ok(entry)
    }

    const fn find(self, layer: Kind, part: Part) -> Option<&'static Entry> {
        let table = self.table();
        let mut i = 0;
        while i < table.len() {
            if table[i].is_of(layer) && table[i].is_for(part) {
                return Some(&table[i]);
            }
            i += 1;
        }
        None
    }

    /// True if the preset has a row for any part of such a layer.
    const fn knows(self, layer: Kind) -> bool {
        let mut i = 0;
        while i < Part::ALL.len() {
            if self.find(layer, Part::ALL[i]).is_some() {
                return true;
            }
            i += 1;
        }
        false
    }
}

/// The number of blocks packed along the `out` axes. `None` if there is a `batch` axis, which may count the gates.
const fn packed_outputs(axes: &[Axis]) -> Option<usize> {
    let (mut blocks, mut i) = (1_usize, 0);
    while i < axes.len() {
        match axes[i].role {
            Role::Batch => return None,
            Role::Out => blocks = blocks.saturating_mul(axes[i].blocks),
            Role::In | Role::Kernel => {}
        }
        i += 1;
    }
    Some(blocks)
}

/// Appends the reason why the preset of that name has no row for a parameter, and the rows that it has.
pub(crate) const fn unknown(
    message: Message,
    preset: &'static str,
    kind: Option<&'static str>,
    part: Option<Part>,
) -> Message {
    let mut preset_at = 0;
    while preset_at + 1 < Preset::ALL.len() && !same(Preset::ALL[preset_at].name(), preset) {
        preset_at += 1;
    }
    let preset = Preset::ALL[preset_at];
    let layer = match kind {
        Some(kind) => Kind::named(kind),
        None => None,
    };
    match (kind, layer, part) {
        (Some(kind), Some(layer), None) if preset.knows(layer) => {
            let message = message.text(": which part of the ").code(kind).text(" it is was not said\nhelp: say it on ");
            let message = message.text("its field, `#[init(part = ..)]`; it knows ");
            parts(message, preset, layer)
        }
        (Some(kind), Some(layer), Some(part)) if preset.knows(layer) => {
            let message = message.text(": no ").code(part.name()).text(" is part of its ").code(kind);
            parts(message.text("\nhelp: it knows "), preset, layer)
        }
        (Some(kind), ..) => {
            let message = message.text(": it has no layer ").code(kind).text("\nhelp: say which one it is, ");
            layers(message.text("`#[init(kind = ..)]` on the struct or field; it knows "), preset)
        }
        (None, ..) => {
            let message = message.text(": it belongs to no layer\nhelp: say to which one, ");
            layers(message.text("`#[init(kind = ..)]` on the struct or field; it knows "), preset)
        }
    }
}

/// Appends the parts of a layer that a preset knows.
const fn parts(message: Message, preset: Preset, layer: Kind) -> Message {
    let (mut message, mut i, mut first) = (message, 0, true);
    while i < Part::ALL.len() {
        if preset.find(layer, Part::ALL[i]).is_some() {
            message = message.text(if first { "" } else { ", " }).code(Part::ALL[i].name());
            first = false;
        }
        i += 1;
    }
    message
}

/// Appends the layers that a preset knows.
const fn layers(message: Message, preset: Preset) -> Message {
    let (mut message, mut i, mut first) = (message, 0, true);
    while i < Kind::ALL.len() {
        if preset.knows(Kind::ALL[i]) {
            message = message.text(if first { "" } else { ", " }).code(Kind::ALL[i].name());
            first = false;
        }
        i += 1;
    }
    message
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The rows of a table in the documentation, as pairs of layer and part.
    fn documented(source: &str) -> BTreeSet<(String, String)> {
        let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        let mut pairs = BTreeSet::new();
        for row in source.lines().filter_map(|line| line.strip_prefix("/// | `")) {
            let row = format!("`{row}");
            let cells: Vec<&str> = row.split('|').collect();
            assert!(cells.len() == 5, "{row}");
            for kind in names(cells[0]) {
                for part in names(cells[1]) {
                    assert!(pairs.insert((kind.clone(), part.clone())), "{kind} {part} twice");
                }
            }
        }
        pairs
    }

    #[test]
    fn the_documentation_lists_what_the_tables_hold() {
        for (preset, source) in [
            (Preset::Pytorch, include_str!("pytorch.rs")),
            (Preset::Flax, include_str!("flax.rs")),
            (Preset::Keras, include_str!("keras.rs")),
            (Preset::Mxnet, include_str!("mxnet.rs")),
        ] {
            let mut held = BTreeSet::new();
            for entry in preset.table() {
                for layer in entry.layers {
                    for part in entry.parts {
                        let pair = (layer.name().to_owned(), part.name().to_owned());
                        assert!(held.insert(pair.clone()), "{preset:?} holds {pair:?} twice");
                    }
                }
            }
            assert_eq!(documented(source), held, "{preset:?}");
        }
    }
}

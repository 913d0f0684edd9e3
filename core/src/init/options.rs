//! The options of the initializers of a fixed form.

use super::arena::{Init, Node};
use super::stft::{Scaling, Side, Window};
use super::taps::Center;

impl Init {
    /// Sets the number of groups of a `dirac`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn groups(mut self, groups: usize) -> Self {
        match self.root_mut() {
            Node::Dirac(dirac) => dirac.groups = groups,
            _ => return self.refuse("groups"),
        }
        self
    }

    /// Sets which of the two middle taps of an even kernel is its center, of `dirac` and `delta_orthogonal`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn center(mut self, center: Center) -> Self {
        match self.root_mut() {
            Node::Dirac(dirac) => dirac.center = center,
            Node::DeltaOrthogonal(delta) => delta.center = center,
            _ => return self.refuse("center"),
        }
        self
    }

    /// Sets the standard deviation of a `sparse`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn std(mut self, std: f64) -> Self {
        match self.root_mut() {
            Node::Sparse(sparse) => sparse.std = std,
            _ => return self.refuse("std"),
        }
        self
    }

    /// Sets the axis along which the lines of a `sparse` run.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn axis(mut self, axis: usize) -> Self {
        match self.root_mut() {
            Node::Sparse(sparse) => sparse.axis = axis,
            _ => return self.refuse("axis"),
        }
        self
    }

    /// Sets what `lstm_bias` gives to the forget gate.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn forget(mut self, forget: f64) -> Self {
        match self.root_mut() {
            Node::LstmBias(bias) => bias.forget = forget,
            _ => return self.refuse("forget"),
        }
        self
    }

    /// Sets the frequency of the sines behind a `siren`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn omega(mut self, omega: f64) -> Self {
        match self.root_mut() {
            Node::Siren(siren) => siren.omega = omega,
            _ => return self.refuse("omega"),
        }
        self
    }

    /// Whether a `siren` is the first layer of its network.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn first(mut self, first: bool) -> Self {
        match self.root_mut() {
            Node::Siren(siren) => siren.first = first,
            _ => return self.refuse("first"),
        }
        self
    }

    /// Sets which part of the complex transform an `stft` computes.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn side(mut self, side: Side) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.side = side,
            _ => return self.refuse("side"),
        }
        self
    }

    /// Sets the window of an `stft`.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn window(mut self, window: Window) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.window = window,
            _ => return self.refuse("window"),
        }
        self
    }

    /// Sets what the window of an `stft` is divided by.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn scaling(mut self, scaling: Scaling) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.scaling = scaling,
            _ => return self.refuse("scaling"),
        }
        self
    }

    /// Whether the window of an `stft` is periodic.
    ///
    /// On any other initializer this is a [`misuse`](Init::misuse).
    #[must_use]
    pub const fn periodic(mut self, periodic: bool) -> Self {
        match self.root_mut() {
            Node::Stft(stft) => stft.periodic = periodic,
            _ => return self.refuse("periodic"),
        }
        self
    }
}

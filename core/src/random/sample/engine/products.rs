//! Products of a matrix and a vector, by the vector instructions that fill parameters.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::scalar::Real;
use super::scalar::lane::Lanes;
use crate::sample::LANES;
use crate::stream::{Isa, Machine, Task};

/// Adds W x to `y`. The rows of `weight`, as long as `x`, lie one after the other.
pub(super) fn add<T: Real>(weight: &[T], x: &[T], y: &mut [T]) {
    Isa::current().run(Products { weight, x, y });
}

struct Products<'p, T> {
    weight: &'p [T],
    x: &'p [T],
    y: &'p mut [T],
}

impl<T: Real> Task for Products<'_, T> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        let zero = T::ZERO.lanes(machine);
        for (row, y) in self.weight.chunks_exact(self.x.len().max(1)).zip(self.y) {
            *y = *y + dot(zero, row, self.x);
        }
    }
}

/// The sum of the products. Four sums in turn keep the processor busy while each waits for its last addition.
#[inline(always)]
fn dot<T: Real, F: Lanes<T>>(zero: F, a: &[T], b: &[T]) -> T {
    let step = 4 * F::COUNT;
    let whole = a.len().min(b.len()) / step * step;
    let mut sums = [zero; 4];
    for (a, b) in a[..whole].chunks_exact(step).zip(b[..whole].chunks_exact(step)) {
        for (k, sum) in sums.iter_mut().enumerate() {
            let (a, b) = (zero.load(&a[k * F::COUNT..]), zero.load(&b[k * F::COUNT..]));
            // One lane may have no such instruction, and a function for it is slow.
            *sum = if F::COUNT == 1 { *sum + a * b } else { a.mul_add(b, *sum) };
        }
    }
    let mut lanes = [T::ZERO; LANES];
    ((sums[0] + sums[1]) + (sums[2] + sums[3])).store(&mut lanes);
    let mut total = T::ZERO;
    for &lane in &lanes[..F::COUNT] {
        total = total + lane;
    }
    for (&a, &b) in a[whole..].iter().zip(&b[whole..]) {
        total = total + a * b;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::Products;
    use crate::sample::Real;
    use crate::stream::{Isa, Simd};

    /// Small whole numbers, whose sums are exact in any order.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn number<T: Real>(i: usize) -> T {
        T::from_f64((i * 7 % 23) as f64 - 11.0)
    }

    fn products<T: Real>(isa: Isa) {
        for inputs in [1, 3, 16, 63, 64, 65, 200] {
            for outputs in [0, 1, 5] {
                let weight: Vec<T> = (0..inputs * outputs).map(number).collect();
                let x: Vec<T> = (100..100 + inputs).map(number).collect();
                let mut y: Vec<T> = (0..outputs).map(number).collect();
                let mut expected = y.clone();
                for (row, y) in weight.chunks_exact(inputs).zip(&mut expected) {
                    *y = row.iter().zip(&x).fold(*y, |sum, (&a, &b)| sum + a * b);
                }
                isa.run(Products { weight: &weight, x: &x, y: &mut y });
                assert_eq!(y, expected, "{}, {inputs} -> {outputs}", isa.simd());
            }
        }
    }

    #[test]
    fn the_sums_are_those_of_a_loop() {
        for isa in Simd::ALL.into_iter().filter_map(Isa::new) {
            products::<f32>(isa);
            products::<f64>(isa);
        }
    }
}

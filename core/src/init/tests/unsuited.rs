//! Errors for parameters that an initializer does not suit.

use ndarray::Array5;

use super::{resolve, text};
use crate::axes::Role::{self, Batch, In, Kernel, Out};
use crate::init::*;
use crate::stream::StreamId;

#[test]
#[expect(clippy::large_stack_arrays, reason = "a table")]
fn what_does_not_suit() {
    let of = |init: Init, shape: &[usize], roles: &[Role]| text(resolve(init, shape, roles));
    let conv = [Out, In, Kernel, Kernel];
    for (init, shape, roles, expected) in [
        (eye(), &[3][..], &[][..], "`eye` needs rank 2, but the parameter has rank 1\nhelp: "),
        (sparse(0.5), &[2, 2, 2], &[], "`sparse` needs rank 2, but the parameter has rank 3\nhelp: "),
        (dirac(), &[2, 2], &[], "`dirac` needs rank 3 to 5, but the parameter has rank 2\nhelp: "),
        (
            dirac(),
            &[2, 2, 3],
            &[],
            "`dirac` needs one `out` axis, one `in` axis, and `kernel` axes for the rest, but the axes of the parameter \
             were never declared\nhelp: say on its field what they run over, such as `#[init(axes = [out, in, kernel])]`",
        ),
        (
            xavier_uniform(),
            &[2, 2, 3],
            &[],
            "`xavier_uniform` needs fans, but the axes of this parameter were not declared\nhelp: ",
        ),
        (
            orthogonal(),
            &[2, 2, 3, 3],
            &[],
            "`orthogonal` must know which of the 4 axes are outputs\nhelp: `#[init(axes = [out, in, kernel, kernel])]` on",
        ),
        (
            dirac(),
            &[2, 2, 3],
            &[Out, In, In],
            "`dirac` needs one `out` axis, one `in` axis, and `kernel` axes for the rest, but the parameter has others",
        ),
        (
            dirac().groups(3),
            &[64, 2, 3],
            &[Out, In, Kernel],
            "`dirac` needs a multiple of 3 outputs, but the parameter has 64",
        ),
        (
            delta_orthogonal(),
            &[4, 8, 3, 3],
            &conv,
            "`delta_orthogonal` needs at least as many outputs as inputs, but the parameter has 4 for 8\nhelp: ",
        ),
        (
            delta_orthogonal(),
            &[2, 2, 2, 2, 2, 2],
            &[],
            "`delta_orthogonal` needs rank 3 to 5, but the parameter has rank 6",
        ),
        (bilinear(), &[2, 2, 2], &[], "`bilinear` needs rank 4"),
        (
            bilinear(),
            &[2, 2, 2, 2],
            &[],
            "`bilinear` needs two `kernel` axes, but the axes of the parameter were never",
        ),
        (
            bilinear(),
            &[2, 2, 2, 2],
            &[Out, In, In, Kernel],
            "`bilinear` needs two `kernel` axes, but the parameter has",
        ),
        (lstm_bias(), &[10], &[], "`lstm_bias` needs a multiple of 4 elements, but the parameter has 10"),
        (lstm_bias(), &[4, 4], &[], "`lstm_bias` needs rank 1, but the parameter has rank 2"),
        (icnr(3, zeros()), &[64, 2], &[Out, In], "`icnr` needs a multiple of 9 outputs, but the parameter has 64"),
        (
            icnr(2, zeros()),
            &[64],
            &[],
            "`icnr` needs one `out` axis, but the axes of the parameter were never declared",
        ),
        (icnr(2, zeros()), &[64], &[In], "`icnr` needs one `out` axis, but the parameter has others"),
        (icnr(2, zeros()), &[], &[], "`icnr` needs rank 1 or more, but the parameter has rank 0"),
        (icnr(2, eye()), &[64], &[Out], "`eye` needs rank 2, but the parameter has rank 1"),
        (icnr(2, values(&[0.0; 4])), &[8], &[Out], "`values` has 4 values, but the parameter has 2 elements"),
        (zero_init(), &[4], &[Out], "`zero_init` needs rank 2 to 5, but the parameter has rank 1"),
        (zero_init(), &[4, 4], &[], "`zero_init` needs one `out` axis"),
        (zero_init(), &[4, 4, 4], &[Batch, Out, In], "`zero_init` needs one `out` axis"),
        (stft(), &[4, 4], &[], "`stft` needs rank 3"),
        (values(&[1.0]), &[2], &[], "`values` has 1 value, but the parameter has 2 elements"),
        (mixture([(0.5, zeros()), (0.5, eye())]), &[2], &[], "`eye` needs rank 2"),
        (siren(), &[2, 2], &[], "`siren` needs fans"),
    ] {
        let found = of(init, shape, roles);
        assert!(found.starts_with(expected), "{found}");
    }
    // The check before resolution finds it, too, and ignores the lengths inside of an `icnr`.
    let mut w = Array5::<f32>::zeros((8, 2, 1, 1, 1));
    icnr(2, dirac().groups(2))
        .fill(&mut w, &[Out, In, Kernel, Kernel, Kernel], StreamId::new(42, "conv.weight"))
        .unwrap();
    let found = text(icnr(2, dirac().groups(4)).fill(
        &mut w,
        &[Out, In, Kernel, Kernel, Kernel],
        StreamId::new(42, "conv.weight"),
    ));
    assert!(found.contains("multiple of 4 outputs, but the parameter has 2"), "{found}");
    let found = text(eye().fill(&mut w, &[], StreamId::new(42, "conv.weight")));
    assert!(found.starts_with("`eye` needs rank 2"), "{found}");
}

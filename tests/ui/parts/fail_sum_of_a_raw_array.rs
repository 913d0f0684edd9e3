use paraminit::prelude::*;

#[derive(Initialize)]
struct Lstm {
    #[init(axes = [out, in], parts(i = 3, f = 3, g = 3), orthogonal)]
    recurrent: [[f32; 3]; 12],
}

fn main() {}

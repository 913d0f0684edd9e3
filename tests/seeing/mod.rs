//! What a run will do, does and did: plans, observers, summaries, pictures.

mod depth;
mod observer;
mod plan;
mod plot;
mod summary;

//! Images: layers by content, unpacked once and shared by every sandbox.
//!
//! A layer is named by its *diff id*, the digest of its uncompressed archive, and lies unpacked in a folder of that
//! name; an image is the list of its layers with its configuration, named by its manifest's digest. Tags are not kept:
//! what a tag means is the registry's to say, at every pull, as it is for a task on AWS.
//!
//! ```text
//! DIR/layers/<hex>/     an unpacked layer, whole or not there (unpacked beside, then renamed)
//! DIR/images/<hex>.json an image whose layers are all there
//! DIR/partial/          blobs that are being fetched, to be gone on with; layers that are being unpacked
//! ```
//!
//! Every byte is verified on its way in: the blob against its digest, the archive in it against its diff id. There is no
//! fsync per file, which would cost seconds an image: after a power cut a layer may be damaged, a process's death never
//! damages one.

mod config;
mod digest;
mod manifest;
mod pull;
mod reference;
mod source;
mod store;
mod unpack;

pub use config::{Config, Healthcheck, ImageConfig};
pub use digest::{Digest, InvalidDigest};
pub use manifest::Platform;
pub use pull::{Auth, Progress, PullError, Via};
pub use reference::{InvalidReference, Reference};
pub use source::ImportError;
pub use store::{Collected, Image, Images};
pub use unpack::LayerError;

#[cfg(test)]
mod tests;

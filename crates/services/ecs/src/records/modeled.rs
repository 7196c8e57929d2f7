//! A shape of the model that the store keeps as JSON by the model's own names, so that a record says what AWS's types
//! say and no second type must be kept in step.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Deref;
use wire::prelude::*;
use wire::shape::Structure;

/// A structure of the model, kept.
#[derive(Clone, Default)]
pub(crate) struct Modeled<T>(pub(crate) T);

impl<T> Deref for Modeled<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Structure> Serialize for Modeled<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::view::to_json(&self.0).serialize(serializer)
    }
}

impl<'de, T: Structure + Default> Deserialize<'de> for Modeled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let kept = Document::deserialize(deserializer)?;
        let mut read = T::default();
        let missing = wire::view::from_json(&mut read, &kept).map_err(D::Error::custom)?;
        if missing.is_empty() { Ok(Self(read)) } else { Err(D::Error::custom(missing.join(", "))) }
    }
}

/// With what is sensitive hidden.
impl<T: Structure> std::fmt::Debug for Modeled<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        wire::view::debug(&self.0, f)
    }
}

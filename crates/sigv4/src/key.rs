//! Signing keys. Deriving one costs four HMACs, more than the whole check of a request, and holds for a day, so derived
//! keys are kept.

use std::collections::HashMap;

use hmac::{Hmac, Mac};
use parking_lot::RwLock;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::presented::Scope;

type HmacSha256 = Hmac<Sha256>;

/// A key for one access key, day, region and service, kept as the state of an HMAC that has taken in the key.
#[derive(Clone)]
pub(crate) struct SigningKey(HmacSha256);

impl SigningKey {
    pub(crate) fn derive(secret: &str, date: &str, region: &str, service: &str) -> SigningKey {
        let mut seed = Vec::with_capacity(4 + secret.len());
        seed.extend_from_slice(b"AWS4");
        seed.extend_from_slice(secret.as_bytes());
        let day = keyed(&seed).chain_update(date).finalize().into_bytes();
        let region = keyed(&day).chain_update(region).finalize().into_bytes();
        let service = keyed(&region).chain_update(service).finalize().into_bytes();
        let signing = keyed(&service).chain_update("aws4_request").finalize().into_bytes();
        SigningKey(keyed(&signing))
    }

    /// The signature of a text, as bytes.
    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 32] {
        self.0.clone().chain_update(text).finalize().into_bytes().into()
    }
}

fn keyed(key: &[u8]) -> HmacSha256 {
    match HmacSha256::new_from_slice(key) {
        Ok(mac) => mac,
        // An HMAC takes keys of any length; the error type is that of other MACs.
        Err(_) => unreachable!("HMAC takes keys of any length"),
    }
}

/// Derived signing keys, bounded. Only keys under which a signature was right are kept, so that a stranger who varies
/// the scope cannot push out the keys in use. Two generations stand in for "least recently used": when the young one is
/// full it becomes the old one, and what is used again moves to the young one.
pub struct KeyCache {
    half: usize,
    generations: RwLock<Generations>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<String, Entry>,
    old: HashMap<String, Entry>,
}

#[derive(Clone)]
struct Entry {
    /// An access key may come to have another secret; a key derived from the old one must not outlive it.
    secret: String,
    key: SigningKey,
}

impl KeyCache {
    /// A cache of at most `capacity` keys (at least two).
    pub fn new(capacity: usize) -> KeyCache {
        KeyCache { half: (capacity / 2).max(1), generations: RwLock::default() }
    }

    pub(crate) fn get(&self, scope: &Scope, secret: &str) -> Option<SigningKey> {
        let right = |entry: &&Entry| bool::from(entry.secret.as_bytes().ct_eq(secret.as_bytes()));
        {
            let generations = self.generations.read();
            if let Some(entry) = generations.young.get(scope.text()) {
                return Some(entry).filter(right).map(|entry| entry.key.clone());
            }
            generations.old.get(scope.text()).filter(right)?;
        }
        let mut generations = self.generations.write();
        let entry = generations.old.remove(scope.text()).filter(|entry| right(&entry))?;
        let key = entry.key.clone();
        generations.insert(self.half, scope.text(), entry);
        Some(key)
    }

    pub(crate) fn put(&self, scope: &Scope, secret: &str, key: SigningKey) {
        let entry = Entry { secret: secret.to_owned(), key };
        self.generations.write().insert(self.half, scope.text(), entry);
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let generations = self.generations.read();
        generations.young.len() + generations.old.len()
    }
}

impl Generations {
    fn insert(&mut self, half: usize, name: &str, entry: Entry) {
        if self.young.len() >= half && !self.young.contains_key(name) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(name.to_owned(), entry);
    }
}

impl Default for KeyCache {
    /// Room for 4,096 keys, about 2 MB.
    fn default() -> KeyCache {
        KeyCache::new(4096)
    }
}

impl std::fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyCache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(n: usize) -> Scope {
        Scope::read(&format!("AKID{n}/20150830/us-east-1/sqs/aws4_request")).unwrap()
    }

    #[test]
    fn stays_within_its_capacity_and_keeps_what_is_used() {
        let cache = KeyCache::new(10);
        let key = SigningKey::derive("secret", "20150830", "us-east-1", "sqs");
        cache.put(&scope(0), "secret", key.clone());
        for n in 1..1000 {
            cache.put(&scope(n), "secret", key.clone());
            assert!(cache.get(&scope(0), "secret").is_some(), "{n}");
            assert!(cache.len() <= 10);
        }
        assert!(cache.get(&scope(1), "secret").is_none());
    }

    #[test]
    fn another_secret_has_another_key() {
        let cache = KeyCache::default();
        cache.put(&scope(0), "old", SigningKey::derive("old", "20150830", "us-east-1", "sqs"));
        assert!(cache.get(&scope(0), "new").is_none());
        assert!(cache.get(&scope(0), "old").is_some());
    }
}

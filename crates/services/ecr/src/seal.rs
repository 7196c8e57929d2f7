//! The installation's key of this service: it seals authorization tokens and signs the addresses of layers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use store::{Batch, Key, Record, Store, Table};

/// Random bytes that make the key of each token its own, so that nonces need not.
const SALT: usize = 32;

/// What the store keeps: thirty-two random bytes, made once.
#[derive(Serialize, Deserialize)]
struct KeyRecord {
    key: [u8; 32],
}

impl Record for KeyRecord {
    const NAME: &'static str = "ecr.key";
    const VERSION: u16 = 1;
}

/// The key, ready for use.
pub(crate) struct Seal {
    key: hmac::Key,
    random: SystemRandom,
}

impl Seal {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let table: Table<KeyRecord> = Table::open(store)?;
        let random = SystemRandom::new();
        let key = if let Some(record) = table.get(&Key::root()) {
            record.key
        } else {
            let mut key = [0; 32];
            random.fill(&mut key).map_err(|_| store::Error::Batch("no randomness".to_owned()))?;
            let mut batch = Batch::new();
            table.put(&mut batch, &Key::root(), KeyRecord { key });
            // It survives a crash of ours when `commit` returns; a loss of power ends tokens, nothing worse.
            drop(store.commit(batch)?);
            key
        };
        Ok(Self { key: hmac::Key::new(hmac::HMAC_SHA256, &key), random })
    }

    /// Seals bytes; `None` when there is no randomness.
    pub(crate) fn seal(&self, mut bytes: Vec<u8>) -> Option<String> {
        let mut salt = [0; SALT];
        self.random.fill(&mut salt).ok()?;
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        self.cipher(&salt)?.seal_in_place_append_tag(nonce, Aad::empty(), &mut bytes).ok()?;
        Some(STANDARD.encode([salt.as_slice(), &bytes].concat()))
    }
    /// Opens what was sealed; `None` for what was not, or was changed.
    pub(crate) fn unseal(&self, text: &str) -> Option<Vec<u8>> {
        let bytes = STANDARD.decode(text).ok()?;
        let (salt, sealed) = bytes.split_first_chunk::<SALT>()?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key([0; NONCE_LEN]);
        let opened = self.cipher(salt)?.open_in_place(nonce, Aad::empty(), &mut sealed).ok()?;
        Some(opened.to_vec())
    }
    fn cipher(&self, salt: &[u8; SALT]) -> Option<LessSafeKey> {
        let key = hmac::sign(&self.key, &[b"token\0", salt.as_slice()].concat());
        UnboundKey::new(&CHACHA20_POLY1305, key.as_ref()).ok().map(LessSafeKey::new)
    }

    /// The signature of a text.
    pub(crate) fn sign(&self, text: &str) -> String {
        hex::encode(hmac::sign(&self.key, format!("address\0{text}").as_bytes()))
    }
    /// Whether a signature is of a text; takes as long whatever it is.
    pub(crate) fn signed(&self, text: &str, signature: &str) -> bool {
        let Ok(signature) = hex::decode(signature) else { return false };
        hmac::verify(&self.key, format!("address\0{text}").as_bytes(), &signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_and_nothing_else() {
        let store = Store::ephemeral().unwrap();
        let seal = Seal::open(&store).unwrap();
        let token = seal.seal(b"facts".to_vec()).unwrap();
        // The key is kept: a second opening reads what the first sealed.
        let seal = Seal::open(&store).unwrap();
        assert_eq!(seal.unseal(&token).as_deref(), Some(b"facts".as_slice()));
        assert_ne!(seal.seal(b"facts".to_vec()).unwrap(), token);
        let mut bytes = STANDARD.decode(&token).unwrap();
        for i in 0..bytes.len() {
            bytes[i] ^= 1;
            assert_eq!(seal.unseal(&STANDARD.encode(&bytes)), None, "byte {i}");
            bytes[i] ^= 1;
        }
        for text in ["", "!", "AAAA"] {
            assert_eq!(seal.unseal(text), None);
        }
        let signature = seal.sign("a");
        assert!(seal.signed("a", &signature) && !seal.signed("b", &signature) && !seal.signed("a", "x"));
    }
}

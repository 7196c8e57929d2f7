//! The installation's key: it seals session tokens and authorization messages, and derives secrets.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use store::{Batch, Key, Record, Store, Table};

/// What the store keeps: thirty-two random bytes, made once.
#[derive(Serialize, Deserialize)]
struct InstallationKey {
    key: [u8; 32],
}

impl Record for InstallationKey {
    const NAME: &'static str = "sts.installation-key";
    const VERSION: u16 = 1;
}

/// What was sealed, so that a token is never taken for a message.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Session,
    Message,
}

impl Purpose {
    fn label(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Message => "message",
        }
    }
}

/// The key, ready for use.
pub(crate) struct Seal {
    key: hmac::Key,
    random: SystemRandom,
}

impl Seal {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let table: Table<InstallationKey> = Table::open(store)?;
        let random = SystemRandom::new();
        let at = Key::new(&["0"]);
        let key = if let Some(record) = table.get(&at) {
            record.key
        } else {
            let mut key = [0; 32];
            random.fill(&mut key).map_err(|_| store::Error::Batch("no randomness".to_owned()))?;
            let mut batch = Batch::new();
            table.put(&mut batch, &at, InstallationKey { key });
            // It survives a crash of ours when `commit` returns; a loss of power ends sessions, nothing worse.
            drop(store.commit(batch)?);
            key
        };
        Ok(Self { key: hmac::Key::new(hmac::HMAC_SHA256, &key), random })
    }

    /// The secret access key of a session: forty letters.
    pub(crate) fn secret(&self, access_key_id: &str) -> String {
        STANDARD.encode(&self.derive("secret", access_key_id).as_ref()[..30])
    }

    /// Seals bytes for whoever names the same `bound` again.
    pub(crate) fn seal(&self, purpose: Purpose, bound: &str, mut bytes: Vec<u8>) -> Option<String> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce).ok()?;
        let key = self.cipher(purpose, bound)?;
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut bytes).ok()?;
        Some(STANDARD.encode([nonce.as_slice(), &bytes].concat()))
    }

    /// Opens what was sealed; `None` for what was not, or was changed.
    pub(crate) fn unseal(&self, purpose: Purpose, bound: &str, text: &str) -> Option<Vec<u8>> {
        let bytes = STANDARD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let key = self.cipher(purpose, bound)?;
        let opened =
            key.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut sealed).ok()?;
        Some(opened.to_vec())
    }

    /// Every access key id has a key of its own, so that random nonces cannot meet.
    fn cipher(&self, purpose: Purpose, bound: &str) -> Option<LessSafeKey> {
        let key = self.derive(purpose.label(), bound);
        UnboundKey::new(&CHACHA20_POLY1305, key.as_ref()).ok().map(LessSafeKey::new)
    }

    fn derive(&self, label: &str, of: &str) -> hmac::Tag {
        hmac::sign(&self.key, format!("{label}\0{of}").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_only() {
        let store = Store::ephemeral().unwrap();
        let seal = Seal::open(&store).unwrap();
        let token = seal.seal(Purpose::Session, "ASIA1", b"facts".to_vec()).unwrap();
        // The key is kept: a second opening reads what the first sealed.
        let seal = Seal::open(&store).unwrap();
        assert_eq!(seal.unseal(Purpose::Session, "ASIA1", &token).as_deref(), Some(b"facts".as_slice()));
        assert_eq!(seal.unseal(Purpose::Session, "ASIA2", &token), None);
        assert_eq!(seal.unseal(Purpose::Message, "ASIA1", &token), None);
        let mut bytes = STANDARD.decode(&token).unwrap();
        for i in 0..bytes.len() {
            bytes[i] ^= 1;
            assert_eq!(seal.unseal(Purpose::Session, "ASIA1", &STANDARD.encode(&bytes)), None, "byte {i}");
            bytes[i] ^= 1;
        }
        for text in ["", "!", "AAAA"] {
            assert_eq!(seal.unseal(Purpose::Session, "ASIA1", text), None);
        }
        assert_eq!(seal.secret("ASIA1").len(), 40);
        assert_ne!(seal.secret("ASIA1"), seal.secret("ASIA2"));
    }
}

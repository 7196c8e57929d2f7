//! The installation's own key: messages are signed with it, and its certificate is what `SigningCertURL` leads to.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>
//!
//! The key is made when the first message is signed and kept in the store, so that the certificate that a subscriber has
//! once fetched stays true. SHA-256 goes through `ring`; SHA-1, which `ring` will not sign, through `rsa`.

use crate::records::KeyRecord;
use parking_lot::Mutex;
use ring::signature::RsaKeyPair;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::rand_core::OsRng;
use rsa::signature::{SignatureEncoding, Signer as _};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};
use store::{Batch, Key, Store, Table};
use wire::prelude::*;

/// As AWS's certificates.
const BITS: usize = 2048;

/// Signs messages.
pub(crate) struct Signer {
    store: Store,
    records: Table<KeyRecord>,
    keys: OnceLock<Arc<Keys>>,
    /// Making a key takes a while: once is enough.
    making: Mutex<()>,
}

struct Keys {
    sha1: SigningKey<Sha1>,
    sha256: RsaKeyPair,
    certificate: String,
    path: String,
}

impl Signer {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let records = Table::open(store)?;
        Ok(Self { store: store.clone(), records, keys: OnceLock::new(), making: Mutex::default() })
    }
    /// The signature in the version that the topic wants: `1` is SHA-1, `2` is SHA-256.
    pub(crate) fn sign(&self, text: &[u8], version: u8) -> Result<Vec<u8>> {
        let keys = self.keys()?;
        if version == 1 {
            return Ok(keys.sha1.try_sign(text).or_internal()?.to_vec());
        }
        let mut signature = vec![0; keys.sha256.public().modulus_len()];
        let random = ring::rand::SystemRandom::new();
        keys.sha256
            .sign(&ring::signature::RSA_PKCS1_SHA256, &random, text, &mut signature)
            .map_err(|_| Error::internal("the message could not be signed"))?;
        Ok(signature)
    }
    /// Where the certificate lies: `/SimpleNotificationService-....pem`.
    pub(crate) fn path(&self) -> String {
        // Asked for after something was signed, so there are keys.
        self.keys().map(|keys| keys.path.clone()).unwrap_or_default()
    }
    /// The certificate of that path, in PEM.
    pub(crate) fn certificate(&self, path: &str) -> Option<String> {
        self.records.get(&Key::root())?;
        let keys = self.keys().ok()?;
        (keys.path == path).then(|| keys.certificate.clone())
    }

    fn keys(&self) -> Result<Arc<Keys>> {
        if let Some(keys) = self.keys.get() {
            return Ok(keys.clone());
        }
        let _making = self.making.lock();
        let record = match self.records.get(&Key::root()) {
            Some(record) => record,
            None => self.make()?,
        };
        let keys = Arc::new(Keys::read(&record)?);
        Ok(self.keys.get_or_init(|| keys).clone())
    }

    fn make(&self) -> Result<Arc<KeyRecord>> {
        let key = rsa::RsaPrivateKey::new(&mut OsRng, BITS).or_internal()?;
        let key = key.to_pkcs8_der().or_internal()?.as_bytes().to_vec();
        let record = Arc::new(KeyRecord { certificate: certify(&key)?, key });
        let mut batch = Batch::new();
        self.records.put(&mut batch, &Key::root(), record.clone());
        // Lost with the power, it is made anew, and so are the messages that it signed.
        drop(self.store.commit(batch).or_internal()?);
        Ok(record)
    }
}

impl Keys {
    fn read(record: &KeyRecord) -> Result<Self> {
        let id = Sha256::digest(record.certificate.as_bytes());
        Ok(Self {
            sha1: SigningKey::new(rsa::RsaPrivateKey::from_pkcs8_der(&record.key).or_internal()?),
            sha256: RsaKeyPair::from_pkcs8(&record.key).or_internal()?,
            certificate: record.certificate.clone(),
            path: format!("/SimpleNotificationService-{}.pem", hex::encode(id.get(..16).unwrap_or(&id))),
        })
    }
}

/// A certificate that the key signs for itself.
pub(crate) fn certify(pkcs8: &[u8]) -> Result<String> {
    let key =
        rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8.into(), &rcgen::PKCS_RSA_SHA256).or_internal()?;
    let mut params = rcgen::CertificateParams::new(vec!["sns.amazonaws.com".to_owned()]).or_internal()?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, "sns.amazonaws.com");
    Ok(params.self_signed(&key).or_internal()?.pem())
}

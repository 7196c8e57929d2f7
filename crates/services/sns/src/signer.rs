//! The installation's own key: messages are signed with it, and its certificate is what `SigningCertURL` leads to.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html>
//!
//! The key is made when the first message is signed and kept in the store, so that the certificate that a subscriber has
//! once fetched stays true.
//!
//! A signature is most of what publishing costs. So the 2,048 bits have four prime factors where two are usual (RFC 8017,
//! section 3): whoever verifies sees no difference, and signing takes 1.1 ms where it took 2.8 on the same busy machine.
//! Factors of 512 bits are far beyond what anybody has found, and the key proves no more than that a message came from
//! this model of SNS.

use crate::records::KeyRecord;
use parking_lot::Mutex;
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs1v15::SigningKey;
use rsa::rand_core::OsRng;
use rsa::signature::{SignatureEncoding, Signer as _};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BigUint, RsaPrivateKey};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};
use store::{Batch, Key, Store, Table};
use wire::prelude::*;

/// Bits of the key, as AWS's.
const BITS: usize = 2048;
const EXPONENT: u32 = 65_537;

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
    sha256: SigningKey<Sha256>,
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
        let signature = if version == 1 { keys.sha1.try_sign(text) } else { keys.sha256.try_sign(text) };
        Ok(signature.or_internal()?.to_vec())
    }
    /// Where the certificate lies: `/SimpleNotificationService-....pem`.
    pub(crate) fn path(&self) -> Result<String> {
        Ok(self.keys()?.path.clone())
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
        let record = Arc::new(KeyRecord::certified(primes()?)?);
        let mut batch = Batch::new();
        self.records.put(&mut batch, &Key::root(), record.clone());
        // Lost with the power, it is made anew, and so are the messages that it signed.
        drop(self.store.commit(batch).or_internal()?);
        Ok(record)
    }
}

/// The factors of a new key: those of two keys of half its length.
fn primes() -> Result<Vec<String>> {
    loop {
        let half = || RsaPrivateKey::new(&mut OsRng, BITS / 2).or_internal();
        let (one, other) = (half()?, half()?);
        if (one.n() * other.n()).bits() == BITS {
            return Ok(one.primes().iter().chain(other.primes()).map(|p| p.to_str_radix(16)).collect());
        }
    }
}

impl KeyRecord {
    /// A key of these factors with a certificate that it signs for itself.
    pub(crate) fn certified(primes: Vec<String>) -> Result<Self> {
        let issuer = Issuer::new(&key_of(&primes)?)?;
        let mut params = rcgen::CertificateParams::new(vec!["sns.amazonaws.com".to_owned()]).or_internal()?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(rcgen::DnType::CommonName, "sns.amazonaws.com");
        let certificate = params.self_signed(&issuer).or_internal()?.pem();
        Ok(Self { primes, certificate })
    }
}

/// The key of these factors.
pub(crate) fn key_of(primes: &[String]) -> Result<RsaPrivateKey> {
    let read = |prime: &String| BigUint::parse_bytes(prime.as_bytes(), 16);
    let primes: Option<Vec<_>> = primes.iter().map(read).collect();
    let primes = primes.ok_or_else(|| Error::internal("the signing key is no list of numbers"))?;
    RsaPrivateKey::from_primes(primes, BigUint::from(EXPONENT)).or_internal()
}

impl Keys {
    fn read(record: &KeyRecord) -> Result<Self> {
        let key = key_of(&record.primes)?;
        let id = Sha256::digest(record.certificate.as_bytes());
        Ok(Self {
            sha1: SigningKey::new(key.clone()),
            sha256: SigningKey::new(key),
            certificate: record.certificate.clone(),
            path: format!("/SimpleNotificationService-{}.pem", hex::encode(id.get(..16).unwrap_or(&id))),
        })
    }
}

/// The key as the maker of certificates wants it.
struct Issuer {
    key: SigningKey<Sha256>,
    public: Vec<u8>,
}

impl Issuer {
    fn new(key: &RsaPrivateKey) -> Result<Self> {
        let public = key.to_public_key().to_pkcs1_der().or_internal()?.as_bytes().to_vec();
        Ok(Self { key: SigningKey::new(key.clone()), public })
    }
}

impl rcgen::PublicKeyData for Issuer {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }
    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

impl rcgen::SigningKey for Issuer {
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.key.try_sign(text).map(|signature| signature.to_vec()).map_err(|_| rcgen::Error::RemoteKeyError)
    }
}

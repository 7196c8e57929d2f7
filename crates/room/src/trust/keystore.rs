//! Java's key stores, in the format JKS: added to, and made. (The crate `jks` decodes certificates to encode them again;
//! adding one is putting its bytes in and signing anew.)
//!
//! Magic, version 2, a count, then per trusted certificate: 2, its alias, when it was added (milliseconds), `X.509`, its
//! bytes. At the end SHA-1 of the password in UTF-16, the words "Mighty Aphrodite" and all that stands before.

use sha1::{Digest, Sha1};

const MAGIC: [u8; 4] = [0xfe, 0xed, 0xfe, 0xed];
const VERSION: u32 = 2;
const TRUSTED: u32 = 2;
/// The password of every `cacerts` there is.
const PASSWORD: &str = "changeit";
const HEADER: usize = 12;
const SIGNATURE: usize = 20;

pub(super) fn is_jks(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Adds certificates to a key store.
pub(super) fn add(store: &[u8], certificates: &[Vec<u8>]) -> Result<Vec<u8>, &'static str> {
    let body = store.len().checked_sub(SIGNATURE).and_then(|end| store.split_at_checked(end));
    let (body, signature) = body.ok_or("it is cut off")?;
    let (Some(version), Some(count)) = (number(body, 4), number(body, 8)) else {
        return Err("it is cut off");
    };
    if version != VERSION {
        return Err("it is of a version that is not known");
    }
    if sign(body).as_slice() != signature {
        return Err("its password is not the usual one");
    }
    write(body.get(HEADER..).unwrap_or_default(), count, certificates.iter())
}

/// Makes a key store of certificates.
pub(super) fn make<'a>(certificates: impl Iterator<Item = &'a Vec<u8>>) -> Result<Vec<u8>, &'static str> {
    write(&[], 0, certificates)
}

fn write<'a>(
    entries: &[u8],
    count: u32,
    certificates: impl Iterator<Item = &'a Vec<u8>>,
) -> Result<Vec<u8>, &'static str> {
    let mut body = [&MAGIC[..], &VERSION.to_be_bytes(), &count.to_be_bytes(), entries].concat();
    let mut all = count;
    for certificate in certificates {
        let length = u32::try_from(certificate.len()).map_err(|_| "a certificate is too long")?;
        body.extend(TRUSTED.to_be_bytes());
        text(&mut body, &format!("maquette-{all}"));
        body.extend(0u64.to_be_bytes());
        text(&mut body, "X.509");
        body.extend(length.to_be_bytes());
        body.extend(certificate);
        all = all.checked_add(1).ok_or("it is full")?;
    }
    body.splice(8..HEADER, all.to_be_bytes());
    let signature = sign(&body);
    body.extend(signature);
    Ok(body)
}

fn sign(body: &[u8]) -> [u8; SIGNATURE] {
    let password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_be_bytes).collect();
    Sha1::new().chain_update(password).chain_update("Mighty Aphrodite").chain_update(body).finalize().into()
}

fn text(body: &mut Vec<u8>, text: &str) {
    body.extend((text.len() as u16).to_be_bytes());
    body.extend(text.as_bytes());
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

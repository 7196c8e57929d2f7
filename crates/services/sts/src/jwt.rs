//! JSON web tokens and the keys that sign them: RFC 7515, 7517, 7518.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::Value;

/// A token that was taken apart, and not yet believed.
pub(crate) struct Token<'a> {
    pub(crate) header: Header,
    pub(crate) claims: Value,
    /// Header and claims as they were signed.
    signed: &'a str,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
pub(crate) struct Header {
    pub(crate) alg: String,
    pub(crate) kid: Option<String>,
}

/// A provider's published key.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Jwk {
    kty: String,
    #[serde(default)]
    pub(crate) kid: Option<String>,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    crv: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

/// A provider's published keys.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Jwks {
    keys: Vec<Value>,
}

impl Jwks {
    /// The keys that can be read; others are of kinds that sign no tokens here.
    pub(crate) fn keys(self) -> Vec<Jwk> {
        self.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect()
    }
}

impl<'a> Token<'a> {
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header = serde_json::from_slice(&decode(header)?).ok()?;
        let claims: Value = serde_json::from_slice(&decode(claims)?).ok()?;
        claims.is_object().then_some(())?;
        Some(Self { header, claims, signed, signature: decode(signature)? })
    }
    /// A claim that is text.
    pub(crate) fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }
    /// A claim that is one text or several.
    pub(crate) fn texts(&self, claim: &str) -> Vec<String> {
        match self.claims.get(claim) {
            Some(Value::String(one)) => vec![one.clone()],
            Some(Value::Array(many)) => many.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        }
    }
    /// Whether one of the keys signed it. A key that names itself is only asked when the token names it.
    pub(crate) fn is_signed_by(&self, keys: &[Jwk]) -> bool {
        let meant = |key: &&Jwk| self.header.kid.is_none() || key.kid.is_none() || key.kid == self.header.kid;
        keys.iter().filter(meant).any(|key| self.verify(key).is_some())
    }
    fn verify(&self, key: &Jwk) -> Option<()> {
        let (message, signature) = (self.signed.as_bytes(), self.signature.as_slice());
        match (self.header.alg.as_str(), key.kty.as_str(), key.crv.as_str()) {
            (alg @ ("RS256" | "RS384" | "RS512"), "RSA", _) => {
                let parameters = match alg {
                    "RS256" => &signature::RSA_PKCS1_2048_8192_SHA256,
                    "RS384" => &signature::RSA_PKCS1_2048_8192_SHA384,
                    _ => &signature::RSA_PKCS1_2048_8192_SHA512,
                };
                let public = RsaPublicKeyComponents { n: decode(&key.n)?, e: decode(&key.e)? };
                public.verify(parameters, message, signature).ok()
            }
            ("ES256", "EC", "P-256") => {
                UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, key.point()?)
                    .verify(message, signature)
                    .ok()
            }
            ("ES384", "EC", "P-384") => {
                UnparsedPublicKey::new(&signature::ECDSA_P384_SHA384_FIXED, key.point()?)
                    .verify(message, signature)
                    .ok()
            }
            _ => None,
        }
    }
}

impl Jwk {
    /// The point of an elliptic key, uncompressed.
    fn point(&self) -> Option<Vec<u8>> {
        Some([vec![4], decode(&self.x)?, decode(&self.y)?].concat())
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515, appendices A.2 (RS256) and A.3 (ES256).
    #[test]
    fn tokens_of_the_rfc_are_verified() {
        let rsa = r#"{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}"#;
        let ec = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
        let claims =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let rs256 = format!(
            "eyJhbGciOiJSUzI1NiJ9.{claims}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
        );
        let es256 = format!(
            "eyJhbGciOiJFUzI1NiJ9.{claims}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        );
        let jwks = |key: &str| {
            serde_json::from_str::<Jwks>(&format!("{{\"keys\":[{{\"kty\":\"oct\"}},{key}]}}")).unwrap().keys()
        };
        for (text, right, wrong) in [(&rs256, rsa, ec), (&es256, ec, rsa)] {
            let token = Token::parse(text).unwrap();
            assert_eq!(token.text("iss"), Some("joe"));
            assert!(token.is_signed_by(&jwks(right)) && !token.is_signed_by(&jwks(wrong)));
            let changed = text.replacen(".eyJpc3MiOiJqb2Ui", ".eyJpc3MiOiJqb2Ei", 1);
            assert!(!Token::parse(&changed).unwrap().is_signed_by(&jwks(right)));
        }
        for text in ["", "a.b", "a.b.c", "e30.W10.AA", "e30..", "...."] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }
}

//! Finds the credentials in a request: the `Authorization` header or the query of a presigned URL.

use http::HeaderMap;
use http::request::Parts;

use crate::canonical::{ALGORITHM, decoded, query_pairs};
use crate::error::{AuthError, Cause};
use crate::instant;
use crate::presented::{Carrier, Payload, Presented, Scope};

pub(crate) const ALGORITHM_4A: &str = "AWS4-ECDSA-P256-SHA256";

/// Finds the credentials in a request. `None` is an anonymous request.
///
/// # Errors
/// Credentials that are there and cannot be read: a missing part, another algorithm, an unreadable date.
pub fn parse(parts: &Parts) -> Result<Option<Presented>, AuthError> {
    let query = parts.uri.query().unwrap_or_default();
    let in_query = query_pairs(query).any(|(name, _)| QUERY_PARAMETERS.contains(&name));
    match parts.headers.get(http::header::AUTHORIZATION) {
        Some(value) => {
            let text = String::from_utf8_lossy(value.as_bytes());
            if in_query {
                return Err(Cause::SeveralMechanisms(text.into_owned()).into());
            }
            from_header(&parts.headers, &text).map(Some)
        }
        None if in_query => from_query(parts, query).map(Some).map_err(AuthError::in_query),
        None if query_pairs(query).any(|(name, _)| name == "AWSAccessKeyId") => {
            Err(AuthError::from(Cause::SignatureVersion2(None)).in_query())
        }
        None => Ok(None),
    }
}

/// Any of these makes a request a presigned one.
const QUERY_PARAMETERS: [&str; 4] =
    ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders"];

fn from_header(headers: &HeaderMap, text: &str) -> Result<Presented, AuthError> {
    let (algorithm, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    match algorithm {
        ALGORITHM_4A => return Err(Cause::SignatureVersion4A.into()),
        "AWS" => return Err(Cause::SignatureVersion2(Some(text.to_owned())).into()),
        _ => {}
    }
    let fields = Fields::read(rest, text)?;
    let at = header_text(headers, "x-amz-date");
    let date = at.or_else(|| header_text(headers, "date"));
    let (Some(credential), Some(signature), Some(signed_headers), Some(date)) =
        (fields.credential, fields.signature, fields.signed_headers, date)
    else {
        return Err(Cause::IncompleteHeader {
            credential: fields.credential.is_none(),
            signature: fields.signature.is_none(),
            signed_headers: fields.signed_headers.is_none(),
            date: date.is_none(),
            header: text.to_owned(),
        }
        .into());
    };
    if algorithm != ALGORITHM {
        return Err(Cause::UnsupportedScheme(algorithm.to_owned()).into());
    }
    let scope = Scope::read(credential).ok_or_else(|| Cause::MalformedCredential(credential.to_owned()))?;
    let signed_at = if at.is_some() { instant::parse_basic(date) } else { instant::parse_http(date) };
    let signed_at = signed_at.ok_or_else(|| Cause::UnreadableDate(date.to_owned()))?;
    let payload = match header_text(headers, "x-amz-content-sha256") {
        Some(text) if scope.is_s3() => Payload::read(text)?,
        None if scope.is_s3() => return Err(Cause::NoPayloadHash.into()),
        _ => Payload::OfBody,
    };
    Ok(Presented {
        scope,
        carrier: Carrier::Header,
        signed_at,
        signed_headers: names(signed_headers),
        signature: signature.to_owned(),
        security_token: header_text(headers, "x-amz-security-token").map(str::to_owned),
        payload,
    })
}

/// The three fields of an `Authorization` header.
#[derive(Default)]
struct Fields<'a> {
    credential: Option<&'a str>,
    signature: Option<&'a str>,
    signed_headers: Option<&'a str>,
}

impl<'a> Fields<'a> {
    /// AWS breaks the header at spaces as well as at commas, as its text on a word without an equals sign shows.
    fn read(text: &'a str, header: &str) -> Result<Fields<'a>, AuthError> {
        let mut fields = Fields::default();
        for word in text.split([',', ' ', '\t']).filter(|word| !word.is_empty()) {
            let Some((name, value)) = word.split_once('=') else {
                return Err(Cause::NotAPair { word: word.to_owned(), header: header.to_owned() }.into());
            };
            let value = Some(value).filter(|value| !value.is_empty());
            match name {
                "Credential" => fields.credential = value,
                "Signature" => fields.signature = value,
                "SignedHeaders" => fields.signed_headers = value,
                _ => {}
            }
        }
        Ok(fields)
    }
}

fn from_query(parts: &Parts, query: &str) -> Result<Presented, AuthError> {
    let find = |wanted: &str| {
        let (_, raw) = query_pairs(query).find(|(name, _)| *name == wanted)?;
        Some(String::from_utf8_lossy(&decoded(raw)).into_owned())
    };
    if let Some(algorithm) = find("X-Amz-Algorithm")
        && algorithm != ALGORITHM
    {
        let is_4a = algorithm == ALGORITHM_4A;
        return Err(if is_4a { Cause::SignatureVersion4A } else { Cause::QueryAlgorithm(algorithm) }.into());
    }
    let (Some(credential), Some(signature), Some(date), Some(signed_headers), Some(_)) = (
        find("X-Amz-Credential"),
        find("X-Amz-Signature"),
        find("X-Amz-Date"),
        find("X-Amz-SignedHeaders"),
        find("X-Amz-Algorithm"),
    ) else {
        let wanted = QUERY_PARAMETERS.into_iter().chain(["X-Amz-Date"]);
        return Err(
            Cause::MissingQueryParameters(wanted.filter(|name| find(name).is_none()).collect()).into()
        );
    };
    let scope = Scope::read(&credential).ok_or(Cause::MalformedCredential(credential))?;
    let signed_at = instant::parse_basic(&date).ok_or(Cause::UnreadableDate(date))?;
    let expires = match find("X-Amz-Expires") {
        _ if !scope.is_s3() => None,
        Some(text) => Some(expires(&text)?),
        None => return Err(Cause::MissingQueryParameters(vec!["X-Amz-Expires"]).into()),
    };
    let signed_headers = names(&signed_headers);
    // A client may send the header beside a presigned URL; it counts only where the signature covers it.
    let stated = header_text(&parts.headers, "x-amz-content-sha256")
        .filter(|_| signed_headers.iter().any(|name| name == "x-amz-content-sha256"));
    let payload = match stated.map(str::to_owned).or_else(|| find("X-Amz-Content-Sha256")) {
        _ if !scope.is_s3() => Payload::OfBody,
        Some(text) => Payload::read(&text)?,
        None => Payload::Unsigned,
    };
    Ok(Presented {
        scope,
        carrier: Carrier::Query { expires },
        signed_at,
        signed_headers,
        signature,
        security_token: find("X-Amz-Security-Token"),
        payload,
    })
}

/// A week, the longest that a presigned URL may live.
const LONGEST: u32 = 604_800;

fn expires(text: &str) -> Result<u32, AuthError> {
    match text.parse::<i64>() {
        Err(_) => Err(Cause::ExpiresNotANumber.into()),
        Ok(seconds) if seconds < 0 => Err(Cause::ExpiresNegative.into()),
        Ok(seconds) => u32::try_from(seconds)
            .ok()
            .filter(|seconds| *seconds <= LONGEST)
            .ok_or_else(|| Cause::ExpiresTooLong.into()),
    }
}

fn names(list: &str) -> Vec<String> {
    list.split(';').map(str::to_ascii_lowercase).collect()
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

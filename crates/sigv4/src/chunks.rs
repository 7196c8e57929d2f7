//! Bodies in the `aws-chunked` encoding: decodes them as they arrive and verifies the signature of every chunk and of
//! the trailers.
//!
//! The bytes of a chunk are handed on before its signature can be judged, for a chunk may be a gigabyte and memory stays
//! bounded so. Nothing that was handed on counts before [`ChunkVerifier::finish`] has returned the trailers: the caller
//! keeps it aside until then, as S3 shows an object only when all of it is there.
//!
//! Follows <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html> and
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>.

use http::HeaderMap;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::canonical::{EMPTY_SHA256, Hex};
use crate::error::{AuthError, Cause};
use crate::instant;
use crate::key::SigningKey;
use crate::presented::{Presented, Scope};

/// Longest line with a chunk's size, in bytes.
const LONGEST_LINE: usize = 256;
/// All trailers together, in bytes.
const LONGEST_TRAILERS: usize = 16 * 1024;
/// Every chunk but the last has at least so many bytes.
const SMALLEST_CHUNK: u64 = 8192;

/// Decodes one chunked body.
#[derive(Debug)]
pub struct ChunkVerifier {
    state: State,
    /// The part of a line that has arrived.
    line: Vec<u8>,
    /// `x-amz-decoded-content-length`.
    expected: u64,
    decoded: u64,
    /// Number of the current chunk, from 1, and the size of the one before it.
    chunk: u64,
    last_size: u64,
    signer: Option<Signer>,
    /// What `x-amz-trailer` announces, in order; `None` where the body has no trailers.
    announced: Option<Vec<String>>,
    trailers: Vec<(String, String)>,
    trailer_bytes: usize,
    trailer_signature: Option<String>,
}

#[derive(Debug)]
enum State {
    Size,
    Data {
        left: u64,
    },
    AfterData,
    /// After the empty chunk of a body without trailers.
    End,
    Trailers,
    Done,
    /// An error has been returned; nothing more is taken.
    Failed,
}

/// What the chain of signatures needs: each chunk's signature covers the one before it.
struct Signer {
    key: SigningKey,
    scope: Scope,
    timestamp: String,
    previous: String,
    /// Of the current chunk.
    stated: String,
    digest: Sha256,
}

impl ChunkVerifier {
    /// For a body in unsigned chunks (`STREAMING-UNSIGNED-PAYLOAD-TRAILER`), also of an anonymous request.
    ///
    /// # Errors
    /// Without a readable `x-amz-decoded-content-length`.
    pub fn unsigned(headers: &HeaderMap) -> Result<ChunkVerifier, AuthError> {
        ChunkVerifier::new(headers, true, None)
    }

    pub(crate) fn signed(
        headers: &HeaderMap,
        trailer: bool,
        presented: &Presented,
        key: SigningKey,
    ) -> Result<ChunkVerifier, AuthError> {
        let signer = Signer {
            key,
            scope: presented.scope.clone(),
            timestamp: instant::basic(presented.signed_at),
            previous: presented.signature.clone(),
            stated: String::new(),
            digest: Sha256::new(),
        };
        ChunkVerifier::new(headers, trailer, Some(signer))
    }

    fn new(headers: &HeaderMap, trailer: bool, signer: Option<Signer>) -> Result<ChunkVerifier, AuthError> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let expected = text("x-amz-decoded-content-length").and_then(|length| length.trim().parse().ok());
        let announced = text("x-amz-trailer").unwrap_or_default().split(',');
        let announced =
            announced.map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty());
        let mut announced: Vec<String> = announced.collect();
        announced.sort_unstable();
        Ok(ChunkVerifier {
            state: State::Size,
            line: Vec::new(),
            expected: expected.ok_or(Cause::NoDecodedLength)?,
            decoded: 0,
            chunk: 0,
            last_size: u64::MAX,
            signer,
            announced: trailer.then_some(announced),
            trailers: Vec::new(),
            trailer_bytes: 0,
            trailer_signature: None,
        })
    }

    /// The length of the decoded body, in bytes, as the request states it.
    pub fn decoded_length(&self) -> u64 {
        self.expected
    }

    /// Takes bytes of the body and appends what they decode to. After an error nothing more is taken.
    pub fn feed(&mut self, mut input: &[u8], out: &mut Vec<u8>) -> Result<(), AuthError> {
        while !input.is_empty() {
            let state = std::mem::replace(&mut self.state, State::Failed);
            self.state = self.step(state, &mut input, out)?;
        }
        Ok(())
    }

    /// Ends the body and returns its trailers, names in lower case, in the order of arrival. The caller compares the
    /// checksums in them.
    pub fn finish(self) -> Result<Vec<(String, String)>, AuthError> {
        match self.state {
            State::Done if self.decoded == self.expected => Ok(self.trailers),
            _ => Err(Cause::IncompleteBody.into()),
        }
    }

    fn step(&mut self, state: State, input: &mut &[u8], out: &mut Vec<u8>) -> Result<State, AuthError> {
        match state {
            State::Size => match self.take_line(input, LONGEST_LINE, Ending::Strict)? {
                Some(line) => self.begin_chunk(&line),
                None => Ok(State::Size),
            },
            State::Data { left } => self.take_data(left, input, out),
            State::AfterData => self.expect_empty_line(input, State::AfterData, State::Size),
            State::End => self.expect_empty_line(input, State::End, State::Done),
            State::Trailers => match self.take_line(input, LONGEST_TRAILERS, Ending::Lenient)? {
                Some(line) => self.take_trailer(&line),
                None => Ok(State::Trailers),
            },
            State::Done | State::Failed => Err(Cause::IncompleteBody.into()),
        }
    }

    /// The next line without its ending, once all of it has arrived.
    fn take_line(
        &mut self,
        input: &mut &[u8],
        longest: usize,
        ending: Ending,
    ) -> Result<Option<Vec<u8>>, AuthError> {
        let end = input.iter().position(|byte| *byte == b'\n');
        let (part, rest) = input.split_at(end.map_or(input.len(), |at| at + 1));
        *input = rest;
        if self.line.len() + part.len() > longest {
            return Err(Cause::IncompleteBody.into());
        }
        self.line.extend_from_slice(part);
        if end.is_none() {
            return Ok(None);
        }
        let mut line = std::mem::take(&mut self.line);
        line.pop();
        match line.last() {
            Some(b'\r') => drop(line.pop()),
            _ if ending == Ending::Strict => return Err(Cause::IncompleteBody.into()),
            _ => {}
        }
        Ok(Some(line))
    }

    fn expect_empty_line(&mut self, input: &mut &[u8], same: State, next: State) -> Result<State, AuthError> {
        match self.take_line(input, 2, Ending::Strict)? {
            None => Ok(same),
            Some(line) if line.is_empty() => Ok(next),
            Some(_) => Err(Cause::IncompleteBody.into()),
        }
    }

    /// `10000;chunk-signature=...`, the size in hexadecimal.
    fn begin_chunk(&mut self, line: &[u8]) -> Result<State, AuthError> {
        let line = std::str::from_utf8(line).map_err(|_| Cause::IncompleteBody)?;
        let (size, extension) = line.split_once(';').unwrap_or((line, ""));
        let is_hex = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_hexdigit());
        let size = Some(size).filter(|_| is_hex).and_then(|size| u64::from_str_radix(size, 16).ok());
        let size = size.ok_or(Cause::IncompleteBody)?;
        self.chunk += 1;
        if size > 0 && self.last_size < SMALLEST_CHUNK {
            return Err(Cause::ChunkTooSmall { chunk: self.chunk, size: self.last_size }.into());
        }
        self.last_size = size;
        self.decoded = self
            .decoded
            .checked_add(size)
            .filter(|all| *all <= self.expected)
            .ok_or(Cause::IncompleteBody)?;
        if let Some(signer) = &mut self.signer {
            let signature = extension.strip_prefix("chunk-signature=").ok_or(Cause::IncompleteBody)?;
            signature.clone_into(&mut signer.stated);
        }
        if size > 0 {
            return Ok(State::Data { left: size });
        }
        self.end_chunk()?;
        Ok(if self.announced.is_some() { State::Trailers } else { State::End })
    }

    fn take_data(&mut self, left: u64, input: &mut &[u8], out: &mut Vec<u8>) -> Result<State, AuthError> {
        let here = usize::try_from(left).unwrap_or(usize::MAX).min(input.len());
        let (data, rest) = input.split_at(here);
        *input = rest;
        out.extend_from_slice(data);
        if let Some(signer) = &mut self.signer {
            signer.digest.update(data);
        }
        let left = left - here as u64;
        if left > 0 {
            return Ok(State::Data { left });
        }
        self.end_chunk()?;
        Ok(State::AfterData)
    }

    fn end_chunk(&mut self) -> Result<(), AuthError> {
        let Some(signer) = &mut self.signer else { return Ok(()) };
        let digest = Hex::of(&std::mem::take(&mut signer.digest).finalize().into());
        let stated = std::mem::take(&mut signer.stated);
        signer.check("AWS4-HMAC-SHA256-PAYLOAD", &[EMPTY_SHA256, digest.as_str()], stated)
    }

    fn take_trailer(&mut self, line: &[u8]) -> Result<State, AuthError> {
        self.trailer_bytes += line.len() + 2;
        if self.trailer_bytes > LONGEST_TRAILERS {
            return Err(Cause::MalformedTrailer.into());
        }
        if line.is_empty() {
            // AWS's example has an empty line between the trailers and their signature too.
            let more = self.signer.is_some() && self.trailer_signature.is_none() && !self.trailers.is_empty();
            return if more { Ok(State::Trailers) } else { self.end_trailers() };
        }
        let line = std::str::from_utf8(line).map_err(|_| Cause::MalformedTrailer)?;
        let (name, value) = line.split_once(':').ok_or(Cause::MalformedTrailer)?;
        let (name, value) = (name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned());
        if name == "x-amz-trailer-signature" && self.signer.is_some() {
            self.trailer_signature = Some(value);
        } else {
            self.trailers.push((name, value));
        }
        Ok(State::Trailers)
    }

    fn end_trailers(&mut self) -> Result<State, AuthError> {
        let mut names: Vec<&str> = self.trailers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        if self.signer.is_some() && names.is_empty() {
            return Err(Cause::IncompleteBody.into());
        }
        if self.announced.as_ref().is_some_and(|announced| *announced != names) {
            return Err(Cause::MalformedTrailer.into());
        }
        if let Some(signer) = &mut self.signer {
            let stated = self.trailer_signature.take().ok_or(Cause::MalformedTrailer)?;
            let mut sorted: Vec<&(String, String)> = self.trailers.iter().collect();
            sorted.sort();
            let mut text = String::new();
            for (name, value) in sorted {
                for part in [name, ":", value, "\n"] {
                    text.push_str(part);
                }
            }
            let digest = Hex::of(&Sha256::digest(text).into());
            signer.check("AWS4-HMAC-SHA256-TRAILER", &[digest.as_str()], stated)?;
        }
        Ok(State::Done)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Carriage return and line feed.
    Strict,
    /// Or the line feed alone, as AWS's page writes trailers.
    Lenient,
}

impl Signer {
    fn check(&mut self, algorithm: &str, digests: &[&str], stated: String) -> Result<(), AuthError> {
        let scope = self.scope.without_key();
        let mut to_sign = format!("{algorithm}\n{}\n{scope}\n{}", self.timestamp, self.previous);
        for digest in digests {
            to_sign.push('\n');
            to_sign.push_str(digest);
        }
        let expected = Hex::of(&self.key.sign(to_sign.as_bytes()));
        if !bool::from(expected.as_str().as_bytes().ct_eq(stated.as_bytes())) {
            return Err(Cause::Mismatch {
                access_key_id: self.scope.access_key_id().to_owned(),
                signature: stated,
                string_to_sign: to_sign,
                canonical_request: String::new(),
            }
            .into());
        }
        self.previous = stated;
        Ok(())
    }
}

impl std::fmt::Debug for Signer {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer").field("scope", &self.scope).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

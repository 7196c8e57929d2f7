//! As much of HTTP as the worker and its partner speak with each other: one short request, one short answer.

use std::io::{Error, Read, Result, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

/// How long the other side may be silent.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of an answer or a request's head; more is not read.
pub const LARGEST: u64 = 64 * 1024;

/// Posts `body` to `http://host[:port][/path]` and gives the answer's body.
///
/// # Errors
/// When the name is not known, nobody answers in time, or the answer is no success.
pub fn post(url: &str, body: &str) -> Result<String> {
    let (host, port, path) = parts(url).ok_or_else(|| Error::other("it is not like http://host:port/path"))?;
    let address = (host, port).to_socket_addrs()?.next().ok_or_else(|| Error::other("the name has no address"))?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    let head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = String::new();
    stream.take(LARGEST).read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| Error::other("the answer has no end"))?;
    match head.split(' ').nth(1) {
        Some("200") => Ok(body.trim_end().to_owned()),
        status => Err(Error::other(format!("it answered {}", status.unwrap_or("nothing")))),
    }
}

/// Host, port and path of a URL.
fn parts(url: &str) -> Option<(&str, u16, &str)> {
    let rest = url.strip_prefix("http://")?;
    let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let (host, port) = authority.split_once(':').map_or((authority, Some(80)), |(host, port)| (host, port.parse().ok()));
    Some((host, port?, path)).filter(|_| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_their_parts() {
        for (url, expected) in [
            ("http://partner.example", Some(("partner.example", 80, "/"))),
            ("http://partner.example:8080/orders?x", Some(("partner.example", 8080, "/orders?x"))),
            ("https://partner.example", None),
            ("http://:80/", None),
            ("http://partner.example:no/", None),
        ] {
            assert_eq!(parts(url), expected, "{url}");
        }
    }
}

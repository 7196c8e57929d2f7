//! The plainest hyper server: `/N` is answered with N bytes. What the machine and the HTTP library allow.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;

/// The longest answer.
const MOST: usize = 1 << 20;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(async move {
            // A client that leaves is no matter.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service_fn(answer))
                .await;
        });
    }
}

static FILL: [u8; MOST] = [b'x'; MOST];

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let size = request.uri().path().trim_start_matches('/').parse().unwrap_or(0).min(MOST);
    // The body is read as any server would.
    let _ = request.into_body().collect().await;
    Ok(Response::new(Full::new(Bytes::from_static(&FILL[..size]))))
}

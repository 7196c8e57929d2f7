//! What a client speaks, by its first bytes: TLS, HTTP/2 with prior knowledge, or HTTP/1.1.

use clock::Clock;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

/// A byte stream of any kind.
pub(crate) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// The first byte of a TLS handshake (RFC 8446, section 5.1).
pub(crate) const TLS_HANDSHAKE: u8 = 0x16;

/// What an HTTP/2 client with prior knowledge sends first (RFC 9113, section 3.4).
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Reads as far as needed to tell HTTP/2 from HTTP/1.1, and gives back a stream that begins where the client began.
/// An error is a client that left.
pub(crate) async fn http2(mut stream: Box<dyn Io>, write_patience: Patience) -> io::Result<(bool, Rewound)> {
    let mut first = [0; PREFACE.len()];
    let mut read = 0;
    let mut http2 = true;
    while let Some(rest) = first.get_mut(read..).filter(|rest| !rest.is_empty() && http2) {
        let more = stream.read(rest).await?;
        if more == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        read += more;
        http2 = PREFACE.starts_with(&first[..read]);
    }
    Ok((http2, Rewound { first, at: 0, end: read, stream, write_patience }))
}

/// A stream whose first bytes were looked at, and whose reader must not let its answers wait for ever.
pub(crate) struct Rewound {
    first: [u8; PREFACE.len()],
    at: usize,
    end: usize,
    stream: Box<dyn Io>,
    write_patience: Patience,
}

/// How long writes may be stuck.
pub(crate) struct Patience {
    clock: Clock,
    limit: Duration,
    /// Runs while a write is stuck.
    running: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Patience {
    pub(crate) fn new(clock: &Clock, limit: Duration) -> Self {
        Self { clock: clock.clone(), limit, running: None }
    }

    /// Passes a write's state on, unless it has been stuck for too long.
    fn judge<T>(&mut self, cx: &mut Context<'_>, write: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if write.is_ready() {
            self.running = None;
            return write;
        }
        let (clock, limit) = (&self.clock, self.limit);
        let running = self.running.get_or_insert_with(|| {
            let clock = clock.clone();
            Box::pin(async move {
                // Its end is what counts.
                let _ = clock.host_timeout(limit, std::future::pending::<()>()).await;
            })
        });
        running.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Rewound {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.at < self.end {
            let count = buf.remaining().min(self.end - self.at);
            buf.put_slice(&self.first[self.at..self.at + count]);
            self.at += count;
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Rewound {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.write_patience.judge(cx, write)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let write = Pin::new(&mut self.stream).poll_flush(cx);
        self.write_patience.judge(cx, write)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.write_patience.judge(cx, write)
    }
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

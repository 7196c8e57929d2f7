//! Bodies that flow: for a protocol of a service's own whose bodies are too large to be held, such as image layers.
//!
//! A [`Site`] takes a request by its head, and reads and writes its bodies piece by piece. What it is given obeys the same
//! laws as whole bodies do: it ends after [`Limits::flow`](crate::Limits::flow) bytes, and when the client sends nothing
//! for [`Limits::body_patience`](crate::Limits::body_patience). Nothing is read ahead, so a slow site slows its client
//! down and no buffer grows. What a site answers goes out as fast as the client takes it.

use crate::listener::Limits;
use bytes::Bytes;
use clock::Clock;
use door::Entrance;
use futures_util::future::BoxFuture;
use http::request::Parts;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use wire::error::Error;

/// A body that is read or written piece by piece. An error ends it: the caller's when it is one of 4xx, else ours.
pub type Flow = UnsyncBoxBody<Bytes, Error>;

/// Answers a request whose bodies flow.
pub type Serve = Arc<dyn Fn(Request<Flow>, Entrance) -> BoxFuture<'static, Response<Flow>> + Send + Sync>;

/// A protocol of a service's own.
#[derive(Clone)]
pub struct Site {
    /// Whether a request is of this protocol, by its head alone.
    pub takes: fn(&Parts) -> bool,
    /// Answers it.
    pub answer: Serve,
}

/// A request's body within its limits.
pub(crate) fn bounded(body: Incoming, clock: &Clock, limits: &Limits) -> Flow {
    let bounded = Bounded {
        body,
        left: limits.flow,
        clock: clock.clone(),
        patience: limits.body_patience,
        waits: None,
    };
    Flow::new(bounded)
}

struct Bounded {
    body: Incoming,
    /// Bytes that may still come.
    left: u64,
    clock: Clock,
    patience: Duration,
    /// Runs while nothing comes.
    waits: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Body for Bounded {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
            let (clock, patience) = (self.clock.clone(), self.patience);
            let waits = self.waits.get_or_insert_with(|| {
                Box::pin(async move {
                    // Its end is what counts.
                    let _ = clock.host_timeout(patience, std::future::pending::<()>()).await;
                })
            });
            ready!(waits.as_mut().poll(cx));
            let late = Error::new("RequestTimeoutException", "The request took too long to arrive.");
            return Poll::Ready(Some(Err(late.status(408))));
        };
        self.waits = None;
        let Some(frame) = frame else { return Poll::Ready(None) };
        let frame = frame.map_err(|error| {
            Error::new("RequestAbortedException", "The request ended before its body did.").cause(error)
        })?;
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        let Some(left) = self.left.checked_sub(length) else {
            let large = Error::new("RequestEntityTooLargeException", "The request entity is too large.");
            return Poll::Ready(Some(Err(large.status(413))));
        };
        self.left = left;
        Poll::Ready(Some(Ok(frame)))
    }
    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

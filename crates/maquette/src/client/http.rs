//! A plain HTTP/1.1 client, one connection a request, which on one machine costs next to nothing.

use crate::cli::Global;
use crate::exit::Failure;
use crate::place;
use bytes::Bytes;
use clock::Clock;
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tokio::net::TcpStream;

/// The longest wait for a connection, and for an answer: a follower waits 20 s at the server.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
const ANSWER_PATIENCE: Duration = Duration::from_mins(1);
/// The largest answer that is taken.
const ANSWER: usize = 64 << 20;

/// A server, by its address.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    /// `127.0.0.1:4566`, also as the `Host` header.
    pub(crate) authority: String,
    /// How the address was found, for when nobody answers there.
    found: Found,
}

#[derive(Clone, Debug)]
enum Found {
    Told,
    Noted { pid: u32 },
    Usual,
}

impl Client {
    /// The server of `--endpoint`, else the one that runs on the data folder, else the usual port.
    pub(crate) fn find(global: &Global) -> Result<Self, Failure> {
        if let Some(endpoint) = &global.endpoint {
            return Self::at(endpoint);
        }
        let noted = place::data_folder(global).ok().and_then(|folder| place::running(&folder));
        if let Some(running) = noted {
            return Ok(Self { authority: running.authority(), found: Found::Noted { pid: running.pid } });
        }
        let port = std::env::var("MAQUETTE_PORT").ok().and_then(|port| port.parse::<u16>().ok());
        Ok(Self { authority: format!("127.0.0.1:{}", port.unwrap_or(4566)), found: Found::Usual })
    }

    /// The server at a URL.
    pub(crate) fn at(endpoint: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| {
            Failure::usage(format!("the endpoint {endpoint:?} {why}"))
                .next("write it as http://127.0.0.1:4566")
        };
        let uri: http::Uri = endpoint.parse().map_err(|_| wrong("is not a URL"))?;
        if uri.scheme_str() != Some("http") {
            return Err(wrong("must begin with http:// (the port speaks HTTP and HTTPS)"));
        }
        if !matches!(uri.path(), "" | "/") {
            return Err(wrong("must not have a path"));
        }
        let host = uri.host().ok_or_else(|| wrong("names no host"))?;
        let authority = format!("{host}:{}", uri.port_u16().unwrap_or(80));
        Ok(Self { authority, found: Found::Told })
    }

    /// `http://127.0.0.1:4566`
    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.authority)
    }

    /// Whether a Maquette server answers.
    pub(crate) async fn answers(&self) -> bool {
        self.get("/_maquette/status").await.is_ok()
    }

    /// One of the server's own endpoints.
    pub(crate) async fn get(&self, path: &str) -> Result<serde_json::Value, Failure> {
        self.own(Method::GET, path, Bytes::new()).await
    }

    /// The same with a JSON body.
    pub(crate) async fn post(
        &self,
        path: &str,
        body: &serde_json::Value,
    ) -> Result<serde_json::Value, Failure> {
        self.own(Method::POST, path, Bytes::from(body.to_string())).await
    }

    async fn own(&self, method: Method, path: &str, body: Bytes) -> Result<serde_json::Value, Failure> {
        let request = Request::builder().method(method).uri(path).header(header::HOST, &self.authority);
        let request = request.body(body).map_err(|error| Failure::failed(error.to_string()))?;
        let response = self.send(request).await?;
        let stranger = || {
            Failure::unreachable(format!("what answers at {} is not Maquette", self.endpoint()))
                .next("name the right server with --endpoint URL, or start one with `maquette start`")
        };
        let told: serde_json::Value = serde_json::from_slice(response.body()).map_err(|_| stranger())?;
        if response.status().is_success() {
            return Ok(told);
        }
        let error = told.get("error").and_then(|e| e.as_str()).ok_or_else(stranger)?;
        let mut failure = Failure::failed(error);
        if response.status() == StatusCode::NOT_FOUND {
            failure.exit = 4;
        }
        failure.next = told.get("next").and_then(|next| next.as_str()).map(str::to_owned);
        Err(failure)
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Failure> {
        let clock = Clock::real();
        let connecting = TcpStream::connect(&self.authority);
        let stream = match clock.host_timeout(CONNECT_PATIENCE, connecting).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => return Err(self.nobody(&error.to_string())),
            Err(_) => return Err(self.nobody("it takes no connection")),
        };
        let answered = clock.host_timeout(ANSWER_PATIENCE, Box::pin(exchange(stream, request))).await;
        match answered {
            Ok(answer) => answer.map_err(|error| {
                Failure::unreachable(format!("the server at {} gave no answer: {error}", self.endpoint()))
            }),
            Err(_) => Err(Failure::unreachable(format!(
                "the server at {} gave no answer within {} s",
                self.endpoint(),
                ANSWER_PATIENCE.as_secs()
            ))),
        }
    }

    fn nobody(&self, cause: &str) -> Failure {
        match self.found {
            Found::Told => Failure::unreachable(format!("no server answers at {}: {cause}", self.endpoint()))
                .next("see that it runs there, or start one with `maquette start`"),
            Found::Noted { pid } => Failure::unreachable(format!(
                "no server answers at {}: {cause}; process {pid}, which ran on the data folder, has probably died",
                self.endpoint()
            ))
            .next("start it again with `maquette start`"),
            Found::Usual => Failure::unreachable(format!("no server runs: nobody answers at {} ({cause})", self.endpoint()))
                .next("start one with `maquette start`, or bring a template up with `maquette up PATH`"),
        }
    }
}

type AnyError = Box<dyn std::error::Error + Send + Sync>;

async fn exchange(stream: TcpStream, request: Request<Bytes>) -> Result<Response<Bytes>, AnyError> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let sending = async move { sender.send_request(request.map(Full::new)).await };
    let reading = async move {
        let (parts, body) = sending.await?.into_parts();
        let body = Limited::new(body, ANSWER).collect().await?.to_bytes();
        Ok(Response::from_parts(parts, body))
    };
    let mut reading = std::pin::pin!(reading);
    tokio::select! {
        answer = &mut reading => answer,
        ended = connection => {
            ended?;
            reading.await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints() {
        for (endpoint, authority) in [
            ("http://127.0.0.1:4566", Some("127.0.0.1:4566")),
            ("http://localhost:4566/", Some("localhost:4566")),
            ("http://[::1]:4566", Some("[::1]:4566")),
            ("http://maquette", Some("maquette:80")),
            ("https://localhost:4566", None),
            ("localhost:4566", None),
            ("http://localhost:4566/path", None),
            ("", None),
        ] {
            let got = Client::at(endpoint).map(|client| client.authority).ok();
            assert_eq!(got.as_deref(), authority, "{endpoint}");
        }
    }
}

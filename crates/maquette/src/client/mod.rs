//! How commands talk to a server: its own endpoints in JSON, and AWS's APIs as every other client does.

mod aws;
mod http;
mod xml;

pub(crate) use self::aws::{Aws, AwsError, encode, params};
pub(crate) use self::http::Client;
pub(crate) use self::xml::Element;

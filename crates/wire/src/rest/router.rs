//! Which operation a REST request means: its method, its path and, where several share these, its query string.
//!
//! A template such as `/{Bucket}/{Key+}?uploads` is a list of segments and a list of parameters that must be there. The
//! most telling template wins: a literal segment before a label, a label before a greedy one, more literal parameters
//! before fewer. Where AWS's model tells operations apart by nothing else (S3's `UploadPart` and `PutObject`), the one
//! wins whose required parameters and headers are all there.

use crate::schema::{Location, Operation, Service};
use http::HeaderMap;
use std::cmp::Reverse;
use std::collections::HashMap;

/// One segment of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// This text; a template's segments are sorted by kind, then stay as they are.
    Literal(&'static str),
    /// Anything but a slash.
    Label(&'static str),
    /// Anything, slashes included.
    Greedy(&'static str),
}

/// A path template and the parameters that belong to it.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) segments: Vec<Segment>,
    query: Vec<(&'static str, Option<&'static str>)>,
}

impl Template {
    pub(super) fn new(uri: &'static str) -> Self {
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let segments = path.trim_matches('/').split('/').filter(|segment| !segment.is_empty());
        let query = query.split('&').filter(|pair| !pair.is_empty());
        Self {
            segments: segments.map(segment).collect(),
            query: query
                .map(|pair| pair.split_once('=').map_or((pair, None), |(k, v)| (k, Some(v))))
                .collect(),
        }
    }

    /// The labels' texts, still percent-encoded, if the path fits. A slash at the end makes no difference, except to a
    /// greedy label, whose text it belongs to.
    pub(super) fn labels<'p>(&self, path: &'p str) -> Option<Vec<(&'static str, &'p str)>> {
        let mut labels = Vec::new();
        let mut rest = path.strip_prefix('/').unwrap_or(path);
        for (i, segment) in self.segments.iter().enumerate() {
            let after = &self.segments[i + 1..];
            let (text, remains) = match segment {
                Segment::Greedy(_) => greedy(rest, after)?,
                _ => rest.split_once('/').unwrap_or((rest, "")),
            };
            match segment {
                Segment::Literal(literal) if *literal == text => {}
                Segment::Label(name) | Segment::Greedy(name) if !text.is_empty() => {
                    labels.push((*name, text));
                }
                _ => return None,
            }
            rest = remains;
        }
        rest.is_empty().then_some(labels)
    }

    /// Whether a parameter is the template's own.
    pub(super) fn names(&self, parameter: &str) -> bool {
        self.query.iter().any(|(key, _)| *key == parameter)
    }
    fn has_query(&self, query: &[(String, String)]) -> bool {
        self.query
            .iter()
            .all(|(key, value)| query.iter().any(|(k, v)| k == key && value.is_none_or(|value| v == value)))
    }
    /// Lesser is more telling.
    fn rank(&self) -> (Vec<u8>, Reverse<usize>) {
        let kinds = self.segments.iter().map(|segment| match segment {
            Segment::Literal(_) => 0,
            Segment::Label(_) => 1,
            Segment::Greedy(_) => 2,
        });
        (kinds.collect(), Reverse(self.query.len()))
    }
}

fn segment(text: &'static str) -> Segment {
    match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        None => Segment::Literal(text),
        Some(label) => label.strip_suffix('+').map_or(Segment::Label(label), Segment::Greedy),
    }
}

/// What a greedy label takes, leaving as many segments as the template has after it.
fn greedy<'p>(rest: &'p str, after: &[Segment]) -> Option<(&'p str, &'p str)> {
    if after.is_empty() {
        return Some((rest, ""));
    }
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let slash = rest.rmatch_indices('/').nth(after.len() - 1).map(|(i, _)| i)?;
    Some((&rest[..slash], &rest[slash + 1..]))
}

/// The operations of a service by their templates.
#[derive(Debug)]
pub struct Router {
    /// By method, the most telling template first.
    routes: HashMap<&'static str, Vec<Route>>,
}

#[derive(Debug)]
struct Route {
    template: Template,
    op: &'static Operation,
}

impl Router {
    /// Reads the templates of a service's operations.
    pub fn new(service: &'static Service) -> Self {
        let mut routes: HashMap<_, Vec<Route>> = HashMap::new();
        for op in service.operations {
            routes.entry(op.method).or_default().push(Route { template: Template::new(op.uri), op });
        }
        for routes in routes.values_mut() {
            routes.sort_by_cached_key(|route| (route.template.rank(), Reverse(required(route.op).count())));
        }
        Self { routes }
    }

    /// The operation that a request means, if any. `path` and `query` are still percent-encoded.
    pub fn route(
        &self,
        method: &str,
        path: &str,
        query: &str,
        headers: &HeaderMap,
    ) -> Option<&'static Operation> {
        let query = crate::form::pairs(query.as_bytes()).ok()?;
        let mut fits = self
            .routes
            .get(method)?
            .iter()
            .filter(|route| route.template.has_query(&query) && route.template.labels(path).is_some());
        let first = fits.next()?;
        let rank = first.template.rank();
        let mut last = first;
        for route in std::iter::once(first).chain(fits.take_while(|route| route.template.rank() == rank)) {
            let there = required(route.op).all(|(location, name)| match location {
                Location::Header => headers.contains_key(name),
                _ => query.iter().any(|(key, _)| key == name),
            });
            if there {
                return Some(route.op);
            }
            last = route;
        }
        // None is complete: the one that asks for least will say what is missing.
        Some(last.op)
    }
}

/// The parameters and headers without which an operation cannot be meant.
fn required(op: &'static Operation) -> impl Iterator<Item = (Location, &'static str)> {
    let members = op.input.members.iter().filter(|m| m.required);
    members
        .filter(|m| matches!(m.location, Location::Header | Location::QueryString))
        .map(|m| (m.location, m.wire))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Access, Dialect, Kind, Schema, m};

    static TEXT: Schema = Schema::new("Text", Kind::String);
    static NONE: Schema = Schema::new("None", Kind::Structure);
    static PART: Schema = Schema::new("Part", Kind::Structure).members(&[
        m("PartNumber", &TEXT).at(Location::QueryString).wire("partNumber").required(),
        m("UploadId", &TEXT).at(Location::QueryString).wire("uploadId").required(),
    ]);
    static PART_COPY: Schema = Schema::new("PartCopy", Kind::Structure).members(&[
        m("PartNumber", &TEXT).at(Location::QueryString).wire("partNumber").required(),
        m("UploadId", &TEXT).at(Location::QueryString).wire("uploadId").required(),
        m("CopySource", &TEXT).at(Location::Header).wire("x-amz-copy-source").required(),
    ]);
    static COPY: Schema = Schema::new("Copy", Kind::Structure)
        .members(&[m("CopySource", &TEXT).at(Location::Header).wire("x-amz-copy-source").required()]);
    static BY_ID: Schema = Schema::new("ById", Kind::Structure)
        .members(&[m("Id", &TEXT).at(Location::QueryString).wire("id").required()]);

    /// A part of S3's model, and some of Lambda's, CloudFront's and S3 Control's.
    static OPERATIONS: [Operation; 23] = [
        op("AbortMultipartUpload", "DELETE", "/{Bucket}/{Key+}", &PART),
        op("CopyObject", "PUT", "/{Bucket}/{Key+}", &COPY),
        op("CreateBucket", "PUT", "/{Bucket}", &NONE),
        op("CreateFunction", "POST", "/2015-03-31/functions", &NONE),
        op("DeleteObject", "DELETE", "/{Bucket}/{Key+}", &NONE),
        op("GetBucketAcl", "GET", "/{Bucket}?acl", &NONE),
        op("GetBucketAnalyticsConfiguration", "GET", "/{Bucket}?analytics", &BY_ID),
        op("GetFunction", "GET", "/2015-03-31/functions/{FunctionName}", &NONE),
        op("GetLayerVersionByArn", "GET", "/2018-10-31/layers?find=LayerVersion", &NONE),
        op("GetObject", "GET", "/{Bucket}/{Key+}", &NONE),
        op("GetObjectAcl", "GET", "/{Bucket}/{Key+}?acl", &NONE),
        op("GetPolicyStatus", "GET", "/mrap/instances/{name+}/policystatus", &NONE),
        op("ListBucketAnalyticsConfigurations", "GET", "/{Bucket}?analytics", &NONE),
        op("ListBuckets", "GET", "/", &NONE),
        op("ListLayers", "GET", "/2018-10-31/layers", &NONE),
        op("ListObjects", "GET", "/{Bucket}", &NONE),
        op("ListObjectsV2", "GET", "/{Bucket}?list-type=2", &NONE),
        op("PutObject", "PUT", "/{Bucket}/{Key+}", &NONE),
        op("SelectObjectContent", "POST", "/{Bucket}/{Key+}?select&select-type=2", &NONE),
        op("TagResource", "POST", "/2016-08-01/tagging?Operation=Tag", &NONE),
        op("UploadPart", "PUT", "/{Bucket}/{Key+}", &PART),
        op("UploadPartCopy", "PUT", "/{Bucket}/{Key+}", &PART_COPY),
        op("WriteGetObjectResponse", "POST", "/WriteGetObjectResponse", &NONE),
    ];

    static SERVICE: Service = Service {
        name: "s3",
        signing_name: "s3",
        iam_prefix: "s3",
        id: "S3",
        api_version: "2006-03-01",
        target_prefix: "",
        namespace: "com.amazonaws.s3",
        xml_namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
        protocols: &[],
        query_compatible: false,
        global: false,
        dialect: Dialect::S3,
        operations: &OPERATIONS,
        others: &[],
    };

    const fn op(
        name: &'static str,
        method: &'static str,
        uri: &'static str,
        input: &'static Schema,
    ) -> Operation {
        Operation {
            name,
            service: &SERVICE,
            method,
            uri,
            status: 200,
            input,
            output: &NONE,
            result_wrapper: "",
            errors: &[],
            action: "",
            access: Access::Read,
        }
    }

    #[test]
    fn routes() {
        let router = Router::new(&SERVICE);
        let check = |request: &str, header: &'static str, expected: &str| {
            let (method, uri) = request.split_once(' ').expect("a method and a URI");
            let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
            let mut headers = HeaderMap::new();
            if !header.is_empty() {
                headers.insert(header, http::HeaderValue::from_static("x"));
            }
            let found = router.route(method, path, query, &headers).map_or("", |op| op.name);
            assert_eq!(found, expected, "{request} {header}");
        };
        check("GET /", "", "ListBuckets");
        check("GET ", "", "ListBuckets");
        check("GET /b", "", "ListObjects");
        check("GET /b/", "", "ListObjects");
        check("GET /b?list-type=2&prefix=a", "", "ListObjectsV2");
        check("GET /b?list-type=1", "", "ListObjects");
        check("GET /b?acl", "", "GetBucketAcl");
        check("GET /b?acl=", "", "GetBucketAcl");
        check("GET /b?analytics&id=1", "", "GetBucketAnalyticsConfiguration");
        check("GET /b?analytics", "", "ListBucketAnalyticsConfigurations");
        check("GET /b/k", "", "GetObject");
        check("GET /b/k/l/", "", "GetObject");
        check("GET /b//k", "", "GetObject");
        check("GET /b/k?acl&x-id=GetObjectAcl", "", "GetObjectAcl");
        check("PUT /b/k", "", "PutObject");
        check("PUT /b/k", "x-amz-copy-source", "CopyObject");
        check("PUT /b/k?partNumber=1&uploadId=u", "", "UploadPart");
        check("PUT /b/k?partNumber=1&uploadId=u", "x-amz-copy-source", "UploadPartCopy");
        check("PUT /b/k?partNumber=1", "", "PutObject");
        check("DELETE /b/k", "", "DeleteObject");
        check("DELETE /b/k?partNumber=1&uploadId=u", "", "AbortMultipartUpload");
        check("POST /b/k?select&select-type=2", "", "SelectObjectContent");
        check("POST /b/k?select", "", "");
        check("PATCH /b/k", "", "");
        // Literal segments win over labels, whatever their order in the model.
        check("POST /WriteGetObjectResponse", "", "WriteGetObjectResponse");
        check("GET /2015-03-31/functions/f", "", "GetFunction");
        check("POST /2015-03-31/functions/", "", "CreateFunction");
        check("GET /2018-10-31/layers?find=LayerVersion&Arn=a", "", "GetLayerVersionByArn");
        check("GET /2018-10-31/layers", "", "ListLayers");
        check("POST /2016-08-01/tagging?Operation=Tag&Resource=r", "", "TagResource");
        check("GET /mrap/instances/a/b/policystatus", "", "GetPolicyStatus");
    }

    #[test]
    fn labels() {
        let check = |uri: &'static str, path: &str, expected: Option<&[(&str, &str)]>| {
            let labels = Template::new(uri).labels(path);
            assert_eq!(labels.as_deref(), expected, "{uri} {path}");
        };
        check("/{Bucket}/{Key+}", "/b/k/l%2F/", Some(&[("Bucket", "b"), ("Key", "k/l%2F/")]));
        check("/{Bucket}/{Key+}", "/b/", None);
        check("/a/{x}", "/a/b/c", None);
        check("/a/{x}", "/a", None);
        check("/a/{x}/", "/a/b", Some(&[("x", "b")]));
        check("/i/{n+}/policy", "/i/a/b/policy", Some(&[("n", "a/b")]));
        check("/i/{n+}/policy", "/i/policy", None);
        check("/i/{n+}/policy", "/i//policy", None);
    }
}

#![expect(unreachable_pub, reason = "the macros declare what generated crates export")]

use super::*;
use crate::schema::{Access, Dialect, Kind, Location, m};
use crate::shape::{Blob, Map};
use crate::structure;

static TEXT: Schema = Schema::new("Text", Kind::String);
static NUMBER: Schema = Schema::new("Number", Kind::Integer);
static DATA: Schema = Schema::new("Data", Kind::Blob);
static TEXTS: Schema =
    Schema::new("Texts", Kind::List).members(&[m("member", &TEXT).wire("Text")]).flattened();
static ATTRIBUTES: Schema = Schema::new("Attributes", Kind::Map)
    .members(&[m("key", &TEXT).wire("Name"), m("value", &TEXT).wire("Value")])
    .flattened();
/// As SQS's messages are: one name in JSON, another in forms and in XML.
static MESSAGE: Schema = Schema::new("Message", Kind::Structure).members(&[
    m("Texts", &TEXTS),
    m("Attributes", &ATTRIBUTES).query("Attribute"),
    m("Number", &NUMBER),
]);
static STREAM: Schema =
    Schema::new("Stream", Kind::Structure).members(&[m("Body", &DATA).streaming()]).payload(0);
static NOT_FOUND: Schema = Schema::new("NotFoundException", Kind::Structure)
    .members(&[
        m("Message", &TEXT),
        m("Number", &NUMBER).wire("n"),
        m("Header", &TEXT).at(Location::Header).wire("x-h"),
    ])
    .error("Not.Found", 404, true);
static BARE: Schema = Schema::new("BareException", Kind::Structure).error("Bare", 409, true);
static EMPTY: Schema = Schema::new("", Kind::Structure);

structure! { Message = MESSAGE; 0 texts: Option<Vec<String>>, 1 attributes: Option<Map<String>>, 2 number: Option<i32> }
structure! { Stream = STREAM; 0 body: Option<Blob> }
structure! { Empty = EMPTY; }

static OPERATIONS: [Operation; 1] = [Operation {
    name: "Do",
    service: &SERVICE,
    method: "POST",
    uri: "/",
    status: 200,
    input: &MESSAGE,
    output: &MESSAGE,
    result_wrapper: "DoResult",
    errors: &[&NOT_FOUND, &BARE],
    action: "",
    access: Access::Read,
}];
static SERVICE: Service = service(Dialect::Coral);
static S3: Service = service(Dialect::S3);

const fn service(dialect: Dialect) -> Service {
    Service {
        name: "test",
        signing_name: "test",
        iam_prefix: "test",
        id: "Test",
        api_version: "2026-11-21",
        target_prefix: "Test",
        namespace: "com.amazonaws.test",
        xml_namespace: "https://example.com/",
        protocols: &[],
        query_compatible: false,
        global: false,
        dialect,
        operations: &OPERATIONS,
        others: &[],
    }
}

fn message() -> Message {
    let attributes = [("a".to_owned(), "1".to_owned())].into_iter().collect();
    Message { texts: Some(vec!["x".into(), "y&".into()]), attributes: Some(attributes), number: Some(7) }
}

fn body(response: &Response<Bytes>) -> &str {
    std::str::from_utf8(response.body()).expect("text")
}

#[test]
fn one_value_in_every_protocol() {
    let check = |protocol, expected: &str| {
        let response = encode(protocol, &SERVICE, &OPERATIONS[0], &message(), "id");
        assert_eq!(body(&response), expected, "{protocol:?}");
    };
    let json = r#"{"Texts":["x","y&"],"Attributes":{"a":"1"},"Number":7}"#;
    check(Protocol::Json10, json);
    check(Protocol::Json11, json);
    check(Protocol::RestJson, json);
    let members = "<Text>x</Text><Text>y&amp;</Text><Attribute><Name>a</Name><Value>1</Value></Attribute><Number>7</Number>";
    check(
        Protocol::Query,
        &format!(
            "<DoResponse xmlns=\"https://example.com/\"><DoResult>{members}</DoResult><ResponseMetadata><RequestId>id\
             </RequestId></ResponseMetadata></DoResponse>"
        ),
    );
    check(
        Protocol::RestXml,
        &format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message xmlns=\"https://example.com/\">{members}</Message>"
        ),
    );
}

#[test]
fn forms() {
    let check = |protocol, form: &str, expected: &str| {
        let mut read = Message::default();
        let headers = HeaderMap::new();
        let request = Request { path: "/", query: "", headers: &headers, body: form.as_bytes() };
        let missing = decode(protocol, &OPERATIONS[0], &mut read, &request).expect("it decodes");
        assert!(missing.is_empty());
        assert_eq!(crate::view::to_json(&read).to_string(), expected, "{form}");
    };
    let both = r#"{"Texts":["x","y"],"Attributes":{"a":"1"}}"#;
    check(Protocol::Query, "Text.1=x&Text.2=y&Attribute.1.Name=a&Attribute.1.Value=1", both);
    check(Protocol::Query, "Text.2=y&Text.10=z&Text.1=x", r#"{"Texts":["x","y","z"]}"#);
    check(
        Protocol::Query,
        "Attribute.entry.1.Name=a&Attribute.entry.1.Value=1",
        r#"{"Attributes":{"a":"1"}}"#,
    );
    check(Protocol::Query, "Action=Do&Version=1&Number=+7+&Unknown.1=x", r#"{"Number":7}"#);
    check(Protocol::Ec2, "Texts.1=x&Texts.2=y", r#"{"Texts":["x","y"]}"#);
    let refused = |protocol, form: &str| {
        let headers = HeaderMap::new();
        let request = Request { path: "/", query: "", headers: &headers, body: form.as_bytes() };
        let error =
            decode(protocol, &OPERATIONS[0], &mut Message::default(), &request).expect_err("it is refused");
        error.code().to_owned()
    };
    assert_eq!(refused(Protocol::Query, "Number=x"), "MalformedInput");
    assert_eq!(refused(Protocol::Query, "Number.1=7"), "MalformedInput");
    assert_eq!(refused(Protocol::Query, "Number=%ff"), "MalformedQueryString");
}

#[test]
fn refusals() {
    let not_found =
        Error::modeled(&NOT_FOUND, "Not here & there").with("Number", 7).with("Header", "h").with("Other", 1);
    let bare = Error::modeled(&BARE, "Bare text");
    let unknown = Error::new("AccessDenied", "No").with("Resource", "/b");
    let check = |protocol, service, error: &Error, status: u16, expected: &str| {
        let response = encode_error(protocol, service, error, "id");
        assert_eq!((response.status().as_u16(), body(&response)), (status, expected), "{protocol:?} {error}");
        response
    };
    let test = Some(&SERVICE);
    check(
        Protocol::Json10,
        test,
        &not_found,
        404,
        r#"{"__type":"com.amazonaws.test#NotFoundException","Message":"Not here & there","n":7}"#,
    );
    check(
        Protocol::Json10,
        test,
        &bare,
        409,
        r#"{"__type":"com.amazonaws.test#BareException","message":"Bare text"}"#,
    );
    check(
        Protocol::Json11,
        None,
        &unknown,
        400,
        r#"{"__type":"com.amazon.coral.service#AccessDenied","message":"No","Resource":"/b"}"#,
    );
    let response =
        check(Protocol::RestJson, test, &not_found, 404, r#"{"Message":"Not here & there","n":7}"#);
    assert_eq!(response.headers()["x-amzn-errortype"], "NotFoundException");
    assert_eq!(response.headers()["x-h"], "h");
    check(Protocol::RestJson, test, &bare, 409, r#"{"message":"Bare text"}"#);
    check(Protocol::RestJson, test, &unknown, 400, r#"{"message":"No","Resource":"/b"}"#);
    check(
        Protocol::Query,
        test,
        &not_found,
        404,
        "<ErrorResponse xmlns=\"https://example.com/\"><Error><Type>Sender</Type><Code>Not.Found</Code><Message>Not here \
         &amp; there</Message><n>7</n></Error><RequestId>id</RequestId></ErrorResponse>",
    );
    check(
        Protocol::Ec2,
        test,
        &bare,
        409,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>Bare</Code><Message>Bare \
         text</Message></Error></Errors><RequestID>id</RequestID></Response>",
    );
    let response = check(
        Protocol::RestXml,
        Some(&S3),
        &unknown,
        400,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>No</Message><Resource>/b\
         </Resource><RequestId>id</RequestId><HostId>id</HostId></Error>",
    );
    assert_eq!(response.headers()["x-amz-request-id"], "id");
}

#[test]
fn what_streams_is_refused_in_both_directions() {
    let op: &'static Operation =
        Box::leak(Box::new(Operation { input: &STREAM, output: &STREAM, ..operation() }));
    let headers = HeaderMap::new();
    let request = Request { path: "/", query: "", headers: &headers, body: b"abc" };
    let error = decode(Protocol::RestXml, op, &mut Stream::default(), &request).expect_err("it is refused");
    assert_eq!(error.message(), "Maquette does not support the streaming member Body of Stream.");
    let output = Stream { body: Some(Blob::from(&b"abc"[..])) };
    assert_eq!(encode(Protocol::RestJson, &SERVICE, op, &output, "id").status(), 501);
}

#[test]
fn an_operation_without_an_output_answers_nothing() {
    // "If the action is successful, the service sends back an HTTP 200 response with an empty HTTP body" (KMS's EnableKey).
    for protocol in
        [Protocol::Json10, Protocol::Json11, Protocol::RestJson, Protocol::RestXml, Protocol::Cbor]
    {
        let response = encode(protocol, &SERVICE, &OPERATIONS[0], &Empty::default(), "id");
        assert_eq!((response.status().as_u16(), body(&response)), (200, ""), "{protocol:?}");
    }
}

#[test]
fn no_body_goes_with_no_content() {
    let op: &'static Operation = Box::leak(Box::new(Operation { status: 204, ..operation() }));
    let response = encode(Protocol::RestJson, &SERVICE, op, &message(), "id");
    assert_eq!((response.status().as_u16(), body(&response)), (204, ""));
    assert!(!response.headers().contains_key(http::header::CONTENT_TYPE));
}

#[test]
fn a_header_cannot_be_broken_out_of() {
    let error = Error::modeled(&NOT_FOUND, "x").with("Header", "a\r\nset-cookie: b");
    let response = encode_error(Protocol::RestJson, Some(&SERVICE), &error, "id\r\nx: y");
    assert!(!response.headers().contains_key("x-h"));
    assert!(!response.headers().contains_key("x-amzn-requestid"));
}

fn operation() -> Operation {
    let Operation {
        name,
        service,
        method,
        uri,
        status,
        input,
        output,
        result_wrapper,
        errors,
        action,
        access,
    } = OPERATIONS[0];
    Operation { name, service, method, uri, status, input, output, result_wrapper, errors, action, access }
}

//! The MD5 digests by which clients check what the queue received.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html>

use crate::records::{Attribute, Value};
use md5::{Digest, Md5};

/// Of a body, in lower-case hex.
pub(crate) fn of_body(body: &str) -> String {
    hex::encode(Md5::digest(body.as_bytes()))
}

/// Of attributes, in the order of their names; `None` where there is none.
pub(crate) fn of_attributes<'a>(attributes: impl IntoIterator<Item = &'a Attribute>) -> Option<String> {
    let mut sorted: Vec<&Attribute> = attributes.into_iter().collect();
    if sorted.is_empty() {
        return None;
    }
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut hash = Md5::new();
    for attribute in sorted {
        add(&mut hash, attribute.name.as_bytes());
        add(&mut hash, attribute.kind.as_bytes());
        match &attribute.value {
            Value::Text(text) => {
                hash.update([1]);
                add(&mut hash, text.as_bytes());
            }
            Value::Bytes(bytes) => {
                hash.update([2]);
                add(&mut hash, bytes);
            }
        }
    }
    Some(hex::encode(hash.finalize()))
}

/// Of the one system attribute that senders may set.
pub(crate) fn of_trace(trace: Option<&str>) -> Option<String> {
    let trace = trace?;
    let attribute = Attribute {
        name: "AWSTraceHeader".to_owned(),
        kind: "String".to_owned(),
        value: Value::Text(trace.to_owned()),
    };
    of_attributes([&attribute])
}

fn add(hash: &mut Md5, bytes: &[u8]) {
    hash.update((bytes.len() as u32).to_be_bytes());
    hash.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, value: &str) -> Attribute {
        Attribute { name: name.into(), kind: "String".into(), value: Value::Text(value.into()) }
    }

    #[test]
    fn recorded_digests() {
        // recorded: sqs/test_sqs.json, test_receive_message_message_attribute_names_filters
        assert_eq!(of_body("msg"), "6e2baaf3b97dbeef01c0043275f9a0e7");
        let all = [text("Help.Me", "Me"), text("Hello", "There"), text("General", "Kenobi")];
        let check = |attributes: &[&Attribute], digest: &str| {
            assert_eq!(of_attributes(attributes.iter().copied()).as_deref(), Some(digest));
        };
        check(&[&all[0], &all[1], &all[2]], "4c360f3fdafd970e05fae2f149d997f5");
        check(&[&all[1], &all[2]], "fca026605781cb4126a1e9044df24232");
        check(&[&all[1]], "a311262e065454b75da111d535b8dacd");
        check(&[&all[0], &all[1]], "83fee93c1bcd8b9a5a923ffacdc636c7");
        check(&[&text("Foo", "Bar")], "ae7155c6026991b6d54b11589678bf9c");
        // test_send_message_with_binary_attributes
        let trace = b"traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01".to_vec();
        let binary = Attribute { name: "attr1".into(), kind: "Binary".into(), value: Value::Bytes(trace) };
        check(&[&binary], "8cbe4db156db8a94db8b801b7addb984");
        assert_eq!(of_attributes([]), None);
        // Seen on AWS by LocalStack's test_system_attributes_have_no_effect_on_attr_md5.
        let header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        assert_eq!(of_trace(Some(header)).as_deref(), Some("5ae4d5d7636402d80f4eb6d213245a88"));
    }
}

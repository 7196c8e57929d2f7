use serde_json::json;

use super::{DynamicReference, find, replace};

fn one(text: &str) -> DynamicReference {
    find(&json!({ "a": [text] })).unwrap().remove(0)
}

fn secret(id: &str, key: Option<&str>, stage: Option<&str>, version: Option<&str>) -> DynamicReference {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    DynamicReference::Secret {
        secret_id: id.to_owned(),
        json_key: owned(key),
        version_stage: owned(stage),
        version_id: owned(version),
    }
}

#[test]
fn references() {
    let ssm = |name: &str, version: Option<&str>| DynamicReference::Ssm {
        name: name.into(),
        version: version.map(Into::into),
    };
    assert_eq!(one("{{resolve:ssm:/a/b}}"), ssm("/a/b", None));
    assert_eq!(one("x-{{resolve:ssm:name:3}}-y"), ssm("name", Some("3")));
    let secure = DynamicReference::SsmSecure { name: "n".into(), version: Some("1".into()) };
    assert_eq!(one("{{resolve:ssm-secure:n:1}}"), secure);
    assert_eq!(one("{{resolve:secretsmanager:MySecret}}"), secret("MySecret", None, None, None));
    assert_eq!(
        one("{{resolve:secretsmanager:MySecret:SecretString:key}}"),
        secret("MySecret", Some("key"), None, None)
    );
    assert_eq!(
        one("{{resolve:secretsmanager:S:SecretString:key:AWSPREVIOUS}}"),
        secret("S", Some("key"), Some("AWSPREVIOUS"), None)
    );
    assert_eq!(one("{{resolve:secretsmanager:S:SecretString:::id}}"), secret("S", None, None, Some("id")));
    let arn = "arn:aws:secretsmanager:us-east-1:111111111111:secret:S-a1b2c3";
    assert_eq!(
        one(&format!("{{{{resolve:secretsmanager:{arn}:SecretString:k}}}}")),
        secret(arn, Some("k"), None, None)
    );
}

#[test]
fn what_is_none_stays_and_what_is_wrong_is_refused() {
    for text in ["{{resolve}}", "{{ resolve:ssm:x}}", "{{resolve:ssm:x", "{{changeSet:KNOWN_AFTER_APPLY}}"] {
        assert_eq!(find(&json!(text)), Ok(vec![]), "{text}");
    }
    for text in [
        "{{resolve:ssm:}}",
        "{{resolve:ssm:a:b}}",
        "{{resolve:nope:a}}",
        "{{resolve:secretsmanager:s:Binary}}",
        "{{resolve:secretsmanager:s:SecretString:k:stage:id}}",
    ] {
        assert!(find(&json!(text)).is_err(), "{text}");
    }
}

#[test]
fn replacing() {
    let value = json!({"a": ["x{{resolve:ssm:p}}y{{resolve:ssm:q}}", 1], "b": {"c": "{{resolve:ssm:p}}"}});
    assert_eq!(find(&value).unwrap().len(), 2);
    let replaced = replace(&value, &|reference| match reference {
        // What a value holds is no reference.
        DynamicReference::Ssm { name, .. } if name == "p" => Ok("{{resolve:ssm:q}}".to_owned()),
        _ => Ok("Q".to_owned()),
    });
    let expected = json!({"a": ["x{{resolve:ssm:q}}yQ", 1], "b": {"c": "{{resolve:ssm:q}}"}});
    assert_eq!(replaced, Ok(expected));
}

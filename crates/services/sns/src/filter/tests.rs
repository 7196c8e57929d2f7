//! Tables of policies: what AWS refused, and what AWS's pages say a policy matches.

use super::*;
use crate::message::{Kind, Value as Given};
use proptest::prelude::*;
use serde_json::json;

fn notification(body: &str, attributes: Vec<(&str, &str, &str)>) -> Notification {
    let attribute = |(name, data_type, value): (&str, &str, &str)| Attribute {
        name: name.to_owned(),
        data_type: data_type.to_owned(),
        value: Given::Text(value.to_owned()),
    };
    Notification {
        kind: Kind::Notification,
        id: String::new(),
        subject: None,
        body: Body::Same(body.to_owned()),
        attributes: attributes.into_iter().map(attribute).collect(),
        at: 0,
        group: None,
        deduplication: None,
        sequence: None,
        signature_version: 1,
        base: String::new(),
    }
}

/// Whether a policy wants a body.
fn body_matches(policy: &Value, body: &Value) -> bool {
    let what = notification(&body.to_string(), Vec::new());
    Filter::parse(&policy.to_string(), Scope::Body).unwrap().accepts(&Content::new(&what), "sqs")
}

/// Whether a policy wants the attributes.
fn attributes_match(policy: &Value, attributes: Vec<(&str, &str, &str)>) -> bool {
    let what = notification("text", attributes);
    Filter::parse(&policy.to_string(), Scope::Attributes).unwrap().accepts(&Content::new(&what), "sqs")
}

#[test]
fn what_aws_refuses_is_refused_in_its_words() {
    // Each policy as a Python client writes it, with spaces; AWS's text repeats it without.
    let check = |policy: &str, text: &str, column: usize| {
        let compact = serde_json::from_str::<Value>(policy).unwrap().to_string();
        let place = format!("\n at [Source: (String)\"{compact}\"; line: 1, column: {column}]");
        let expected = if column == 0 { text.to_owned() } else { format!("{text}{place}") };
        assert_eq!(Filter::parse(policy, Scope::Attributes).err(), Some(expected), "{policy}");
    };
    // recorded: sns/test_sns_filter_policy.json, test_validate_policy_string_operators
    let suffix = "suffix match pattern must be a string";
    check(r#"{"key": []}"#, "Empty arrays are not allowed", 10);
    check(r#"{"key": [{"suffix": 100}]}"#, suffix, 22);
    check(r#"{"key": [{"suffix": null}]}"#, suffix, 23);
    check(r#"{"key": {"suffix": "value"}}"#, "\"suffix\" must be an object or an array", 19);
    check(r#"{"key": [{"suffix": []}]}"#, suffix, 20);
    check(r#"{"key": [{"suffix": ["test", "test2"]}]}"#, suffix, 20);
    let two = r#"{"key": {"suffix": "value", "prefix": "value"}}"#;
    check(two, "\"suffix\" must be an object or an array", 19);
    let none = r#"{"key": {"not-an-operator": "value"}}"#;
    check(none, "\"not-an-operator\" must be an object or an array", 28);
    check(r#"{"key": [{"cidr": ["bad-filter"]}]}"#, "prefix match pattern must be a string", 18);
    check(r#"{"key": [{"cidr": "bad-filter"}]}"#, "Malformed CIDR, one '/' required", 0);
    check(r#"{"key": [{"cidr": "bad-filter/64"}]}"#, "Nonstandard IP address: bad-filter", 0);
    check(r#"{"key": [{"cidr": "127.0.0.1/xx"}]}"#, "Malformed CIDR, mask bits must be an integer", 0);
    check(r#"{"key": [{"cidr": "xx.11.xx/8"}]}"#, "Nonstandard IP address: xx.11.xx", 0);
    let v6 = r#"{"key": [{"cidr": "xxxx:db8:1234:1a00::/64"}]}"#;
    check(v6, "Nonstandard IP address: xxxx:db8:1234:1a00::", 0);
    // recorded: sns/test_sns_filter_policy.json, test_validate_policy_numeric_operator
    let numeric = |list: &str, text: &str, column| {
        check(&format!(r#"{{"key": [{{"numeric": {list}}}]}}"#), text, column);
    };
    numeric("[]", "Invalid member in numeric match: ]", 22);
    numeric(r#"["operator"]"#, "Unrecognized numeric range operator: operator", 32);
    numeric(r#"[1, "<="]"#, "Invalid member in numeric match: 1", 22);
    numeric(r#"["=", "000"]"#, "Value of equals must be numeric", 26);
    numeric(r#"[">="]"#, "Value of >= must be numeric", 26);
    numeric(r#"["<", 100, ">", 10]"#, "Too many elements in numeric expression", 30);
    numeric(r#"[">=", 1, ">", 2]"#, "Bad numeric range operator: >", 31);
    numeric(r#"[">", 3, "<", 1]"#, "Bottom must be less than top", 33);
    numeric(r#"[">", 20, "<="]"#, "Value of <= must be numeric", 33);
    numeric(r#"[">", 20, 30]"#, "Bad value in numeric range: 30", 30);
    numeric(r#"[">", 20, "test"]"#, "Bad numeric range operator: test", 34);
    numeric(r#"[">", "20", "<", "30"]"#, "Value of > must be numeric", 26);
    numeric(r#"[">", 20, "<", "30"]"#, "Value of < must be numeric", 33);
    numeric(r#"[">", 20, "<", 30, "<", 50]"#, "Too many terms in numeric range expression", 36);
    // recorded: sns/test_sns_filter_policy.json, test_validate_policy_nested_anything_but_operator
    let but = |operand: &str, text: &str, column| {
        check(&format!(r#"{{"key": [{{"anything-but": {operand}}}]}}"#), text, column);
    };
    but(r#"{"wrong-operator": null}"#, "Unsupported anything-but pattern: wrong-operator", 47);
    but(r#"{"suffix": "test"}"#, "Unsupported anything-but pattern: suffix", 36);
    but(r#"{"exists": false}"#, "Unsupported anything-but pattern: exists", 40);
    but(r#"{"prefix": false}"#, "prefix match pattern must be a string", 40);
    check(
        r#"{"a": {"b": ["c"]}}"#,
        "Filter policy scope MessageAttributes does not support nested filter policy",
        0,
    );
    check(r#"{"key": [{"wildcard": "a*"}]}"#, "Unrecognized match type wildcard", 22);
}

#[test]
fn what_is_no_json_is_refused_in_jacksons_words() {
    let check = |text: &str, expected: &str| {
        let place = |rest: &str| {
            format!(
                "failed to parse JSON. {rest}",
                rest = rest.replace('@', "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: ")
            )
        };
        assert_eq!(Filter::parse(text, Scope::Body).err(), Some(place(expected)), "{text}");
    };
    // recorded: sns/test_sns.json, test_validate_set_sub_attributes
    check(
        "{invalidjson}",
        "Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at @2]",
    );
    // recorded: sns/test_sns.json, test_subscribe_invalid_filter_policy
    check(
        "invalid",
        "Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at @8]",
    );
    check(
        r#"{"a": ["b""#,
        "Unexpected end-of-input: expected close marker for Array (start marker at @7])\n at @11]",
    );
    check(
        r#"{"a" "b"}"#,
        "Unexpected character ('\"' (code 34)): was expecting a colon to separate field name and value\n at @6]",
    );
}

#[test]
fn complexity() {
    let values = |n: usize| (0..n).map(|i| format!("value{i}")).collect::<Vec<_>>();
    let check = |policy: Value, scope, refusal: Option<&str>| {
        let got = Filter::parse(&policy.to_string(), scope).err();
        assert_eq!(got.as_deref(), refusal, "{policy}");
    };
    let complex = Some("Filter policy is too complex");
    let keys = Some("Filter policy can not have more than 5 keys");
    // recorded: sns/test_sns_filter_policy.json, test_policy_complexity
    check(json!({"key": values(151)}), Scope::Attributes, complex);
    check(json!({"key": values(150)}), Scope::Attributes, None);
    check(json!({"key1": values(100), "key2": values(51)}), Scope::Attributes, complex);
    check(json!({"a": [1], "b": [1], "c": [1], "d": [1], "e": [1], "f": [1]}), Scope::Attributes, keys);
    // recorded: sns/test_sns_filter_policy.json, test_policy_complexity_with_or: 152, 160 and 150 combinations
    let flat = |source: usize, spaces: usize| {
        json!({"source": values(source), "$or": [
            {"metricName": values(6)},
            {"metricType": values(4), "$or": [{"metricId": [1, 2, 3, 4]}, {"spaceId": values(spaces)}]},
        ]})
    };
    check(flat(4, 4), Scope::Attributes, complex);
    check(flat(3, 7), Scope::Attributes, None);
    let nested = json!({
        "$or": [{"metricName": values(3)}, {"namespace": values(2)}],
        "detail": {"scope": values(2), "$or": [{"source": values(1)}, {"type": values(3)}]},
    });
    check(nested, Scope::Body, complex);
    // Example of the page on constraints: only top-level keys count.
    let page = json!({
        "state": ["SUCCESS"], "severity": [{"exists": true}], "message": [{"exists": true}],
        "finding": {"standard_control": [{"exists": true}], "region": [{"exists": true}], "account": [{"exists": true}]},
    });
    check(page, Scope::Body, None);
}

#[test]
fn operators_on_bodies() {
    let check = |policy: Value, matches: &[Value], others: &[Value]| {
        for body in matches {
            assert!(body_matches(&policy, body), "{policy} wants {body}");
        }
        for body in others {
            assert!(!body_matches(&policy, body), "{policy} does not want {body}");
        }
    };
    // https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
    check(
        json!({"i": ["rugby", "tennis"]}),
        &[json!({"i": "rugby"}), json!({"i": ["x", "tennis"]})],
        &[json!({"i": "baseball"}), json!({"i": "Rugby"}), json!({})],
    );
    check(
        json!({"i": [{"anything-but": ["rugby", "tennis"]}]}),
        &[json!({"i": "baseball"}), json!({"i": ["rugby", "baseball"]})],
        &[json!({"i": "rugby"}), json!({"i": ["rugby"]}), json!({})],
    );
    check(
        json!({"i": [{"anything-but": {"prefix": "order-"}}]}),
        &[json!({"i": "data-entry"})],
        &[json!({"i": "order-1"})],
    );
    check(
        json!({"i": [{"equals-ignore-case": "Tennis"}]}),
        &[json!({"i": "TENNIS"})],
        &[json!({"i": "tenni"})],
    );
    check(
        json!({"i": [{"prefix": "bas"}]}),
        &[json!({"i": "baseball"})],
        &[json!({"i": "rugby"}), json!({"i": 1})],
    );
    check(json!({"i": [{"suffix": "ball"}]}), &[json!({"i": "baseball"})], &[json!({"i": "rugby"})]);
    check(
        json!({"ip": [{"cidr": "10.0.0.0/24"}]}),
        &[json!({"ip": "10.0.0.255"})],
        &[json!({"ip": "10.1.1.0"}), json!({"ip": "x"})],
    );
    check(json!({"ip": [{"cidr": "0.0.0.0/0"}]}), &[json!({"ip": "255.1.2.3"})], &[json!({"ip": "::1"})]);
    let v6 = json!({"ip": [{"cidr": "2001:0db8:1234:1a00::/64"}]});
    check(
        v6,
        &[json!({"ip": "2001:0db8:1234:1a00:0000:0000:0000:0000"})],
        &[json!({"ip": "2001:db8:1234:1a01::"})],
    );
    // https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
    check(
        json!({"p": [301.5]}),
        &[json!({"p": 301.5}), json!({"p": 3.015e2})],
        &[json!({"p": 301}), json!({"p": "301.5"})],
    );
    check(json!({"p": [{"numeric": ["<", 0]}]}), &[json!({"p": -1})], &[json!({"p": 0})]);
    check(
        json!({"p": [{"numeric": [">", 0, "<=", 150]}]}),
        &[json!({"p": 150}), json!({"p": 0.00001})],
        &[json!({"p": 0}), json!({"p": 151}), json!({"p": "100"})],
    );
    check(json!({"p": [{"numeric": ["=", 5]}]}), &[json!({"p": 5.0})], &[json!({"p": 5.1})]);
    check(
        json!({"p": [{"anything-but": [100, 500]}]}),
        &[json!({"p": 101}), json!({"p": 100.1})],
        &[json!({"p": 100})],
    );
    // https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
    check(
        json!({"s": [{"exists": true}]}),
        &[json!({"s": "fans"}), json!({"s": ["x"]})],
        &[json!({"t": 1}), json!({"s": null}), json!({"s": {"t": 1}})],
    );
    check(json!({"s": [{"exists": false}]}), &[json!({"t": 1}), json!({"s": []})], &[json!({"s": "fans"})]);
    check(
        json!({"s": [{"exists": false}, {"anything-but": ["x"]}]}),
        &[json!({}), json!({"s": "y"})],
        &[json!({"s": "x"})],
    );
    check(
        json!({"s": [true, null]}),
        &[json!({"s": true}), json!({"s": null})],
        &[json!({"s": false}), json!({"s": "true"})],
    );
    // https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html
    let or = json!({"source": ["aws.cloudwatch"], "$or": [{"metricName": ["CPU"]}, {"namespace": ["EC2"]}]});
    check(
        or,
        &[
            json!({"source": "aws.cloudwatch", "metricName": "CPU"}),
            json!({"source": "aws.cloudwatch", "namespace": "EC2"}),
        ],
        &[json!({"source": "aws.cloudwatch"}), json!({"metricName": "CPU"})],
    );
}

#[test]
fn nested_bodies() {
    let check = |policy: &Value, body: Value, expected: bool| {
        assert_eq!(body_matches(policy, &body), expected, "{policy} and {body}");
    };
    // recorded: sns/test_sns_filter_policy.json, test_filter_policy_on_message_body
    let policy = json!({
        "object": {"key": [{"prefix": "auto-"}, "hardcodedvalue"], "nested_key": [{"exists": false}]},
        "test": [{"exists": false}],
    });
    check(&policy, json!({"object": {"key": "auto-test"}}), true);
    check(&policy, json!({"object": {"key": "hardcodedvalue"}}), true);
    check(&policy, json!({"object": {"key": "test-auto"}}), false);
    check(&policy, json!({"object": {"key": "auto-test"}, "test": "just-exists"}), false);
    check(&policy, json!({"object": {"key": "auto-test", "nested_key": "just-exists"}}), false);
    check(&policy, json!({"object": {"test": "auto-test"}}), false);
    check(&policy, json!({"test": "auto-test"}), false);
    check(&policy, json!("Regular string message"), false);
    // recorded: sns/test_sns_filter_policy.json, test_filter_policy_on_message_body_dot_attribute
    for policy in [json!({"object.nested.test": ["v"]}), json!({"object": {"nested": {"test": ["v"]}}})] {
        check(&policy, json!({"object": {"nested": {"test": "v"}}}), true);
        check(&policy, json!({"object.nested.test": "v"}), true);
        check(&policy, json!({"object.nested": {"test": "v"}}), true);
        check(&policy, json!({"object": {"nested.test": "v"}}), true);
        check(&policy, json!({"object": {"nested": {"test": "x"}}}), false);
    }
    // recorded: sns/test_sns_filter_policy.json, test_filter_policy_on_message_body_array_attributes
    let policy = json!({"headers": {"route-to": ["queue1"]}});
    check(&policy, json!({"headers": {"route-to": ["queue1", "queue2"]}}), true);
    check(&policy, json!({"headers": {"route-to": ["queue2"]}}), false);
    // Fields of one object must be met by the same item of a list.
    let policy = json!({"records": {"a": [1], "b": [2]}});
    check(&policy, json!({"records": [{"a": 1, "b": 2}]}), true);
    check(&policy, json!({"records": [{"a": 1}, {"b": 2}]}), false);
}

#[test]
fn attributes() {
    let check = |policy: Value, attributes: Vec<(&str, &str, &str)>, expected: bool| {
        assert_eq!(attributes_match(&policy, attributes.clone()), expected, "{policy} and {attributes:?}");
    };
    // recorded: sns/test_sns_filter_policy.json, test_exists_filter_policy_attributes_array
    let store = json!({"store": ["value1"]});
    check(store.clone(), vec![("store", "String", "value1")], true);
    check(store.clone(), vec![("store", "String.Array", r#"["value1", "value2"]"#)], true);
    check(store.clone(), vec![("store", "String.Array", r#"["value2", "value3"]"#)], false);
    check(store.clone(), vec![("store", "String.Array", "value1")], false);
    check(store, vec![("store", "Binary", "value1")], false);
    check(json!({"p": [{"numeric": [">", 0, "<=", 100]}]}), vec![("p", "Number", "99")], true);
    check(json!({"p": [{"numeric": [">", 0, "<=", 100]}]}), vec![("p", "Number", "111")], false);
    check(json!({"p": [{"numeric": [">", 0]}]}), vec![("p", "String", "99")], false);
    check(json!({"a.b": ["x"]}), vec![("a.b", "String", "x")], true);
    // https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
    check(json!({"s": [{"exists": false}]}), vec![("t", "String", "x")], true);
    check(json!({"s": [{"exists": false}]}), vec![], false);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-c.$\"\\\\é]{0,4}".prop_map(Value::from),
        Just(json!("$or")),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        let key = prop_oneof![
            "[a-c.]{0,4}",
            Just("$or".to_owned()),
            Just("numeric".to_owned()),
            Just("prefix".to_owned()),
            Just("anything-but".to_owned()),
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(key, inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_breaks_the_compiler(policy in any_json(), body in any_json(), text in ".{0,40}") {
        drop(Filter::parse(&text, Scope::Body));
        let what = notification(&body.to_string(), Vec::new());
        if let Ok(filter) = Filter::parse(&policy.to_string(), Scope::Body) {
            filter.accepts(&Content::new(&what), "sqs");
        }
    }

    #[test]
    fn what_is_json_passes_the_syntax(value in any_json()) {
        prop_assert_eq!(check_json(&value.to_string()), Ok(()));
    }

    #[test]
    fn one_more_value_never_matches_less(values in proptest::collection::vec(0..5i32, 1..4), more in 0..5i32, seen in 0..5i32) {
        let mut longer = values.clone();
        longer.push(more);
        let matches = |values: &[i32]| body_matches(&json!({"k": values}), &json!({"k": seen}));
        prop_assert!(!matches(&values) || matches(&longer));
    }
}

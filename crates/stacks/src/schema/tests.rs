use serde_json::{Value, json};

use super::Schema;
use crate::diff::Recreation;

/// An extract of the published schema of AWS::SQS::Queue, with one property for each kind of path.
fn queue() -> Schema {
    Schema::new(&json!({
        "typeName": "AWS::SQS::Queue",
        "additionalProperties": false,
        "properties": {
            "QueueName": {"type": "string"},
            "FifoQueue": {"type": "boolean"},
            "DelaySeconds": {"type": "integer"},
            "RedrivePolicy": {"type": ["object", "string"]},
            "Tags": {"type": "array", "uniqueItems": false, "items": {"$ref": "#/definitions/Tag"}},
            "Endpoint": {"type": "object", "properties": {"Port": {"type": "integer"}, "Host": {"type": "string"}}},
            "Region": {"type": "string"},
            "Arn": {"type": "string"}
        },
        "definitions": {
            "Tag": {
                "type": "object", "additionalProperties": false, "required": ["Value", "Key"],
                "properties": {
                    "Key": {"type": "string", "minLength": 1, "maxLength": 128},
                    "Value": {"type": "string", "pattern": "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$"}
                }
            }
        },
        "createOnlyProperties": ["/properties/QueueName", "/properties/FifoQueue", "/properties/Endpoint/Host"],
        "conditionalCreateOnlyProperties": ["/properties/Region"],
        "readOnlyProperties": ["/properties/Arn", "/properties/Endpoint/Address"],
        "handlers": {"create": {"permissions": ["sqs:CreateQueue"]}, "update": {"permissions": []}},
        "tagging": {"taggable": true, "tagProperty": "/properties/Tags"}
    }))
    .unwrap()
}

#[test]
fn facts() {
    let queue = queue();
    for (path, expected) in [
        ("/Properties/QueueName", Recreation::Always),
        ("/Properties/DelaySeconds", Recreation::Never),
        ("/Properties/Endpoint/Host", Recreation::Always),
        ("/Properties/Endpoint/Port", Recreation::Never),
        ("/Properties/Endpoint", Recreation::Always),
        ("/Properties/Region", Recreation::Conditionally),
        ("/Properties/Tags/0/Key", Recreation::Never),
    ] {
        assert_eq!(queue.recreation(path), expected, "{path}");
    }
    assert_eq!(queue.attributes().collect::<Vec<_>>(), ["Arn", "Endpoint.Address"]);
    assert!(queue.has_update() && queue.is_taggable());

    let fixed = json!({"typeName": "X", "properties": {"P": {}}, "handlers": {"create": {}},
        "replacementStrategy": "delete_then_create"});
    assert!(Schema::new(&fixed).unwrap().deletes_before_creating() && !queue.deletes_before_creating());
    assert_eq!(Schema::new(&fixed).unwrap().recreation("/Properties/P"), Recreation::Always);
    assert!(Schema::new(&json!({"properties": {}})).is_err());
    assert!(Schema::new(&Value::Null).is_err());
}

/// recorded: cloudformation/test_template_engine.json, test_implicit_type_conversion (a queue made of "true" and "2")
#[test]
fn scalars_become_what_is_wanted() {
    let given = json!({"QueueName": 5, "FifoQueue": "true", "DelaySeconds": "2", "RedrivePolicy": {"a": 1},
        "Tags": [{"Key": true, "Value": 1.5}]});
    let expected = json!({"QueueName": "5", "FifoQueue": true, "DelaySeconds": 2, "RedrivePolicy": {"a": 1},
        "Tags": [{"Key": "true", "Value": "1.5"}]});
    assert_eq!(queue().check("Q", &given), Ok(expected));
    let kept = json!({"DelaySeconds": "soon", "FifoQueue": "maybe", "QueueName": ["a"]});
    assert_eq!(queue().coerce(&kept), kept);
}

#[test]
fn a_failure_lists_everything() {
    let given =
        json!({"Nope": 1, "DelaySeconds": "soon", "Tags": [{"Key": ""}], "Arn": "x", "QueueName": {}});
    let error = queue().check("MyQueue", &given).unwrap_err();
    assert_eq!(
        error.message(),
        "Properties validation failed for resource MyQueue with message:\n\
         #: extraneous key [Arn] is not permitted\n\
         #: extraneous key [Nope] is not permitted\n\
         #/DelaySeconds: expected type: Integer, found: String\n\
         #/Tags/0: required key [Value] not found\n\
         #/Tags/0/Key: expected minLength: 1, actual: 0\n\
         #/QueueName: expected type: String, found: JSONObject"
    );
}

/// The sentences are those of ValidatorTest in aws-cloudformation/cloudformation-resource-schema.
#[test]
fn sentences() {
    let check = |schema: Value, value: Value, expected: &[&str]| {
        let schema = Schema::new(&json!({"typeName": "X", "properties": {"P": schema}, "definitions": {"D": {"enum": ["a"], "type": "string"}}})).unwrap();
        let found = schema.validate(&json!({ "P": value })).unwrap();
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    };
    let text = |keyword: &str, limit: Value| json!({"type": "string", keyword: limit});
    check(text("maxLength", json!(20)), json!("x".repeat(31)), &["#/P: expected maxLength: 20, actual: 31"]);
    check(text("minLength", json!(10)), json!("tooShort"), &["#/P: expected minLength: 10, actual: 8"]);
    check(
        text("pattern", json!("^a$")),
        json!("b"),
        &["#/P: failed validation constraint for keyword [pattern]"],
    );
    let both = json!({"type": "string", "maxLength": 1, "pattern": "^a$"});
    check(
        both,
        json!("secret"),
        &["#/P: expected maxLength: 1, actual: 6", "#/P: failed validation constraint for keyword [pattern]"],
    );
    let wrong_word =
        ["#/P: #: only 1 subschema matches out of 2", "#/P: failed validation constraint for keyword [enum]"];
    check(json!({"type": "string", "enum": ["a"]}), json!("b"), &wrong_word);
    check(json!({"$ref": "#/definitions/D"}), json!("b"), &wrong_word);
    check(
        json!({"type": "integer", "minimum": 5, "multipleOf": 5}),
        json!(3),
        &[
            "#/P: failed validation constraint for keyword [minimum]",
            "#/P: failed validation constraint for keyword [multipleOf]",
        ],
    );
    check(json!({"type": "boolean"}), json!("true"), &["#/P: expected type: Boolean, found: String"]);
    check(json!({"type": "number"}), json!([]), &["#/P: expected type: Number, found: JSONArray"]);
    check(json!({"type": "integer"}), json!(1.5), &["#/P: expected type: Integer, found: BigDecimal"]);
    check(
        json!({"type": "array", "maxItems": 2, "uniqueItems": true}),
        json!([1, 1, 2]),
        &["#/P: expected maximum item count: 2, found: 3", "#/P: array items are not unique"],
    );
    check(
        json!({"type": "array", "minItems": 2}),
        json!([1]),
        &["#/P: expected minimum item count: 2, found: 1"],
    );
    check(
        json!({"type": "object", "minProperties": 2}),
        json!({"a": 1}),
        &["#/P: minimum size: [2], found: [1]"],
    );
    check(
        json!({"type": "object", "maxProperties": 0}),
        json!({"a": 1}),
        &["#/P: maximum size: [0], found: [1]"],
    );
    check(
        json!({"type": "object", "dependencies": {"a": ["b"]}}),
        json!({"a": 1}),
        &["#/P: property [b] is required"],
    );
    let map = json!({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": false});
    check(map.clone(), json!({"def": "x"}), &["#/P: extraneous key [def] is not permitted"]);
    check(map, json!({"abc": 1}), &["#/P/abc: expected type: String, found: Integer"]);
    check(
        json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        json!({}),
        &[
            "#/P: #: only 1 subschema matches out of 2",
            "#/P: #: 0 subschemas matched instead of one",
            "#/P: expected type: String, found: JSONObject",
            "#/P: expected type: Integer, found: JSONObject",
        ],
    );
}

#[test]
fn the_alternative_that_fits_decides() {
    let schema = Schema::new(&json!({"typeName": "X", "properties": {"P": {"anyOf": [
        {"type": "object", "properties": {"N": {"type": "integer"}}, "required": ["N"]},
        {"type": "array", "items": {"type": "string"}},
    ]}}}))
    .unwrap();
    assert_eq!(schema.check("R", &json!({"P": {"N": "3"}})), Ok(json!({"P": {"N": 3}})));
    assert_eq!(schema.check("R", &json!({"P": [1]})), Ok(json!({"P": ["1"]})));
}

#[test]
fn a_schema_without_end_is_said_to_be_one() {
    let schema = |property: Value| {
        Schema::new(&json!({"typeName": "X", "properties": {"P": property}, "definitions": {
            "Loop": {"$ref": "#/definitions/Loop"}, "All": {"allOf": [{"$ref": "#/definitions/All"}]},
            "List": {"type": "array", "items": {"$ref": "#/definitions/List"}},
        }}))
        .unwrap()
    };
    let of = |name: &str| {
        schema(json!({"$ref": format!("#/definitions/{name}")})).check("R", &json!({"P": [[[]]]}))
    };
    assert!(of("Loop").is_ok());
    assert_eq!(of("All").unwrap_err().code(), "NotImplemented");
    assert!(of("List").is_ok());
}

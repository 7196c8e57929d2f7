//! Properties that hold for every template, found by trying many.

use indexmap::IndexMap;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::diff::{self, Deployed, Recreation, TypeFacts};
use crate::evaluate::{Evaluator, Lookup, NothingYet, Pseudo, Resolver};
use crate::transform::{NoMacros, expand};
use crate::{Graph, Template, dynamic, parameters, rules, source, summary, validate};

/// Runs a text through everything that a stack operation would do with it. Only panics matter.
fn run(text: &str) {
    let Ok(value) = source::parse(text) else { return };
    drop(summary::summarise(&value, &|_| None));
    drop(dynamic::find(&value));
    let pseudo = Pseudo::default();
    let Ok(expanded) = expand(&value, &IndexMap::new(), &pseudo, &NoMacros) else { return };
    let Ok(template) = Template::from_expanded(&expanded) else { return };
    drop(validate::references(&template));
    let given =
        template.parameters.keys().map(|name| (name.clone(), parameters::Given::value("1"))).collect();
    let Ok(bound) = parameters::bind(&template, &given, &IndexMap::new()) else { return };
    drop(rules::check(&template, &bound.values(), &pseudo, &rules::NoFacts));
    let Ok(evaluator) = Evaluator::new(&template, bound.values(), &pseudo, &NothingYet) else { return };
    drop(validate::active(&template, &evaluator));
    drop(Graph::new(&template, &evaluator));
    for id in evaluator.active() {
        drop(evaluator.properties(id));
    }
    drop(validate::dry_run(&template, &evaluator));
    let tags = std::collections::BTreeMap::new();
    let version = diff::Version { template: &template, parameters: &bound, pseudo: &pseudo, tags: &tags };
    drop(diff::compare(Some(version), version, &Nothing, &Nothing));
}

struct Nothing;

impl Resolver for Nothing {
    fn reference(&self, _: &str) -> Lookup {
        Lookup::Known(json!("id"))
    }

    fn attribute(&self, _: &str, _: &str) -> Lookup {
        Lookup::Known(json!("attribute"))
    }

    fn export(&self, _: &str) -> Option<String> {
        None
    }

    fn zones(&self, _: &str) -> Vec<String> {
        vec!["a".to_owned()]
    }
}

impl Deployed for Nothing {
    fn physical_id(&self, _: &str) -> Option<String> {
        None
    }
}

impl TypeFacts for Nothing {
    fn recreation(&self, _: &str, _: &str) -> Recreation {
        Recreation::Always
    }

    fn takes_stack_tags(&self, _: &str) -> bool {
        true
    }
}

/// Words that mean something to a template, and some that do not.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "Ref",
            "Fn::GetAtt",
            "Fn::Sub",
            "Fn::Join",
            "Fn::Select",
            "Fn::Split",
            "Fn::If",
            "Fn::Cidr",
            "Fn::Base64",
            "Fn::FindInMap",
            "Fn::GetAZs",
            "Fn::ImportValue",
            "Fn::And",
            "Fn::Or",
            "Fn::Not",
            "Fn::Equals",
            "Condition",
            "Fn::Length",
            "Fn::ToJsonString",
            "Fn::ForEach::L",
            "Fn::Transform",
            "A",
            "B",
            "C",
            "M",
            "P",
            "Type",
            "Properties",
            "AWS::NoValue",
            "AWS::Region",
            "${A}",
            "${A.B}",
            "${!x}",
            "&{P}",
            "10.0.0.0/16",
            "2",
            "8",
            "AWS::LanguageExtensions",
            "{{resolve:ssm:x}}",
            "DefaultValue",
            "X",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ]
}

/// Any tree, with a liking for functions.
fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        word().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A template with trees where trees may stand.
fn template() -> impl Strategy<Value = Value> {
    (tree(), tree(), tree(), tree(), tree(), any::<bool>()).prop_map(|(a, b, c, d, e, extended)| {
        let mut template = json!({
            "Parameters": {"P": {"Type": "String"}, "L": {"Type": "CommaDelimitedList"}},
            "Mappings": {"M": {"A": {"B": "C"}}},
            "Conditions": {"C": {"Fn::Equals": [a, "x"]}, "D": b},
            "Resources": {
                "A": {"Type": "X", "Properties": {"P": c}},
                "B": {"Type": "X", "Condition": "C", "Metadata": d},
            },
            "Outputs": {"O": {"Value": e}},
        });
        if extended {
            template["Transform"] = json!("AWS::LanguageExtensions");
        }
        template
    })
}

/// A tree in which nothing is a function and nothing is null.
fn literal() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-zA-Z$ {}!]{0,8}".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-z][a-zA-Z:]{0,6}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        run(&text);
    }

    /// YAML's own signs, so that the parser gets somewhere.
    #[test]
    fn no_yaml_panics(text in "[-:?!&*#|>{}\\[\\],'\"%@` \n\ta-cA-C0-9.~<]{0,120}") {
        run(&text);
        run(&format!("Resources:\n  A:\n    Type: X\n    Properties:\n      P: {text}\n"));
    }

    #[test]
    fn no_tree_panics(tree in tree()) {
        run(&tree.to_string());
    }

    #[test]
    fn no_template_panics(template in template()) {
        run(&template.to_string());
    }

    #[test]
    fn literals_are_their_own_value(properties in prop::collection::vec(("[a-z]{1,4}", literal()), 0..5)) {
        let properties: Map<String, Value> = properties.into_iter().collect();
        let value = json!({"Resources": {"A": {"Type": "X", "Properties": properties}}});
        // JSON and YAML: every JSON text is a YAML text.
        for text in [value.to_string(), format!("# yaml\n{value}")] {
            let template = Template::parse(&text).unwrap();
            prop_assert_eq!(validate::references(&template), Ok(()));
            let pseudo = Pseudo::default();
            let evaluator = Evaluator::new(&template, IndexMap::new(), &pseudo, &NothingYet).unwrap();
            let evaluated = evaluator.properties("A").unwrap();
            prop_assert_eq!(evaluated.to_value(), Some(Value::Object(properties.clone())));
        }
    }

    /// Whatever the edges, the order is one of the resources after what they need, or there is a circle.
    #[test]
    fn orders_are_orders(edges in prop::collection::vec((0usize..8, 0usize..8), 0..14)) {
        let ids: Vec<String> = (0..8).map(|node| format!("R{node}")).collect();
        let needs = |node: usize| edges.iter().filter(|(a, _)| *a == node).map(|(_, b)| ids[*b].as_str()).collect::<Vec<_>>();
        match Graph::from_edges((0..8).map(|node| (ids[node].as_str(), needs(node)))) {
            Ok(graph) => {
                let order: Vec<&str> = graph.order().collect();
                prop_assert_eq!(order.len(), 8);
                let place = |id: &str| order.iter().position(|it| *it == id).unwrap();
                for (a, b) in &edges {
                    prop_assert!(place(&ids[*b]) < place(&ids[*a]));
                }
                for mut schedule in [graph.forward(), graph.backward()] {
                    let mut count = 0;
                    loop {
                        let ready = schedule.ready();
                        if ready.is_empty() { break }
                        count += ready.len();
                        for id in &ready {
                            schedule.done(id);
                        }
                    }
                    prop_assert_eq!(count, 8);
                }
            }
            Err(crate::Error::Circular(members)) => {
                // Every member needs another member.
                for id in &members {
                    let node = ids.iter().position(|it| it == id).unwrap();
                    prop_assert!(needs(node).iter().any(|need| members.iter().any(|it| it == need)));
                }
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

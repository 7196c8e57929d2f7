use indexmap::IndexMap;
use serde_json::{Value, json};

use super::Graph;
use crate::evaluate::NothingYet;
use crate::{Error, Evaluator, Pseudo, Template, validate};

fn with_graph<T>(text: &str, seen: impl FnOnce(&Graph) -> T) -> Result<T, Error> {
    let template = Template::parse(text)?;
    validate::references(&template)?;
    let parameters: IndexMap<String, Value> = template
        .parameters
        .iter()
        .map(|(name, it)| (name.clone(), json!(it.default.clone().unwrap_or_default())))
        .collect();
    let pseudo = Pseudo::default();
    let evaluator = Evaluator::new(&template, parameters, &pseudo, &NothingYet)?;
    validate::active(&template, &evaluator)?;
    Graph::new(&template, &evaluator).map(|graph| seen(&graph))
}

fn order(text: &str) -> Result<Vec<String>, Error> {
    with_graph(text, |graph| graph.order().map(str::to_owned).collect())
}

const CHAIN: &str = "
Resources:
  C: {Type: X, Properties: {P: !Sub '${B.Arn}'}}
  B: {Type: X, Properties: {P: {Q: [!Ref A]}}}
  D: {Type: X, DependsOn: [C, A]}
  A: {Type: X}
  E: {Type: X, Properties: {P: !GetAtt A.Arn}}
";

#[test]
fn everything_comes_after_what_it_needs() {
    assert_eq!(order(CHAIN).unwrap(), ["A", "B", "C", "D", "E"]);
    let edges = with_graph(CHAIN, |graph| {
        let of = |id| graph.dependencies(id).map(str::to_owned).collect::<Vec<_>>();
        (of("D"), of("A"))
    });
    assert_eq!(edges.unwrap(), (vec!["C".into(), "A".into()], vec![]));
}

#[test]
fn what_is_ready_runs_at_once() {
    with_graph(CHAIN, |graph| {
        let mut making = graph.forward();
        assert_eq!(making.ready(), ["A"]);
        assert!(making.ready().is_empty());
        making.done("A");
        assert_eq!(making.ready(), ["B", "E"]);
        making.done("E");
        assert!(making.ready().is_empty());
        making.done("B");
        assert_eq!(making.ready(), ["C"]);

        let mut deleting = graph.backward();
        assert_eq!(deleting.ready(), ["D", "E"]);
        deleting.done("D");
        deleting.done("E");
        assert_eq!(deleting.ready(), ["C"]);
    })
    .unwrap();
}

#[test]
fn a_circle_is_refused_with_only_its_members() {
    let text = "Resources: {Free: {Type: X}, A: {Type: X, Properties: {P: !Ref B}}, B: {Type: X, DependsOn: A}, After: {Type: X, DependsOn: B}}";
    assert_eq!(order(text).unwrap_err().message(), "Circular dependency between resources: [A, B]");
    let itself = "Resources: {A: {Type: X, Properties: {P: !Ref A}}}";
    assert_eq!(order(itself).unwrap_err().message(), "Circular dependency between resources: [A]");
}

/// recorded: cloudformation/engine/test_conditions.json, test_dependent_ref and test_dependent_get_att
#[test]
fn only_what_exists_counts() {
    let text = |property: &str| {
        format!(
            "Conditions: {{No: !Equals [a, b]}}\n\
             Resources: {{Topic: {{Type: X, Condition: No}}, Policy: {{Type: X, DependsOn: Topic, Properties: {{P: {property}}}}}}}"
        )
    };
    assert_eq!(order(&text("!If [No, !Ref Topic, x]")).unwrap(), ["Policy"]);
    let unresolved = "Template format error: Unresolved resource dependencies [Topic] in the Resources block of the template";
    assert_eq!(order(&text("!Ref Topic")).unwrap_err().message(), unresolved);
    assert_eq!(order(&text("!GetAtt Topic.Arn")).unwrap_err().message(), unresolved);
}

#[test]
fn a_long_chain_needs_no_stack() {
    let edges: Vec<(String, Vec<String>)> =
        (0..20_000).map(|i| (format!("R{i}"), vec![format!("R{}", i + 1)])).collect();
    let graph =
        Graph::from_edges(edges.iter().map(|(id, needs)| (id.as_str(), vec![needs[0].as_str()]))).unwrap();
    assert_eq!(graph.order().next(), Some("R19999"));
}

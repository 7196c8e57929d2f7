//! A template from its text to the properties of its resources, as CloudFormation takes it.

#![no_main]

use indexmap::IndexMap;
use libfuzzer_sys::fuzz_target;
use stacks::{Evaluator, Graph, Pseudo, Result, Template};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // A refusal is as good as any other end.
    let _ = bring_up(text);
});

fn bring_up(text: &str) -> Result<()> {
    let pseudo = Pseudo {
        account_id: "000000000000".into(),
        region: "us-east-1".into(),
        partition: "aws".into(),
        url_suffix: "amazonaws.com".into(),
        stack_id: "arn:aws:cloudformation:us-east-1:000000000000:stack/fuzz/1".into(),
        stack_name: "fuzz".into(),
        notification_arns: Vec::new(),
    };
    let raw = stacks::source::parse(text)?;
    let declared = Template::before_transforms(&raw)?;
    let values = stacks::parameters::bind(&declared, &IndexMap::new(), &IndexMap::new())?.values();
    let expanded = stacks::transform::expand(&raw, &values, &pseudo, &stacks::transform::NoMacros)?;
    let template = Template::from_expanded(&expanded)?;
    stacks::rules::check(&template, &values, &pseudo, &stacks::rules::NoFacts)?;
    stacks::validate::references(&template)?;
    let evaluator = Evaluator::new(&template, values, &pseudo, &stacks::evaluate::NothingYet)?;
    stacks::validate::active(&template, &evaluator)?;
    let graph = Graph::new(&template, &evaluator)?;
    let all = graph.order().count();
    for mut schedule in [graph.forward(), graph.backward()] {
        let mut done = 0;
        loop {
            let ready = schedule.ready();
            if ready.is_empty() {
                break;
            }
            done += ready.len();
            ready.iter().for_each(|id| schedule.done(id));
        }
        assert_eq!(done, all, "a schedule leaves resources out");
    }
    for id in evaluator.active() {
        let _ = evaluator.properties(id)?.to_value();
    }
    for (name, output) in &template.outputs {
        let _ = evaluator.output(name, output)?;
        let _ = evaluator.export_name(name, output)?;
    }
    Ok(())
}

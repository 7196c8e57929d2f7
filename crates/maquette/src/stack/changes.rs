//! Updates by change sets: what will change is shown before it does.

use super::Stack;
use super::template::Template;
use crate::client::{Aws, AwsError, Element, params};
use crate::commands::stop::pause;
use crate::exit::Failure;
use crate::screen::{Paint, Screen};
use clock::Clock;
use std::time::Duration;

/// The name of our change sets; each is gone before the next.
const NAME: &str = "maquette-up";
const LOOK: Duration = Duration::from_millis(50);

/// Makes a change set of a request for an update, shows it and executes it. False where there is nothing to change.
pub(crate) async fn apply(
    aws: &Aws,
    screen: &Screen,
    form: &[(String, String)],
) -> Result<Result<bool, AwsError>, Failure> {
    let mut asked = form.to_vec();
    asked.extend(params(&[("ChangeSetName", NAME), ("ChangeSetType", "UPDATE")]));
    let made = match aws.call("CreateChangeSet", &asked).await? {
        Ok(made) => made,
        Err(error) => return Ok(Err(error)),
    };
    let id = made.text_of("Id").to_owned();
    let name = params(&[("ChangeSetName", &id)]);
    let clock = Clock::real();
    let set = loop {
        let set = aws.call("DescribeChangeSet", &name).await??;
        if !matches!(set.text_of("Status"), "CREATE_PENDING" | "CREATE_IN_PROGRESS") {
            break set;
        }
        pause(&clock, LOOK).await;
    };
    if set.text_of("Status") == "FAILED" {
        aws.call("DeleteChangeSet", &name).await??;
        let reason = set.text_of("StatusReason");
        let empty =
            reason.contains("didn't contain changes") || reason.contains("No updates are to be performed");
        let error = AwsError { code: "ValidationError".to_owned(), message: reason.to_owned() };
        return Ok(if empty { Ok(false) } else { Err(error) });
    }
    if !screen.json {
        set.members("Changes").iter().filter_map(|c| c.at(&["ResourceChange"])).for_each(|c| show(screen, c));
    }
    Ok(aws.call("ExecuteChangeSet", &name).await?.map(|_| true))
}

fn show(screen: &Screen, change: &Element) {
    let replacement = match change.text_of("Replacement") {
        "True" => "  (replaced)",
        "Conditional" => "  (perhaps replaced)",
        _ => "",
    };
    let action = change.text_of("Action");
    let paint = match action {
        "Add" => Paint::Good,
        "Remove" => Paint::Bad,
        _ => Paint::Warn,
    };
    screen.line(format!(
        "{} {:<26} {}{replacement}",
        screen.paint(paint, format!("{action:<8}")),
        change.text_of("ResourceType"),
        change.text_of("LogicalResourceId"),
    ));
}

/// Those parameters of a stack that a template declares too.
pub(crate) async fn still_declared(
    aws: &Aws,
    template: &Template,
    stack: &Stack,
) -> Result<Vec<String>, Failure> {
    let summary = match aws.call("GetTemplateSummary", &params(&[("TemplateBody", &template.body)])).await? {
        Ok(summary) => summary,
        Err(error) => {
            let what = format!("{} was refused: {}", template.path.display(), error.message);
            return Err(Failure::failed(what).next("mend the template, and run the command again"));
        }
    };
    let declared: Vec<_> = summary.members("Parameters").iter().map(|p| p.text_of("ParameterKey")).collect();
    Ok(stack.parameters.iter().filter(|key| declared.contains(&key.as_str())).cloned().collect())
}

//! Stacks, seen through CloudFormation's public API.

pub(crate) mod board;
mod cause;
pub(crate) mod changes;
pub(crate) mod template;
pub(crate) mod watch;

use crate::client::{Aws, AwsError, Element, params};
use crate::exit::Failure;
use clock::Timestamp;

/// A stack as `DescribeStacks` shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stack {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) reason: String,
    /// Key, value and description.
    pub(crate) outputs: Vec<[String; 3]>,
    pub(crate) parameters: Vec<String>,
}

impl Stack {
    fn read(element: &Element) -> Self {
        let text = |name: &str| element.text_of(name).to_owned();
        let output =
            |o: &Element| ["OutputKey", "OutputValue", "Description"].map(|n| o.text_of(n).to_owned());
        Self {
            id: text("StackId"),
            name: text("StackName"),
            status: text("StackStatus"),
            reason: text("StackStatusReason"),
            outputs: element.members("Outputs").iter().map(output).collect(),
            parameters: element
                .members("Parameters")
                .iter()
                .map(|p| p.text_of("ParameterKey").to_owned())
                .collect(),
        }
    }

    pub(crate) fn in_progress(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }
}

/// One event of a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) logical: String,
    pub(crate) physical: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) reason: String,
    pub(crate) time: Timestamp,
}

impl Event {
    fn read(element: &Element) -> Self {
        let text = |name: &str| element.text_of(name).to_owned();
        Self {
            id: text("EventId"),
            logical: text("LogicalResourceId"),
            physical: text("PhysicalResourceId"),
            kind: text("ResourceType"),
            status: text("ResourceStatus"),
            reason: text("ResourceStatusReason"),
            time: Timestamp::parse_rfc3339(element.text_of("Timestamp")).unwrap_or_default(),
        }
    }
}

/// Whether an error says that there is no such stack.
fn is_missing(error: &AwsError) -> bool {
    error.code == "ValidationError" && error.message.contains("does not exist")
}

/// A stack by its name or id; `None` where there is none, or none any more.
pub(crate) async fn describe(aws: &Aws, name: &str) -> Result<Option<Stack>, Failure> {
    match aws.call("DescribeStacks", &params(&[("StackName", name)])).await? {
        Ok(result) => Ok(result.members("Stacks").first().map(Stack::read)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The stacks that are there.
pub(crate) async fn list(aws: &Aws) -> Result<Vec<Stack>, Failure> {
    let mut stacks = Vec::new();
    let mut token = String::new();
    loop {
        let page = if token.is_empty() { Vec::new() } else { params(&[("NextToken", &token)]) };
        let result = aws.call("DescribeStacks", &page).await??;
        stacks.extend(result.members("Stacks").iter().map(Stack::read));
        result.text_of("NextToken").clone_into(&mut token);
        if token.is_empty() {
            return Ok(stacks);
        }
    }
}

/// The events after the one with the id `known` (all of them without), oldest first.
pub(crate) async fn events_after(aws: &Aws, stack: &str, known: Option<&str>) -> Result<Vec<Event>, Failure> {
    let mut events = Vec::new();
    let mut token = String::new();
    'pages: loop {
        let mut page = params(&[("StackName", stack)]);
        if !token.is_empty() {
            page.extend(params(&[("NextToken", &token)]));
        }
        let result = match aws.call("DescribeStackEvents", &page).await? {
            Ok(result) => result,
            Err(error) if is_missing(&error) => break,
            Err(error) => return Err(error.into()),
        };
        for event in result.members("StackEvents").iter().map(Event::read) {
            if known == Some(event.id.as_str()) {
                break 'pages;
            }
            events.push(event);
        }
        result.text_of("NextToken").clone_into(&mut token);
        if token.is_empty() {
            break;
        }
    }
    events.reverse();
    Ok(events)
}

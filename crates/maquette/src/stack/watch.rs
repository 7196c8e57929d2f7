//! Follows a stack to the end of what it does.

use super::board::Board;
use super::{Event, Stack, cause, describe, events_after};
use crate::client::Aws;
use crate::commands::stop::pause;
use crate::commands::why;
use crate::exit::Failure;
use crate::screen::{Paint, Screen};
use clock::Clock;
use serde_json::json;
use std::time::Duration;

/// Between two looks at the stack: short at first, since most of what happens here takes milliseconds.
const LOOKS: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];

/// How an operation on a stack ended.
pub(crate) struct Ended {
    /// The stack; `None` when it is gone.
    pub(crate) stack: Option<Stack>,
    pub(crate) events: Vec<Event>,
    board: Board,
}

/// The id of a stack's newest event, where a watch begins.
pub(crate) async fn newest(aws: &Aws, stack: &str) -> Result<Option<String>, Failure> {
    Ok(events_after(aws, stack, None).await?.pop().map(|event| event.id))
}

/// Shows what happens to a stack after the event `since`, until nothing is in progress any more.
pub(crate) async fn to_the_end(
    aws: &Aws,
    screen: &Screen,
    stack_id: &str,
    since: Option<String>,
) -> Result<Ended, Failure> {
    let clock = Clock::real();
    let mut ended = Ended { stack: None, events: Vec::new(), board: Board::new() };
    let mut known = since;
    let mut look = LOOKS[0];
    loop {
        // The state first: what is over has all its events.
        let stack = describe(aws, stack_id).await?;
        let new = events_after(aws, stack_id, known.as_deref()).await?;
        ended.board.show(screen, &new);
        known = new.last().map(|event| event.id.clone()).or(known);
        ended.events.extend(new);
        if stack.as_ref().is_none_or(|stack| !stack.in_progress()) {
            ended.stack = stack;
            return Ok(ended);
        }
        pause(&clock, look).await;
        look = (look * 2).min(LOOKS[1]);
    }
}

impl Ended {
    /// What a program reads of it.
    pub(crate) fn json(&self) -> serde_json::Value {
        let stack = self.stack.clone().unwrap_or_default();
        let outputs: serde_json::Map<_, _> =
            stack.outputs.iter().map(|[key, value, _]| (key.clone(), value.clone().into())).collect();
        let resources: Vec<_> = self.board.resources().map(resource_json).collect();
        let cause = if self.succeeded() { None } else { cause::first(&self.events).map(resource_json) };
        json!({
            "stack": stack.name, "id": stack.id, "status": stack.status, "outputs": outputs,
            "resources": resources, "cause": cause,
        })
    }

    /// Whether the stack is as was asked for, or gone.
    pub(crate) fn succeeded(&self) -> bool {
        self.stack.as_ref().is_none_or(|stack| {
            matches!(stack.status.as_str(), "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "DELETE_COMPLETE")
        })
    }

    /// Tells the first cause of a failure, and the mend where the server knows it.
    pub(crate) async fn explain(&self, aws: &Aws, screen: &Screen) -> Failure {
        let stack = self.stack.clone().unwrap_or_default();
        let failure = Failure::failed(format!("the stack {} ended in {}", stack.name, stack.status));
        let Some(first) = cause::first(&self.events) else {
            let reason = if stack.reason.is_empty() { "no event says why".to_owned() } else { stack.reason };
            return Failure { what: format!("{}: {reason}", failure.what), ..failure };
        };
        screen.line("");
        screen.line(format!(
            "{} {} {} {}",
            screen.paint(Paint::Bad, "first cause"),
            screen.paint(Paint::Bold, &first.logical),
            first.kind,
            screen.paint(Paint::Bad, &first.status)
        ));
        screen.line(format!("  {}", first.reason));
        let refused = match cause::request_id(&first.reason) {
            Some(id) => aws.client.get(&format!("/_maquette/why?request_id={id}")).await.ok(),
            None => None,
        };
        let refused = refused.filter(|told| told["record"]["decision"]["allowed"] == false);
        if let Some(told) = refused {
            screen.line("");
            screen.lines(why::lines(screen, &told));
            return failure.next("change that policy, and run the command again");
        }
        failure.next(cause::mend(first))
    }
}

fn resource_json(event: &Event) -> serde_json::Value {
    json!({
        "logicalId": event.logical, "physicalId": event.physical, "type": event.kind,
        "status": event.status, "reason": event.reason,
    })
}

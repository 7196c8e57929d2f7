//! Why a stack failed: the first cause among its events, and what would mend it.

use super::Event;

/// The first event that failed by itself: the others were cancelled for it, or only repeat it.
pub(crate) fn first(events: &[Event]) -> Option<&Event> {
    let cancelled = |event: &Event| {
        event.reason.starts_with("Resource creation cancelled")
            || event.reason.starts_with("Resource update cancelled")
    };
    let failed = || events.iter().filter(|event| event.status.ends_with("_FAILED") && !cancelled(event));
    let of_resource = failed().find(|event| event.kind != "AWS::CloudFormation::Stack");
    of_resource.or_else(|| failed().next()).or_else(|| {
        // A template that fails before any resource says so in the stack's own event.
        events.iter().find(|event| event.status.contains("ROLLBACK") && !event.reason.is_empty())
    })
}

/// The request that a reason names: `(Service: Sqs, Status Code: 403, Request ID: 8f5c...)`.
pub(crate) fn request_id(reason: &str) -> Option<&str> {
    let (_, after) = reason.split_once("Request ID: ")?;
    let id = after.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next()?;
    (!id.is_empty()).then_some(id)
}

/// What to do about a failure before the command is run again.
pub(crate) fn mend(first: &Event) -> String {
    // SQS's rule for a name that was in use: the time that it asks for need not be waited for here.
    if first.reason.contains("You must wait 60 seconds after deleting a queue") {
        return "let the name of the deleted queue rest: maquette clock advance 60s; then run the command again"
            .to_owned();
    }
    format!("mend {} in the template, and run the command again", first.logical)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str, logical: &str, status: &str, reason: &str) -> Event {
        let own = |text: &str| text.to_owned();
        Event {
            kind: own(kind),
            logical: own(logical),
            status: own(status),
            reason: own(reason),
            ..Event::default()
        }
    }

    fn check(events: &[Event], logical: Option<&str>) {
        assert_eq!(first(events).map(|event| event.logical.as_str()), logical, "{events:?}");
    }

    #[test]
    fn the_first_cause_is_not_a_consequence() {
        let stack = "AWS::CloudFormation::Stack";
        check(
            &[
                event("AWS::SQS::Queue", "B", "CREATE_FAILED", "Resource creation cancelled"),
                event("AWS::SNS::Topic", "A", "CREATE_FAILED", "Invalid parameter"),
                event(
                    stack,
                    "s",
                    "ROLLBACK_IN_PROGRESS",
                    "The following resource(s) failed to create: [A, B].",
                ),
            ],
            Some("A"),
        );
        check(&[event(stack, "s", "ROLLBACK_IN_PROGRESS", "Template error")], Some("s"));
        check(&[event("AWS::SQS::Queue", "B", "CREATE_COMPLETE", "")], None);
    }

    #[test]
    fn a_name_that_rests_is_no_fault_of_the_template() {
        let rests = "Resource handler returned message: \"You must wait 60 seconds after deleting a queue before you \
                     can create another with the same name. (Service: Sqs, Status Code: 400)\"";
        for (reason, told) in [(rests, "maquette clock advance 60s"), ("x", "mend Q in the template")] {
            let mend = mend(&event("AWS::SQS::Queue", "Q", "CREATE_FAILED", reason));
            assert!(mend.contains(told), "{mend}");
        }
    }

    #[test]
    fn request_ids() {
        for (reason, id) in [
            (
                "x (Service: Sqs, Status Code: 403, Request ID: 8f5c-1a) (SDK Attempt Count: 1)",
                Some("8f5c-1a"),
            ),
            ("Request ID: ", None),
            ("nothing", None),
        ] {
            assert_eq!(request_id(reason), id);
        }
    }
}

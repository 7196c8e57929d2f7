//! Reading one stream, forwards and backwards.

use crate::Logs;
use crate::events::{Position, first_sequence};
use crate::merge::{Merge, Range, Source};
use crate::names::GroupName;
use crate::operations::filter_events::may_unmask;
use crate::operations::metric_filters::check_class;
use crate::reading;
use crate::refusals::bad_token;
use door::Call;
use model_logs::ops;
use model_logs::types::*;
use store::Direction;
use wire::prelude::*;

/// A place in a stream and a direction: what follows the place, or what stands before it. AWS's tokens show the same:
/// `f/31953106606966983378809025079804211143289615424298221568/s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Forward(Position),
    Backward(Position),
}

impl Token {
    fn parse(text: &str) -> Option<Self> {
        let (direction, rest) = text.split_once('/')?;
        let position = Position::parse(rest.strip_suffix("/s")?)?;
        match direction {
            "f" => Some(Self::Forward(position)),
            "b" => Some(Self::Backward(position)),
            _ => None,
        }
    }
    fn text(self) -> String {
        match self {
            Self::Forward(position) => format!("f/{}/s", position.id()),
            Self::Backward(position) => format!("b/{}/s", position.id()),
        }
    }
}

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>
    pub(crate) async fn get_log_events(
        &self,
        call: &Call,
        input: GetLogEventsInput,
    ) -> Result<GetLogEventsOutput> {
        let name = input.log_group_name.as_deref();
        let group = GroupName::either(call, name, input.log_group_identifier.as_deref())?;
        if input.unmask == Some(true) {
            may_unmask(call, <ops::GetLogEvents as Op>::spec(), &group)?;
        }
        let record = self.state.group(&group)?;
        check_class(&record)?;
        let stream = self.state.stream(&group, &input.log_stream_name)?;
        let token = input.next_token.as_deref().map(|text| Token::parse(text).ok_or_else(bad_token));
        let token = token.transpose()?;
        let horizon = record.horizon(call.now()).map_or(0, Timestamp::millis);
        let mut range = Range {
            from: Position {
                sequence: first_sequence(input.start_time.unwrap_or(0).max(horizon)),
                stream: 0,
            },
            // The end is not included, and before the first event of a millisecond stands the last one's end.
            to: before(input.end_time),
        };
        let head = input.start_from_head == Some(true);
        let direction = match token {
            Some(Token::Forward(position)) => {
                range.from = range.from.max(position.next());
                Direction::Forward
            }
            Some(Token::Backward(position)) => {
                range.to = range.to.min(position.previous());
                Direction::Backward
            }
            None if head => Direction::Forward,
            None => Direction::Backward,
        };
        let source = stream.span.map(|span| Source {
            id: stream.id,
            name: input.log_stream_name.as_str().into(),
            lowest: span.lowest,
            highest: span.highest,
        });
        let mut merge = Merge::new(&self.state.events, source.into_iter().collect(), range, direction);
        let mut found = reading::page(&mut merge, input.limit, |_| true).or_internal()?;
        if direction == Direction::Backward {
            found.events.reverse();
        }
        let (first, last) = (found.events.first(), found.events.last());
        let (forward, backward) = match (first, last) {
            (Some((_, first)), Some((_, last))) => (Token::Forward(last.at), Token::Backward(first.at)),
            _ => at_the_end(token, range.from),
        };
        let events = found.events.iter().map(|(_, event)| OutputLogEvent {
            timestamp: Some(event.timestamp()),
            message: Some(event.message().to_owned()),
            ingestion_time: Some(event.ingested),
        });
        Ok(GetLogEventsOutput {
            events: Some(events.collect()),
            next_forward_token: Some(forward.text()),
            next_backward_token: Some(backward.text()),
        })
    }
}

/// The tokens of an empty page: the one that was given comes back, and its opposite leads back over what was read.
fn at_the_end(token: Option<Token>, from: Position) -> (Token, Token) {
    match token {
        Some(token @ Token::Forward(position)) => (token, Token::Backward(position.next())),
        Some(token @ Token::Backward(position)) => (Token::Forward(position.previous()), token),
        None => (Token::Forward(from.previous()), Token::Backward(from)),
    }
}

/// The last place before a time; all places where none is given.
fn before(millis: Option<i64>) -> Position {
    match millis {
        Some(millis) => Position { sequence: first_sequence(millis), stream: 0 }.previous(),
        None => Position { sequence: u64::MAX, stream: u64::MAX },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        let at = Position { sequence: 5, stream: 0 };
        for token in [Token::Forward(at), Token::Backward(at)] {
            assert_eq!(Token::parse(&token.text()), Some(token));
        }
        for bad in ["", "f", "f/1/s", "x/00000000000000000000000000000000000000000000000000000000/s"] {
            assert_eq!(Token::parse(bad), None, "{bad}");
        }
        assert_eq!(at.previous().next(), at);
        assert_eq!(Position::FIRST.previous(), Position::FIRST);
    }
}

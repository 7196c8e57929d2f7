//! From the bytes that a container writes to the events that a log stream holds, as the awslogs driver cuts them.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html>

use clock::Timestamp;
use regex::Regex;

/// The longest event: what CloudWatch Logs takes, less what it adds to each.
/// <https://docs.docker.com/engine/logging/drivers/awslogs/>
const LONGEST: usize = 256 * 1024 - 26;

/// An event of a log stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// When its first line was written.
    pub(super) time: Timestamp,
    /// Its text, without the last line break.
    pub(super) text: String,
}

/// Cuts the output of one of a container's streams.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// What begins an event, where an event may have several lines.
    begins: Option<Regex>,
    /// The line that is not at its end yet.
    partial: Vec<u8>,
    /// The event that the next line may still belong to.
    open: Option<Event>,
}

impl Lines {
    /// Lines are events, or those that match begin them.
    pub(super) fn new(begins: Option<Regex>) -> Self {
        Self { begins, ..Self::default() }
    }

    /// The events that these bytes complete.
    pub(super) fn push(&mut self, time: Timestamp, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let (line, after) = rest.split_at(end);
            self.partial.extend_from_slice(line);
            self.end_line(time, &mut events);
            rest = after.get(1..).unwrap_or_default();
        }
        self.partial.extend_from_slice(rest);
        while self.partial.len() >= LONGEST {
            let after = self.partial.split_off(LONGEST);
            self.end_line(time, &mut events);
            self.partial = after;
        }
        events
    }

    /// What is left when nothing more comes.
    pub(super) fn end(&mut self, time: Timestamp) -> Vec<Event> {
        let mut events = Vec::new();
        if !self.partial.is_empty() {
            self.end_line(time, &mut events);
        }
        events.extend(self.open.take());
        events
    }

    /// The event that waits for more lines, when it has waited long enough.
    pub(super) fn pause(&mut self) -> Option<Event> {
        self.open.take()
    }

    /// Whether something was taken that no event holds yet.
    pub(super) fn holds(&self) -> bool {
        !self.partial.is_empty() || self.open.is_some()
    }

    fn end_line(&mut self, time: Timestamp, events: &mut Vec<Event>) {
        let line = std::mem::take(&mut self.partial);
        let text = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
        let Some(begins) = &self.begins else {
            // An event must have a text: an empty line is none.
            if !text.is_empty() {
                events.push(Event { time, text });
            }
            return;
        };
        match &mut self.open {
            Some(open) if !begins.is_match(&text) && open.text.len() + text.len() < LONGEST => {
                open.text.push('\n');
                open.text.push_str(&text);
            }
            open => {
                events.extend(open.take());
                *open = (!text.is_empty()).then_some(Event { time, text });
            }
        }
    }
}

/// The expression for `awslogs-datetime-format`: a date in strftime's notation, anywhere in the line. `None` for what has
/// no meaning there.
pub(super) fn datetime(format: &str) -> Option<Regex> {
    let mut pattern = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            pattern.push_str(&regex::escape(&c.to_string()));
            continue;
        }
        pattern.push_str(match chars.next()? {
            'a' => "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
            'A' => "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
            'w' => r"\d",
            'd' | 'm' | 'y' | 'H' | 'I' | 'M' | 'S' => r"\d{2}",
            'b' => "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
            'B' => {
                "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
            }
            'Y' => r"\d{4}",
            'p' => "[AP]M",
            'L' => r"\.\d{3}",
            'f' => r"\d{1,6}",
            'z' => r"[+-]\d{4}",
            'Z' => "[A-Z]{1,4}T",
            'j' => r"\d{3}",
            '%' => "%",
            _ => return None,
        });
    }
    Regex::new(&pattern).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn cut(lines: &mut Lines, pieces: &[&str]) -> Vec<String> {
        let mut events: Vec<_> = pieces.iter().flat_map(|piece| lines.push(NOW, piece.as_bytes())).collect();
        events.extend(lines.end(NOW));
        events.into_iter().map(|event| event.text).collect()
    }

    #[test]
    fn lines_are_events() {
        for (pieces, events) in [
            (&["one\ntwo\n"][..], &["one", "two"][..]),
            (&["on", "e\r\n", "\n\n", "two"], &["one", "two"]),
            (&["", "\n"], &[]),
        ] {
            assert_eq!(cut(&mut Lines::default(), pieces), events, "{pieces:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut() {
        let long = "x".repeat(LONGEST + 5);
        let events = cut(&mut Lines::default(), &[&long, "\n"]);
        assert_eq!(events.iter().map(String::len).collect::<Vec<_>>(), [LONGEST, 5]);
    }

    #[test]
    fn some_lines_begin_events() {
        let begins = datetime("[%b %d, %Y %H:%M:%S]");
        assert!(begins.is_some());
        let mut lines = Lines::new(begins);
        let pieces = ["[May 01, 2017 19:00:01] A\n  at b\n\n", "  at c\n[May 01, 2017 19:00:04] B\n"];
        assert_eq!(
            cut(&mut lines, &pieces),
            ["[May 01, 2017 19:00:01] A\n  at b\n\n  at c", "[May 01, 2017 19:00:04] B"]
        );
        assert!(datetime("%Q").is_none());
    }

    proptest! {
        #[test]
        fn nothing_but_empty_lines_is_lost(pieces in proptest::collection::vec("[ab\n]{0,6}", 0..8)) {
            let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
            let whole = pieces.concat();
            let wanted: Vec<_> = whole.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect();
            prop_assert_eq!(cut(&mut Lines::default(), &pieces), wanted);
        }
    }
}

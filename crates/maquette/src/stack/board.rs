//! The live board: a line for every resource with its state and time, redrawn at a terminal, appended to in a pipe.

use super::Event;
use crate::screen::{Paint, Screen, terminal_size};
use clock::{Stopwatch, Timestamp};
use std::time::Duration;

/// The resources of one operation, in the order of their first event.
pub(crate) struct Board {
    rows: Vec<Row>,
    begun: Option<Timestamp>,
    /// Lines that stand on the terminal.
    drawn: usize,
}

struct Row {
    last: Event,
    begun: Timestamp,
    /// Since the last event was shown.
    shown: Stopwatch,
}

impl Row {
    fn in_progress(&self) -> bool {
        self.last.status.ends_with("_IN_PROGRESS")
    }

    /// How long it took, or has taken so far.
    fn time(&self) -> Duration {
        let known = self.last.time.since(self.begun);
        if self.in_progress() { known + self.shown.elapsed() } else { known }
    }
}

impl Board {
    pub(crate) fn new() -> Self {
        Self { rows: Vec::new(), begun: None, drawn: 0 }
    }

    /// Takes up new events and shows them. The stack's own events are shown in a pipe only.
    pub(crate) fn show(&mut self, screen: &Screen, events: &[Event]) {
        for event in events {
            let begun = *self.begun.get_or_insert(event.time);
            if !screen.json && !screen.live() {
                let after = event.time.since(begun);
                screen.line(line(screen, event, &format!("+{}", seconds(after)), usize::MAX));
            }
            if event.kind == "AWS::CloudFormation::Stack" {
                continue;
            }
            let shown = Stopwatch::start();
            let known = self.rows.iter_mut().find(|row| row.last.logical == event.logical);
            let Some(row) = known else {
                self.rows.push(Row { last: event.clone(), begun: event.time, shown });
                continue;
            };
            if row.last.status == "UPDATE_COMPLETE" && event.status.starts_with("DELETE_") {
                // It was replaced, and the event is about the former one.
                row.last.reason = match event.status.as_str() {
                    "DELETE_COMPLETE" => "replaced; the former one is deleted".to_owned(),
                    "DELETE_FAILED" => format!("replaced; the former one stays: {}", event.reason),
                    _ => "replaced; the former one is being deleted".to_owned(),
                };
                continue;
            }
            (row.last, row.shown) = (event.clone(), shown);
        }
        let moves = !events.is_empty() || self.rows.iter().any(Row::in_progress);
        if !screen.json && screen.live() && moves {
            self.draw(screen);
        }
    }

    /// The last event of every resource.
    pub(crate) fn resources(&self) -> impl Iterator<Item = &Event> {
        self.rows.iter().map(|row| &row.last)
    }

    fn draw(&mut self, screen: &Screen) {
        let (columns, lines) = terminal_size();
        // What has scrolled away cannot be redrawn: a long list keeps to its end.
        let room = lines.saturating_sub(2).max(1);
        let shown = self.rows.iter().skip(self.rows.len().saturating_sub(room));
        let text: Vec<_> = shown.map(|row| line(screen, &row.last, &seconds(row.time()), columns)).collect();
        screen.redraw(self.drawn, &text);
        self.drawn = text.len();
    }
}

fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        return format!("{} ms", time.as_millis());
    }
    format!("{:.1} s", time.as_secs_f64())
}

/// One line, cut to the width of the terminal.
fn line(screen: &Screen, event: &Event, time: &str, columns: usize) -> String {
    let paint = paint(&event.status);
    let plain = format!("{:<28} {:<26} {:<26} {time:>8}", event.status, event.kind, event.logical);
    let rest = if event.reason.is_empty() { String::new() } else { format!("  {}", event.reason) };
    let cut: String = format!("{plain}{rest}").chars().take(columns.saturating_sub(1)).collect();
    let (status, rest) = cut.split_at_checked(event.status.len().min(cut.len())).unwrap_or((&cut, ""));
    format!("{}{rest}", screen.paint(paint, status))
}

/// The colour of a status.
pub(crate) fn paint(status: &str) -> Paint {
    if status.ends_with("_FAILED") || status.contains("ROLLBACK") {
        Paint::Bad
    } else if status.ends_with("_COMPLETE") {
        Paint::Good
    } else {
        Paint::Warn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(statuses: &[&str], shown: &str, reason: &str) {
        let event = |status: &&str| Event {
            logical: "Q".to_owned(),
            kind: "AWS::SQS::Queue".to_owned(),
            status: (*status).to_owned(),
            ..Event::default()
        };
        let mut board = Board::new();
        board.show(&Screen::plain(), &statuses.iter().map(event).collect::<Vec<_>>());
        let last: Vec<_> = board.resources().map(|e| (e.status.as_str(), e.reason.as_str())).collect();
        assert_eq!(last, [(shown, reason)], "{statuses:?}");
    }

    #[test]
    fn a_replaced_resource_is_not_shown_as_deleted() {
        check(&["CREATE_IN_PROGRESS", "CREATE_COMPLETE"], "CREATE_COMPLETE", "");
        check(&["CREATE_COMPLETE", "DELETE_COMPLETE"], "DELETE_COMPLETE", "");
        let replaced = "replaced; the former one is deleted";
        check(&["UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_COMPLETE"], "UPDATE_COMPLETE", replaced);
    }
}

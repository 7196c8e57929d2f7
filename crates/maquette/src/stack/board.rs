//! The live board: a line for every resource with its state and time, redrawn at a terminal, appended to in a pipe.

use super::Event;
use crate::screen::{Paint, Screen, terminal_size};
use clock::{Stopwatch, Timestamp};
use std::time::Duration;

/// The resources of one operation, in the order of their first event.
pub(crate) struct Board {
    rows: Vec<Row>,
    /// Of the lines in a pipe, which cannot be drawn again once a longer word comes.
    widths: Widths,
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
        // A stack's own states are longer than a resource's, its type than most.
        let widths = Widths { status: "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS".len(), kind: 26, logical: 26 };
        Self { rows: Vec::new(), widths, begun: None, drawn: 0 }
    }

    /// Takes up new events and shows them. The stack's own events are shown in a pipe only.
    pub(crate) fn show(&mut self, screen: &Screen, events: &[Event]) {
        for event in events {
            let begun = *self.begun.get_or_insert(event.time);
            if !screen.json && !screen.live() {
                let after = event.time.since(begun);
                self.widths.fit(event);
                screen.line(line(screen, &self.widths, event, &format!("+{}", seconds(after)), usize::MAX));
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
        // The longest state of a resource, so that the columns stand still while it moves.
        let mut widths = Widths { status: "CREATE_IN_PROGRESS".len(), kind: 0, logical: 0 };
        self.rows.iter().for_each(|row| widths.fit(&row.last));
        let shown = self.rows.iter().skip(self.rows.len().saturating_sub(room));
        let one = |row: &Row| line(screen, &widths, &row.last, &seconds(row.time()), columns);
        let text: Vec<_> = shown.map(one).collect();
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

/// How wide the columns are.
struct Widths {
    status: usize,
    kind: usize,
    logical: usize,
}

impl Widths {
    /// Makes room for a line.
    fn fit(&mut self, event: &Event) {
        let wide = |width: &mut usize, text: &str| *width = text.chars().count().max(*width);
        wide(&mut self.status, &event.status);
        wide(&mut self.kind, &event.kind);
        wide(&mut self.logical, &event.logical);
    }
}

/// One line, cut to the width of the terminal.
fn line(screen: &Screen, widths: &Widths, event: &Event, time: &str, columns: usize) -> String {
    let paint = paint(&event.status);
    let Widths { status, kind, logical } = widths;
    let plain =
        format!("{:<status$} {:<kind$} {:<logical$} {time:>8}", event.status, event.kind, event.logical);
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

    /// In a pipe a line that needs more room gets it, and those after it keep to it.
    #[test]
    fn columns_stand_under_each_other() {
        let screen = Screen::plain();
        let mut widths = Widths { status: 4, kind: 3, logical: 1 };
        let mut shown = |status: &str, logical: &str| {
            let event = Event {
                status: status.to_owned(),
                kind: "T".to_owned(),
                logical: logical.to_owned(),
                ..Event::default()
            };
            widths.fit(&event);
            line(&screen, &widths, &event, "1 ms", usize::MAX)
        };
        assert_eq!(shown("DONE", "Q"), "DONE T   Q     1 ms");
        assert_eq!(shown("UPDATE_COMPLETE", "Queue"), "UPDATE_COMPLETE T   Queue     1 ms");
        assert_eq!(shown("DONE", "Q"), "DONE            T   Q         1 ms");
    }

    #[test]
    fn a_replaced_resource_is_not_shown_as_deleted() {
        check(&["CREATE_IN_PROGRESS", "CREATE_COMPLETE"], "CREATE_COMPLETE", "");
        check(&["CREATE_COMPLETE", "DELETE_COMPLETE"], "DELETE_COMPLETE", "");
        let replaced = "replaced; the former one is deleted";
        check(&["UPDATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_COMPLETE"], "UPDATE_COMPLETE", replaced);
    }
}

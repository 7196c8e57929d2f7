//! What a start says of itself. The last line is `Ready.`, which tools wait for.

use crate::screen::{Paint, Screen};
use server::About;
use std::net::SocketAddr;

/// What is known once the server listens.
pub(super) struct Banner<'a> {
    /// Where clients on this machine connect.
    pub(super) client: SocketAddr,
    /// Every address that it listens on.
    pub(super) listens: &'a [SocketAddr],
    pub(super) about: &'a About,
    pub(super) services: &'a [&'static str],
    /// About settings that were translated, or have no effect.
    pub(super) notes: &'a [String],
}

impl Banner<'_> {
    pub(super) fn show(&self, screen: &Screen) {
        if screen.json {
            screen.json(&serde_json::json!({
                "ready": true, "endpoint": format!("http://{}", self.client), "listen": self.listens,
                "about": self.about, "services": self.services, "notes": self.notes, "pid": std::process::id(),
            }));
            return;
        }
        screen.line(screen.paint(Paint::Bold, format!("Maquette {}", self.about.version)));
        screen.row("listens on", &screen.paint(Paint::Name, format!("http://{}", self.client)));
        for also in self.listens.iter().filter(|address| **address != self.client) {
            screen.row("", &screen.paint(Paint::Name, format!("http://{also}")));
        }
        screen.row("", "and with TLS on the same port; HTTP/1.1 and HTTP/2");
        screen.row("account", &format!("{}; the keys test/test are its root", self.about.account));
        match &self.about.data {
            Some(data) => {
                screen.row("data", data);
                screen.row(
                    "",
                    match self.about.durability {
                        "power" => "an acknowledged write survives a loss of power",
                        _ => "an acknowledged write survives kill -9, and is on the disk within 100 ms",
                    },
                );
            }
            None => screen.row("data", "in memory; nothing is kept"),
        }
        let services = if self.services.is_empty() { "none".to_owned() } else { self.services.join(", ") };
        screen.row("services", &services);
        screen.row("enforces", "signatures of created keys and of test; IAM policies on every call");
        for cannot in &self.about.cannot {
            screen.row("but", cannot);
        }
        for note in self.notes {
            screen.row("setting", note);
        }
        screen.line("Ready.");
    }
}

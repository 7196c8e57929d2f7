//! What happened to each object, for whoever has to understand a failure.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Instant;

pub(crate) struct History {
    began: Instant,
    objects: Mutex<HashMap<String, Vec<String>>>,
}

impl History {
    pub(crate) fn new() -> Self {
        Self { began: Instant::now(), objects: Mutex::default() }
    }
    pub(crate) fn note(&self, object: &str, life: u32, event: &str) {
        let line = format!("{:9.4} s  life {life:>3}  {event}", self.began.elapsed().as_secs_f64());
        let mut objects = self.objects.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        objects.entry(object.to_owned()).or_default().push(line);
    }
    pub(crate) fn of(&self, object: &str) -> String {
        let objects = self.objects.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        objects.get(object).map(|lines| lines.join("\n    ")).unwrap_or_default()
    }
}

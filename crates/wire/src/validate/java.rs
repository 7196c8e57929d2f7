//! Values as Java spells them: what Coral shows of a list, a map or a structure that breaks a constraint, such as
//! `[Tag(key=a, value=null)]`.

use crate::schema::Member;
use crate::shape::{Document, Entries, Sink, Structure, Timestamp, lower_first};
use std::fmt::Write;

/// The text of what is written.
pub(super) fn text(write: &dyn Fn(&mut dyn Sink)) -> String {
    let mut java = Java(String::new());
    write(&mut java);
    java.0
}

/// Bytes, which Java shows by their count.
pub(super) fn blob(v: &[u8]) -> String {
    format!("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", v.len())
}

struct Java(String);

impl Java {
    fn separate(&mut self, i: usize) {
        if i > 0 {
            self.0.push_str(", ");
        }
    }
}

impl Sink for Java {
    fn boolean(&mut self, v: bool) {
        self.0.push_str(if v { "true" } else { "false" });
    }
    fn integer(&mut self, v: i64) {
        self.0.push_str(&v.to_string());
    }
    fn float(&mut self, v: f64) {
        // Debug writes a whole number as `1.0`, as Java does. Writing to a string cannot fail.
        let _ = write!(self.0, "{v:?}");
    }
    fn string(&mut self, v: &str) {
        self.0.push_str(v);
    }
    fn blob(&mut self, v: &[u8]) {
        self.0.push_str(&blob(v));
    }
    fn timestamp(&mut self, _: &'static Member, v: Timestamp) {
        self.0.push_str(&crate::time::iso8601(v));
    }
    fn document(&mut self, v: &Document) {
        self.0.push_str(&v.to_string());
    }
    fn list(&mut self, _: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        self.0.push('[');
        for i in 0..n {
            self.separate(i);
            item(i, self);
        }
        self.0.push(']');
    }
    fn map(&mut self, m: &'static Member, _: usize, each: Entries<'_>) {
        self.0.push('{');
        let mut i = 0;
        each(&mut |key, value| {
            self.separate(i);
            i += 1;
            self.0.push_str(key);
            self.0.push('=');
            value.write(m.value(), self);
        });
        self.0.push('}');
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        let schema = v.schema();
        self.0.push_str(schema.name);
        self.0.push('(');
        for (i, m) in schema.members.iter().enumerate() {
            self.separate(i);
            self.0.push_str(&lower_first(m.name));
            self.0.push('=');
            match v.get(i).filter(|value| value.present()) {
                Some(_) if m.schema.sensitive => self.0.push_str("***Sensitive Data Redacted***"),
                Some(value) => value.write(m, self),
                None => self.0.push_str("null"),
            }
        }
        self.0.push(')');
    }
}

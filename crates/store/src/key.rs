//! Keys made of parts, such as account, region and name, in one string of bytes that sorts by the parts in turn.
//!
//! A part ends with `00 01`, and a zero within it is written `00 FF`. So no part can pretend to be two, whatever a
//! caller names a resource; shorter parts sort before longer ones that begin with them; and the key of the leading
//! parts is a prefix of exactly the keys below it.

use std::fmt;

const ESCAPE: u8 = 0x00;
const END: u8 = 0x01;
const ZERO: u8 = 0xFF;

/// A key of parts. The key without parts is the prefix of all.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(Box<[u8]>);

impl Key {
    /// The key of these parts: `Key::new(&["000000000000", "us-east-1", "orders"])`.
    pub fn new<P: AsRef<[u8]>>(parts: &[P]) -> Self {
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.as_ref().len() + 2).sum());
        for part in parts {
            push(&mut bytes, part.as_ref());
        }
        Self(bytes.into())
    }

    /// The key without parts: the prefix of every key.
    pub fn root() -> Self {
        Self::default()
    }

    /// This key with one part more.
    #[must_use]
    pub fn then(&self, part: impl AsRef<[u8]>) -> Self {
        let mut bytes = self.0.to_vec();
        push(&mut bytes, part.as_ref());
        Self(bytes.into())
    }

    /// This key with a number as one part more; numbers sort as such.
    #[must_use]
    pub fn then_number(&self, number: u64) -> Self {
        self.then(number.to_be_bytes())
    }

    /// The parts.
    pub fn parts(&self) -> Vec<Vec<u8>> {
        let mut parts = Vec::new();
        let mut part = Vec::new();
        let mut bytes = self.0.iter();
        while let Some(byte) = bytes.next() {
            if *byte != ESCAPE {
                part.push(*byte);
            } else if bytes.next() == Some(&END) {
                parts.push(std::mem::take(&mut part));
            } else {
                part.push(ESCAPE);
            }
        }
        parts
    }

    /// One part as text; `None` when there is no such part, or it is not text.
    pub fn text(&self, part: usize) -> Option<String> {
        self.parts().into_iter().nth(part).and_then(|part| String::from_utf8(part).ok())
    }

    /// Whether the leading parts are those of `prefix`.
    pub fn starts_with(&self, prefix: &Self) -> bool {
        self.0.starts_with(&prefix.0)
    }

    /// The bytes as they are stored and sorted.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn from_stored(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

fn push(bytes: &mut Vec<u8>, part: &[u8]) {
    for byte in part {
        bytes.push(*byte);
        if *byte == ESCAPE {
            bytes.push(ZERO);
        }
    }
    bytes.extend([ESCAPE, END]);
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The parts with slashes between them: `000000000000/us-east-1/orders`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, part) in self.parts().iter().enumerate() {
            let slash = if number == 0 { "" } else { "/" };
            write!(f, "{slash}{}", part.escape_ascii())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_and_prefixes() {
        let orders = Key::new(&["000000000000", "us-east-1", "orders"]);
        assert_eq!(orders.to_string(), "000000000000/us-east-1/orders");
        assert_eq!(orders.text(2).as_deref(), Some("orders"));
        assert_eq!(orders.text(3), None);
        assert!(orders.starts_with(&Key::new(&["000000000000", "us-east-1"])));
        assert!(orders.starts_with(&Key::root()));
        assert!(!orders.starts_with(&Key::new(&["000000000000", "us-east"])));
        assert!(Key::root().then_number(9) < Key::root().then_number(10));
        assert_eq!(Key::new(&["a"]).then("b"), Key::new(&["a", "b"]));
        assert_ne!(Key::new(&["a", ""]), Key::new(&["a"]));
    }

    fn parts() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let byte = prop_oneof![Just(0u8), Just(1), Just(0xFF), any::<u8>()];
        proptest::collection::vec(proptest::collection::vec(byte, 0..5), 0..4)
    }

    proptest! {
        #[test]
        fn keys_keep_their_parts_and_their_order(one in parts(), two in parts()) {
            let (first, second) = (Key::new(&one), Key::new(&two));
            prop_assert_eq!(first.parts(), &*one);
            prop_assert_eq!(first.cmp(&second), one.cmp(&two));
            prop_assert_eq!(first.starts_with(&second), one.starts_with(&two));
        }
    }
}

//! Receipt handles: opaque to clients, a message's number and the receive that it came from to us.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a receipt handle says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handle {
    pub(crate) queue: u64,
    pub(crate) message: u64,
    /// Which receive of the message it was, from 1.
    pub(crate) receive: u32,
}

impl Handle {
    pub(crate) fn encode(self) -> String {
        let mut bytes = [0; 20];
        bytes[..8].copy_from_slice(&self.queue.to_be_bytes());
        bytes[8..16].copy_from_slice(&self.message.to_be_bytes());
        bytes[16..].copy_from_slice(&self.receive.to_be_bytes());
        STANDARD.encode(bytes)
    }
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        let (queue, rest) = bytes.split_first_chunk::<8>()?;
        let (message, rest) = rest.split_first_chunk::<8>()?;
        Some(Self {
            queue: u64::from_be_bytes(*queue),
            message: u64::from_be_bytes(*message),
            receive: u32::from_be_bytes(rest.try_into().ok()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_survives_its_text_and_nothing_else_is_one() {
        let handle = Handle { queue: 3, message: u64::MAX, receive: 7 };
        assert_eq!(Handle::decode(&handle.encode()), Some(handle));
        for text in ["", "INVALID", "AAAA", "ä", &format!("{}AAAA", handle.encode())] {
            assert_eq!(Handle::decode(text), None, "{text}");
        }
    }
}

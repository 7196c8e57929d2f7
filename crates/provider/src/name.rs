//! Names for resources that the template leaves unnamed.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html>

use sha2::{Digest, Sha256};

/// Characters of the random part; it is derived, so that a second attempt finds what the first one made.
const RANDOM: usize = 12;
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// `stack-logical-RANDOM`; where that is too long, stack and logical id are each cut.
pub(crate) fn physical(stack: &str, logical: &str, token: &str, most: usize) -> String {
    let digest = Sha256::new().chain_update(token).chain_update(logical).finalize();
    let random: String =
        digest.iter().take(RANDOM).map(|b| ALPHABET[usize::from(*b) % ALPHABET.len()] as char).collect();
    let room = most.saturating_sub(RANDOM + 2);
    let (stack, logical) = if stack.len() + logical.len() <= room {
        (stack, logical)
    } else {
        let half = room / 2;
        let of_logical = logical.len().min(half.max(room.saturating_sub(stack.len())));
        (cut(stack, room - of_logical), cut(logical, of_logical))
    };
    format!("{stack}-{logical}-{random}")
}

/// The first `most` bytes; names of stacks and resources are ASCII.
fn cut(text: &str, most: usize) -> &str {
    text.get(..most.min(text.len())).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::physical;

    #[test]
    fn a_name_is_stable_and_fits() {
        let name = physical("inbox", "Orders", "token", 80);
        assert!(name.starts_with("inbox-Orders-") && name.len() == 25);
        assert_eq!(name, physical("inbox", "Orders", "token", 80));
        assert_ne!(name, physical("inbox", "Orders", "another", 80));
        assert_eq!(physical(&"s".repeat(128), &"l".repeat(200), "t", 64).len(), 64);
        assert_eq!(physical("short", &"l".repeat(200), "t", 64).len(), 64);
    }
}

//! From AWS's names to Rust's.

/// `MD5OfMessageBody` to `md5_of_message_body`.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(i + 1);
        let begins = before.is_some_and(|b| b.is_lowercase() || b.is_ascii_digit())
            || before.is_some_and(|b| b.is_uppercase())
                && after.is_some_and(|a| a.is_lowercase())
                // A plural of capitals (`ARNs`, `VPCs`) is one word.
                && !(after == Some(&'s') && chars.get(i + 2).is_none_or(|c| c.is_uppercase()));
        if c.is_uppercase() && begins {
            out.push('_');
        }
        if c.is_alphanumeric() { out.extend(c.to_lowercase()) } else { out.push('_') }
    }
    if matches!(
        out.as_str(),
        "type"
            | "ref"
            | "match"
            | "in"
            | "as"
            | "for"
            | "use"
            | "mod"
            | "move"
            | "where"
            | "loop"
            | "static"
            | "enum"
            | "return"
            | "continue"
            | "break"
            | "const"
            | "dyn"
            | "final"
            | "override"
            | "virtual"
    ) {
        return format!("r#{out}");
    }
    out
}

/// The name of a type: a shape's, unless the generated code uses that name itself.
pub(crate) fn camel(name: &str) -> String {
    let mut chars = name.chars();
    let name: String = chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect();
    match name.as_str() {
        "Option" | "String" | "Vec" | "Box" | "Result" | "Error" | "Map" | "Blob" | "Document"
        | "Timestamp" | "Some" | "None" | "Ok" | "Err" | "Default" | "Clone" => format!("{name}Shape"),
        _ => name,
    }
}

/// The name of an enumeration's variant: `aws:SourceArn` to `AwsSourceArn`, `HTTP/1.1` to `Http11`.
pub(crate) fn variant(text: &str) -> String {
    let mut out = String::new();
    let shouting = !text.chars().any(char::is_lowercase);
    let mut begin = true;
    for c in text.chars() {
        if !c.is_ascii_alphanumeric() {
            begin = true;
        } else if std::mem::take(&mut begin) {
            out.push(c.to_ascii_uppercase());
        } else {
            out.push(if shouting { c.to_ascii_lowercase() } else { c });
        }
    }
    match out.as_str() {
        "" => "Empty".to_owned(),
        "Unknown" => "UnknownValue".to_owned(),
        "Self" => "SelfValue".to_owned(),
        _ if out.starts_with(|c: char| c.is_ascii_digit()) => format!("V{out}"),
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names() {
        let snakes = [
            ("QueueUrl", "queue_url"),
            ("MD5OfMessageBody", "md5_of_message_body"),
            ("KmsMasterKeyId", "kms_master_key_id"),
            ("AWSAccountId", "aws_account_id"),
            ("type", "r#type"),
            ("NotificationARNs", "notification_arns"),
            ("SSHPublicKeyId", "ssh_public_key_id"),
        ];
        for (name, is) in snakes {
            assert_eq!(super::snake(name), is);
        }
        for (text, is) in
            [("CREATE_COMPLETE", "CreateComplete"), ("AWSManaged", "AWSManaged"), ("2012-10-17", "V20121017")]
        {
            assert_eq!(super::variant(text), is);
        }
    }
}

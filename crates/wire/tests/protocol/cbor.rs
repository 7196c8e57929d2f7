//! A small CBOR reader of the test's own: a value as the JSON that means the same to the suite's client.

use base64::Engine;
use serde_json::{Value, json};

/// Reads a body; bytes become Base64, instants seconds, numbers that JSON lacks their names.
pub(crate) fn value(body: &[u8]) -> Value {
    let mut reader = Reader { body, at: 0 };
    let value = reader.value().expect("a value");
    assert_eq!(reader.at, body.len(), "bytes after the value");
    value
}

struct Reader<'a> {
    body: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, n: usize) -> &[u8] {
        self.at += n;
        &self.body[self.at - n..self.at]
    }
    fn number(&mut self, n: usize) -> u64 {
        self.take(n).iter().fold(0, |number, b| number << 8 | u64::from(*b))
    }

    fn bits(&mut self, minor: u8) -> u64 {
        match minor {
            24 => self.number(1),
            25 => self.number(2),
            26 => self.number(4),
            27 => self.number(8),
            minor => u64::from(minor),
        }
    }

    /// The next value, or `None` for the mark that ends an indefinite length.
    fn value(&mut self) -> Option<Value> {
        let first = self.number(1) as u8;
        let (major, minor) = (first >> 5, first & 31);
        let bits = self.bits(minor);
        let length = (minor != 31).then_some(bits as usize);
        Some(match major {
            0 => bits.into(),
            1 => (-1 - bits as i64).into(),
            2 => base64::engine::general_purpose::STANDARD.encode(self.bytes(length)).into(),
            3 => String::from_utf8(self.bytes(length)).expect("text").into(),
            4 => self.values(length).into(),
            5 => self.entries(length),
            6 => self.value().expect("a tagged value"),
            _ => match minor {
                20 => false.into(),
                21 => true.into(),
                22 | 23 => Value::Null,
                25 => float(half(bits as u16)),
                26 => float(f64::from(f32::from_bits(bits as u32))),
                27 => float(f64::from_bits(bits)),
                31 => return None,
                other => panic!("the simple value {other}"),
            },
        })
    }
    fn bytes(&mut self, length: Option<usize>) -> Vec<u8> {
        if let Some(length) = length {
            return self.take(length).to_vec();
        }
        let mut bytes = Vec::new();
        loop {
            match self.number(1) as u8 {
                255 => return bytes,
                chunk => {
                    let length = self.bits(chunk & 31) as usize;
                    bytes.extend_from_slice(self.take(length));
                }
            }
        }
    }
    fn values(&mut self, length: Option<usize>) -> Vec<Value> {
        let mut values = Vec::new();
        while length.is_none_or(|length| values.len() < length) {
            match self.value() {
                Some(value) => values.push(value),
                None => break,
            }
        }
        values
    }
    fn entries(&mut self, length: Option<usize>) -> Value {
        let values = self.values(length.map(|length| length * 2));
        let entry = |pair: &[Value]| (pair[0].as_str().expect("a key").to_owned(), pair[1].clone());
        values.chunks(2).map(entry).collect::<serde_json::Map<_, _>>().into()
    }
}

fn float(v: f64) -> Value {
    match v {
        v if v.is_nan() => "NaN".into(),
        f64::INFINITY => "Infinity".into(),
        f64::NEG_INFINITY => "-Infinity".into(),
        v => json!(v),
    }
}

/// IEEE 754's half precision, by its definition.
fn half(bits: u16) -> f64 {
    let (sign, exponent, fraction) = (bits >> 15, i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let value = match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    };
    if sign == 1 { -value } else { value }
}

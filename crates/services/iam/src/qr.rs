//! Text as a QR code, and that as a PNG of eight pixels a module: what an authenticator app scans.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use qrcode::{Color, EcLevel, QrCode};
use std::io::Write;
use wire::prelude::*;

/// Pixels of a module, and modules of the white margin that scanners ask for.
const MODULE: usize = 8;
const MARGIN: usize = 4;

/// The picture.
pub(crate) fn png(text: &str) -> Result<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).or_internal()?;
    let (modules, colors) = (code.width(), code.to_colors());
    let side = (modules + 2 * MARGIN) * MODULE;
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| (at / MODULE).checked_sub(MARGIN).filter(|at| *at < modules);
        let (Some(x), Some(y)) = (inside(x), inside(y)) else { return false };
        colors.get(y * modules + x) == Some(&Color::Dark)
    };
    // A line is the filter (none) and a byte a pixel.
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::best());
    for y in 0..side {
        let line: Vec<u8> =
            std::iter::once(0).chain((0..side).map(|x| if is_dark(x, y) { 0 } else { 255 })).collect();
        pixels.write_all(&line).or_internal()?;
    }
    let side = u32::try_from(side).or_internal()?.to_be_bytes();
    // Eight bits of grey; compression, filter and interlacing as everybody has them.
    let header = [side.as_slice(), &side, &[8, 0, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", pixels.finish().or_internal()?), (b"IEND", Vec::new())]
    {
        png.extend(u32::try_from(data.len()).or_internal()?.to_be_bytes());
        let mut sum = Crc::new();
        for part in [kind.as_slice(), &data] {
            sum.update(part);
            png.extend(part);
        }
        png.extend(sum.sum().to_be_bytes());
    }
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    #[test]
    fn a_picture_has_its_margin_and_its_corner() {
        let png = png("otpauth://totp/dev@123456789012?secret=ABC").unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") && png.ends_with(b"IEND\xae\x42\x60\x82"));
        let side = u32::from_be_bytes(png[16..20].try_into().unwrap()) as usize;
        let length = u32::from_be_bytes(png[33..37].try_into().unwrap()) as usize;
        let mut pixels = Vec::new();
        ZlibDecoder::new(&png[41..41 + length]).read_to_end(&mut pixels).unwrap();
        assert_eq!(pixels.len(), side * (side + 1));
        let at = |x: usize, y: usize| pixels[y * (side + 1) + 1 + x];
        // The finder in the corner: seven dark modules, then a white one.
        let edge = MARGIN * MODULE;
        assert_eq!((at(edge - 1, edge), at(edge, edge), at(edge + 7 * MODULE, edge)), (255, 0, 255));
    }
}

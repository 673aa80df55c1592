//! Reads a logo for the letterhead, a PNG or an SVG within limits, into pixels or shapes. Nothing in it is fetched or
//! run.
//!
//! Must not know: where the file lies, or where on a page it is drawn.

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use png::{ColorType, Decoder, Limits, Transformations};
use usvg::tiny_skia_path::Path;
use usvg::{FillRule, Group, Node, Options, Paint, Tree};

/// A logo.
#[derive(Clone)]
pub struct Logo(pub(super) Arc<Picture>);

/// A logo as it is drawn.
pub(super) enum Picture {
    /// Pixels, four bytes each: red, green, blue, opacity.
    Pixels { rgba: Vec<u8>, width: u32, height: u32 },
    /// Filled shapes, from back to front, on a canvas of this size.
    Shapes { shapes: Vec<LogoShape>, width: f32, height: f32 },
}

/// A filled shape.
pub(super) struct LogoShape {
    pub(super) path: Path,
    pub(super) rgb: [u8; 3],
    /// From 0 to 1.
    pub(super) opacity: f32,
    pub(super) even_odd: bool,
}

/// Reason why a file cannot be used as a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// The file is too large.
    #[error("the logo's file is larger than 1 MB: save a smaller one")]
    TooLarge,
    /// Too many pixels.
    #[error("the logo has more than 4000 x 4000 pixels: save a smaller one")]
    TooManyPixels,
    /// Another format, or damaged.
    #[error("the logo is not a readable PNG or SVG: save it again as PNG")]
    Unreadable,
    /// An SVG with other elements than filled and stroked shapes.
    #[error(
        "the logo's SVG has text, pictures, gradients, masks or effects: save it as PNG, or convert all of it to plain shapes"
    )]
    NotPlainShapes,
    /// An SVG with too many shapes, or nested too deep.
    #[error("the logo's SVG has more than 2000 shapes: save it as PNG")]
    TooManyShapes,
}

/// The largest file, in bytes.
pub const LARGEST_LOGO: u64 = 1 << 20;
const MOST_PIXELS: u32 = 4000;
const MOST_SHAPES: usize = 2000;
const DEEPEST: usize = 32;

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Logo")
    }
}

impl Logo {
    /// Reads a PNG or an SVG, recognized by their first bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, LogoError> {
        if bytes.len() as u64 > LARGEST_LOGO {
            return Err(LogoError::TooLarge);
        }
        let picture = if bytes.starts_with(b"\x89PNG") { pixels(bytes)? } else { shapes(bytes)? };
        Ok(Self(Arc::new(picture)))
    }

    /// Width and height in its own units, both above 0.
    pub(super) fn size(&self) -> (f32, f32) {
        match &*self.0 {
            Picture::Pixels { width, height, .. } => (*width as f32, *height as f32),
            Picture::Shapes { width, height, .. } => (*width, *height),
        }
    }
}

fn pixels(bytes: &[u8]) -> Result<Picture, LogoError> {
    let unreadable = |_| LogoError::Unreadable;
    // One picture of the largest size, and as much again for decoding it.
    let bytes_at_most = 2 * 4 * MOST_PIXELS as usize * MOST_PIXELS as usize;
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: bytes_at_most });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let (width, height) = reader.info().size();
    if width == 0 || height == 0 || width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(LogoError::TooManyPixels);
    }
    let mut read = vec![0; reader.output_buffer_size().ok_or(LogoError::TooManyPixels)?];
    let frame = reader.next_frame(&mut read).map_err(unreadable)?;
    let read = &read[..frame.buffer_size()];
    let rgba: Vec<u8> = match frame.color_type {
        ColorType::Rgba => read.to_vec(),
        ColorType::Rgb => read.chunks_exact(3).flat_map(|it| [it[0], it[1], it[2], 255]).collect(),
        ColorType::GrayscaleAlpha => read.chunks_exact(2).flat_map(|it| [it[0], it[0], it[0], it[1]]).collect(),
        ColorType::Grayscale => read.iter().flat_map(|it| [*it, *it, *it, 255]).collect(),
        ColorType::Indexed => return Err(LogoError::Unreadable),
    };
    if rgba.len() as u64 != 4 * u64::from(width) * u64::from(height) {
        return Err(LogoError::Unreadable);
    }
    Ok(Picture::Pixels { rgba, width, height })
}

fn shapes(bytes: &[u8]) -> Result<Picture, LogoError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoError::Unreadable)?;
    let mut options = Options::default();
    // Images in the SVG, embedded or linked, are not opened.
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    // The parser drops images and text without an error, so they are searched for in the source.
    if ["<image", "<text", ":image", ":text"].iter().any(|element| text.contains(element)) {
        return Err(LogoError::NotPlainShapes);
    }
    let tree = Tree::from_str(text, &options).map_err(|_| LogoError::Unreadable)?;
    let mut shapes = Vec::new();
    add_group(tree.root(), &mut shapes, 0)?;
    if shapes.is_empty() {
        return Err(LogoError::Unreadable);
    }
    Ok(Picture::Shapes { shapes, width: tree.size().width(), height: tree.size().height() })
}

/// Adds the shapes of a group and its nested groups.
fn add_group(group: &Group, shapes: &mut Vec<LogoShape>, depth: usize) -> Result<(), LogoError> {
    let plain = group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty()
        && group.opacity().get() == 1.0
        && group.blend_mode() == usvg::BlendMode::Normal;
    if !plain {
        return Err(LogoError::NotPlainShapes);
    }
    if depth > DEEPEST {
        return Err(LogoError::TooManyShapes);
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => add_group(inner, shapes, depth + 1)?,
            Node::Path(path) => add_path(path, shapes)?,
            Node::Image(_) | Node::Text(_) => return Err(LogoError::NotPlainShapes),
        }
    }
    Ok(())
}

/// Adds a path: its fill, then its stroke as a shape of its own.
fn add_path(path: &usvg::Path, shapes: &mut Vec<LogoShape>) -> Result<(), LogoError> {
    if !path.is_visible() {
        return Ok(());
    }
    let mut add = |outline: Option<Path>, paint: &Paint, opacity: f32, even_odd: bool| {
        let Paint::Color(color) = paint else { return Err(LogoError::NotPlainShapes) };
        if shapes.len() >= MOST_SHAPES {
            return Err(LogoError::TooManyShapes);
        }
        let placed = outline.and_then(|outline| outline.transform(path.abs_transform()));
        let rgb = [color.red, color.green, color.blue];
        shapes.extend(placed.map(|path| LogoShape { path, rgb, opacity, even_odd }));
        Ok(())
    };
    if let Some(fill) = path.fill() {
        let even_odd = fill.rule() == FillRule::EvenOdd;
        add(Some(path.data().clone()), fill.paint(), fill.opacity().get(), even_odd)?;
    }
    if let Some(stroke) = path.stroke() {
        add(path.data().stroke(&stroke.to_tiny_skia(), 1.0), stroke.paint(), stroke.opacity().get(), false)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g transform="translate(2 2)">
        <rect width="16" height="16" fill="#1d5a9e"/><path d="M20 4h12" stroke="#222" stroke-width="2" fill="none"/></g></svg>"##;

    fn refused(bytes: &[u8]) -> LogoError {
        Logo::read(bytes).map(|_| ()).unwrap_err()
    }

    fn png(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(color);
        encoder.write_header().unwrap().write_image_data(pixels).unwrap();
        bytes
    }

    #[test]
    fn a_plain_drawing_is_read_as_shapes() {
        let logo = Logo::read(SVG.as_bytes()).unwrap();
        assert_eq!(logo.size(), (40.0, 20.0));
        let Picture::Shapes { shapes, .. } = &*logo.0 else { panic!("shapes") };
        assert_eq!(shapes.len(), 2);
        assert_eq!(shapes[0].rgb, [0x1d, 0x5a, 0x9e]);
        assert_eq!(shapes[0].path.bounds().left(), 2.0);
    }

    #[test]
    fn every_color_type_of_a_png_becomes_rgba() {
        for (color, pixel, expected) in [
            (ColorType::Rgba, &[1, 2, 3, 4][..], [1, 2, 3, 4]),
            (ColorType::Rgb, &[1, 2, 3], [1, 2, 3, 255]),
            (ColorType::Grayscale, &[9], [9, 9, 9, 255]),
            (ColorType::GrayscaleAlpha, &[9, 7], [9, 9, 9, 7]),
        ] {
            let logo = Logo::read(&png(1, 1, color, pixel)).unwrap();
            let Picture::Pixels { rgba, .. } = &*logo.0 else { panic!("pixels") };
            assert_eq!(rgba[..], expected);
        }
    }

    #[test]
    fn what_is_too_large_or_more_than_shapes_is_refused_with_its_reason() {
        assert_eq!(refused(&vec![b' '; LARGEST_LOGO as usize + 1]), LogoError::TooLarge);
        assert_eq!(refused(b"GIF89a"), LogoError::Unreadable);
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n"), LogoError::Unreadable);
        let whole = png(8, 8, ColorType::Grayscale, &[0; 64]);
        assert_eq!(refused(&whole[..whole.len() - 20]), LogoError::Unreadable, "the end is missing");
        let wide = png(4001, 1, ColorType::Grayscale, &[0; 4001]);
        assert_eq!(refused(&wide), LogoError::TooManyPixels);
        assert!(Logo::read(&png(4000, 1, ColorType::Grayscale, &[0; 4000])).is_ok());
        let with = |inside: &str| SVG.replace("</g>", &format!("{inside}</g>"));
        for inside in [
            "<text>x</text>",
            r#"<image href="logo.png" width="3" height="3"/>"#,
            r##"<linearGradient id="a"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
                <rect width="3" height="3" fill="url(#a)"/>"##,
            r##"<clipPath id="c"><rect width="1" height="1"/></clipPath><g clip-path="url(#c)"><rect width="3" height="3"/></g>"##,
            r#"<g opacity="0.5"><rect width="3" height="3"/><rect width="2" height="2"/></g>"#,
        ] {
            assert_eq!(refused(with(inside).as_bytes()), LogoError::NotPlainShapes, "{inside}");
        }
        let many = "<path d=\"M0 0h1v1z\"/>".repeat(MOST_SHAPES + 1);
        assert_eq!(refused(with(&many).as_bytes()), LogoError::TooManyShapes);
        assert_eq!(
            refused(b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
            LogoError::Unreadable
        );
    }
}

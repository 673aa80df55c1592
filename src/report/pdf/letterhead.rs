//! Lays out and draws the letterhead: a logo at the left, the sender's lines to its right, a rule below both.
//!
//! Must not know: what a logo shows, or whose lines these are.

use krilla::geom::{Path, PathBuilder, Size, Transform};
use krilla::image as raster;
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use usvg::tiny_skia_path::{PathSegment, Point};

use super::super::document::on_one_line;
use super::super::logo::{Logo, LogoShape, Picture};
use super::drawing::color;
use super::faces::{Faces, Weight};
use super::lines::break_lines;
use super::sheet::{PlacedLogo, Run, Sheets, Strip};
use super::style::{Shade, Style};
use super::tags::Role;

/// Largest width and height of a logo, in points.
const LOGO_SIZE: (f32, f32) = (150.0, 46.0);
const GAP: f32 = 16.0;
/// Limits the letterhead's height, whatever its lines hold.
const MOST_LINES: usize = 12;

const NAME: Style = Style::new(12.0, 16.0, Weight::SemiBold, Shade::Ink);
const LINE: Style = Style::new(8.5, 11.5, Weight::Regular, Shade::Weak);

/// Adds the letterhead as one strip.
pub(super) fn add(sheets: &mut Sheets, faces: &Faces, lines: &[String], logo: Option<&Logo>) {
    let tag = sheets.tags.add(Role::Paragraph, None);
    let logo = logo.map(|logo| placed(logo, sheets.left));
    let x = logo.as_ref().map_or(sheets.left, |logo| sheets.left + logo.width + GAP);
    let mut runs = Vec::new();
    let mut y = 0.0;
    for (at, text) in lines.iter().enumerate() {
        let style = if at == 0 { NAME } else { LINE };
        let text = faces.printable(&on_one_line(text));
        for line in break_lines(faces, &format!("{text} "), style, sheets.right - x) {
            if runs.len() < MOST_LINES {
                runs.push(Run { line, style, x, baseline: y + style.baseline(), tag });
                y += style.leading;
            }
        }
    }
    let height = logo.as_ref().map_or(y, |logo| logo.height.max(y)) + 8.0;
    let rules = vec![(height, sheets.left, sheets.right)];
    sheets.strips.push(Strip { space: 12.0, height, runs, rules, logo, ..Strip::default() });
}

/// Scales a logo to its largest size.
fn placed(logo: &Logo, x: f32) -> PlacedLogo {
    let (width, height) = logo.size();
    let scale = (LOGO_SIZE.0 / width).min(LOGO_SIZE.1 / height);
    PlacedLogo { logo: logo.clone(), x, width: width * scale, height: height * scale }
}

/// Draws the logo of a strip that begins at `y`.
pub(super) fn draw(surface: &mut Surface<'_>, placed: &PlacedLogo, y: f32) {
    surface.push_transform(&Transform::from_translate(placed.x, y));
    match &*placed.logo.0 {
        Picture::Pixels { rgba, width, height } => {
            if let Some(size) = Size::from_wh(placed.width, placed.height) {
                surface.draw_image(raster::Image::from_rgba8(rgba.clone(), *width, *height), size);
            }
        }
        Picture::Shapes { shapes, width, .. } => {
            let scale = placed.width / width;
            surface.push_transform(&Transform::from_scale(scale, scale));
            surface.set_stroke(None);
            for shape in shapes {
                surface.set_fill(Some(filled(shape)));
                if let Some(path) = outline(shape) {
                    surface.draw_path(&path);
                }
            }
            surface.pop();
        }
    }
    surface.pop();
}

fn filled(shape: &LogoShape) -> Fill {
    let [red, green, blue] = shape.rgb;
    let rule = if shape.even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
    let opacity = NormalizedF32::new(shape.opacity).unwrap_or(NormalizedF32::ONE);
    Fill { paint: color(red, green, blue).into(), opacity, rule }
}

fn outline(shape: &LogoShape) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in shape.path.segments() {
        match segment {
            PathSegment::MoveTo(Point { x, y }) => path.move_to(x, y),
            PathSegment::LineTo(Point { x, y }) => path.line_to(x, y),
            PathSegment::QuadTo(a, Point { x, y }) => path.quad_to(a.x, a.y, x, y),
            PathSegment::CubicTo(a, b, Point { x, y }) => path.cubic_to(a.x, a.y, b.x, b.y, x, y),
            PathSegment::Close => path.close(),
        }
    }
    path.finish()
}

//! Draws the shapes of a figure. Colors of text have a contrast of at least 4.5 to 1.
//!
//! Must not know: what is drawn, or the figure's position in the text.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Rect};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;

use super::super::figure::{Anchor, Form, Point, Shape, TEXT, Tone};

/// Position and scale of a figure's canvas on the page.
pub(super) struct DrawPosition {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) scale: f32,
}

impl DrawPosition {
    fn at(&self, point: Point) -> Point {
        (self.x + point.0 * self.scale, self.y + point.1 * self.scale)
    }
}

/// A text that is still to be drawn.
pub(super) struct Label<'s> {
    pub(super) text: &'s str,
    pub(super) at: Point,
    pub(super) size: f32,
    pub(super) color: rgb::Color,
    /// Part of its width that is before its point.
    pub(super) before: f32,
}

pub(super) fn color(red: u8, green: u8, blue: u8) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

pub(super) fn fill(color: rgb::Color) -> Fill {
    Fill { paint: color.into(), ..Fill::default() }
}

pub(super) fn stroke(color: rgb::Color, width: f32, dashed: bool) -> Stroke {
    let dash = dashed.then(|| StrokeDash { array: vec![3.0, 2.5], offset: 0.0 });
    Stroke { paint: color.into(), width, dash, ..Stroke::default() }
}

fn tone(tone: Tone, text: bool) -> rgb::Color {
    match tone {
        Tone::Ink => color(0x1a, 0x1a, 0x1a),
        Tone::Weak if text => color(0x55, 0x55, 0x55),
        Tone::Weak => color(0x94, 0x94, 0x94),
        Tone::Accent => color(0x1d, 0x5a, 0x9e),
        Tone::Limit => color(0xa8, 0x32, 0x14),
    }
}

/// Draws a shape. Returns a text, which is drawn with the font.
pub(super) fn shape<'s>(surface: &mut Surface<'_>, shape: &'s Shape, place: &DrawPosition) -> Option<Label<'s>> {
    match shape {
        Shape::Line { from, to, tone: look, dashed } => {
            let (from, to) = (place.at(*from), place.at(*to));
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            let width = if *look == Tone::Weak { 0.6 } else { 1.0 };
            draw(surface, path.finish(), None, Some(stroke(tone(*look, false), width, *dashed)));
        }
        Shape::Bar { at, size, tone: look } => {
            let (x, y) = place.at(*at);
            let path = rectangle(x, y, size.0 * place.scale, size.1 * place.scale);
            draw(surface, path, Some(fill(tone(*look, false))), None);
        }
        Shape::Mark { at, form, tone: look } => mark(surface, place.at(*at), *form, tone(*look, false), place.scale),
        Shape::Text { at, text, anchor, tone: look } => {
            let before = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => 0.5,
                Anchor::End => 1.0,
            };
            let (at, size) = (place.at(*at), TEXT * place.scale);
            return Some(Label { text, at, size, color: tone(*look, true), before });
        }
    }
    None
}

fn draw(surface: &mut Surface<'_>, path: Option<Path>, fill: Option<Fill>, stroke: Option<Stroke>) {
    surface.set_fill(fill);
    surface.set_stroke(stroke);
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

/// Clears the background of a text, so that no line crosses it.
pub(super) fn clear(surface: &mut Surface<'_>, (x, baseline): Point, width: f32, size: f32) {
    let path = rectangle(x - 1.0, baseline - size * 0.8, width + 2.0, size);
    draw(surface, path, Some(fill(color(0xff, 0xff, 0xff))), None);
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

fn mark(surface: &mut Surface<'_>, (x, y): Point, form: Form, color: rgb::Color, scale: f32) {
    let radius = 3.2 * scale;
    let white = self::color(0xff, 0xff, 0xff);
    match form {
        Form::Disc => draw(surface, circle(x, y, radius), Some(fill(color)), None),
        Form::Ring => draw(surface, circle(x, y, radius), Some(fill(white)), Some(stroke(color, 1.2, false))),
        Form::Diamond => {
            let radius = radius * 1.3;
            let mut path = PathBuilder::new();
            path.move_to(x, y - radius);
            path.line_to(x + radius, y);
            path.line_to(x, y + radius);
            path.line_to(x - radius, y);
            path.close();
            draw(surface, path.finish(), Some(fill(color)), None);
        }
    }
}

/// Four curves; the factor 0.5523 approximates a quarter of a circle.
fn circle(x: f32, y: f32, radius: f32) -> Option<Path> {
    let bend = radius * 0.5523;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    path.finish()
}

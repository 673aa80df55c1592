//! Status marks: one painted shape for each tone.
//!
//! So their meaning depends on no font and on no color alone.
//!
//! Must not know: whose status it is.

use crate::ui::theme::{Tokens, Tone, tokens};
use eframe::egui::epaint::CircleShape;
use eframe::egui::{Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};
use std::f32::consts::TAU;

// Proportions of a mark, in parts of its side.
const RADIUS: f32 = 0.44;
const LINE: f32 = 0.1;
const SQUARE: f32 = 0.86;
const SQUARE_CORNER: f32 = 0.16;
const DOT: f32 = 0.065;
const DASHES: usize = 8;
const DASH_PART: f32 = 0.6;
const TICK: [(f32, f32); 3] = [(-0.2, 0.01), (-0.06, 0.15), (0.2, -0.14)];
const HOOK: [(f32, f32); 7] =
    [(-0.11, -0.1), (-0.07, -0.18), (0.01, -0.21), (0.1, -0.17), (0.11, -0.09), (0.05, -0.02), (0.0, 0.06)];

/// Shows the mark of `tone`, `size` points wide. Its accessible name is the tone's.
pub fn mark(ui: &mut Ui, tone: Tone, size: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint_mark(ui.painter(), rect, tone, &tokens(ui));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, tone.name()));
    response
}

/// Paints the mark of `tone` in the center of `rect`.
pub fn paint_mark(painter: &Painter, rect: Rect, tone: Tone, tokens: &Tokens) {
    let colours = tokens.tone(tone);
    let pen = Pen { painter, centre: rect.center(), side: rect.width().min(rect.height()), ink: colours.text };
    match tone {
        Tone::Met => {
            pen.disc();
            pen.line(&TICK, colours.tint);
        }
        Tone::NotMet => {
            let square = Rect::from_center_size(pen.centre, Vec2::splat(pen.side * SQUARE));
            painter.rect_filled(square, pen.side * SQUARE_CORNER, pen.ink);
            pen.line(&[(-0.17, -0.17), (0.17, 0.17)], colours.tint);
            pen.line(&[(0.17, -0.17), (-0.17, 0.17)], colours.tint);
        }
        Tone::Missing => {
            pen.dashed_ring();
            pen.line(&[(0.0, -0.22), (0.0, 0.06)], pen.ink);
            pen.dot(0.2);
        }
        Tone::ToGo => pen.ring(),
        Tone::Judgement => {
            pen.diamond();
            pen.line(&HOOK, pen.ink);
            pen.dot(0.19);
        }
        Tone::Outside => {
            pen.ring();
            pen.line(&[(-0.2, 0.0), (0.2, 0.0)], pen.ink);
        }
    }
}

struct Pen<'a> {
    painter: &'a Painter,
    centre: Pos2,
    side: f32,
    ink: Color32,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.centre + vec2(x, y) * self.side
    }

    fn stroke(&self, colour: Color32) -> Stroke {
        Stroke::new(self.side * LINE, colour)
    }

    fn disc(&self) {
        self.painter.circle_filled(self.centre, self.side * (RADIUS + LINE / 2.0), self.ink);
    }

    fn ring(&self) {
        let radius = self.side * RADIUS;
        self.painter.add(CircleShape::stroke(self.centre, radius, self.stroke(self.ink)));
    }

    fn dashed_ring(&self) {
        let step = TAU / DASHES as f32;
        for dash in 0..DASHES {
            let from = (dash as f32 - DASH_PART / 2.0) * step;
            let points = (0..=4).map(|i| Vec2::angled(from + step * DASH_PART * i as f32 / 4.0) * RADIUS);
            let points = points.map(|v| self.at((v.x, v.y))).collect();
            self.painter.add(Shape::line(points, self.stroke(self.ink)));
        }
    }

    fn diamond(&self) {
        let points = [(0.0, -0.47), (0.47, 0.0), (0.0, 0.47), (-0.47, 0.0)].map(|p| self.at(p));
        self.painter.add(Shape::closed_line(points.to_vec(), self.stroke(self.ink)));
    }

    fn line(&self, points: &[(f32, f32)], colour: Color32) {
        let points = points.iter().map(|p| self.at(*p)).collect();
        self.painter.add(Shape::line(points, self.stroke(colour)));
    }

    fn dot(&self, y: f32) {
        self.painter.circle_filled(self.at((0.0, y)), self.side * DOT, self.ink);
    }
}

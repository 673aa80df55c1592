//! Draws the figures of a summary: the shapes of the paper, in the theme's colors.
//!
//! Must not know: what is drawn.

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align2, Color32, Painter, Pos2, Rect, Role, Sense, Shape as Painted, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::ids::QuestionId;
use crate::report::{Anchor, Form, Point, Shape, Tone as Drawn, WIDTH};
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{TextSize, Tokens, Tone, corner, size, space, stroke, tokens};

/// Points of the window per point of paper.
///
/// The text of papers is smaller than the smallest text of the window.
const SCALE: f32 = 1.5;

/// Draws the figure of a question's rows, if the summary has one.
pub fn figure_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &QuestionId) {
    let Some(figure) = context.figures.get(question) else { return };
    let width = (ui.available_width()).clamp(size::FIELD, WIDTH * SCALE);
    let (rect, response) = ui.allocate_exact_size(vec2(width, figure.height * SCALE + space::S), Sense::hover());
    let t = tokens(ui);
    if ui.is_rect_visible(rect) {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect(rect, corner::CONTROL, t.panel, Stroke::new(stroke::LINE, t.line), StrokeKind::Inside);
        let figure_painter = FigurePainter { painter, rect: rect.shrink2(vec2(space::S, space::XS)), tokens: t };
        figure.shapes.iter().for_each(|shape| figure_painter.draw(shape));
    }
    let words = format!("{}: {}", figure.title, figure.alternative);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_author_id(format!("figure-{question}")));
    ui.add_space(space::S);
}

struct FigurePainter {
    painter: Painter,
    rect: Rect,
    tokens: Tokens,
}

impl FigurePainter {
    fn to_screen(&self, (x, y): Point) -> Pos2 {
        pos2(self.rect.left() + x / WIDTH * self.rect.width(), self.rect.top() + y * SCALE)
    }

    fn colour(&self, tone: Drawn) -> Color32 {
        match tone {
            Drawn::Ink => self.tokens.ink,
            Drawn::Weak => self.tokens.ink_second,
            Drawn::Accent => self.tokens.accent,
            Drawn::Limit => self.tokens.tone(Tone::Met).text,
        }
    }

    fn line(&self, tone: Drawn) -> Stroke {
        match tone {
            Drawn::Weak => Stroke::new(stroke::LINE, self.tokens.line),
            tone => Stroke::new(stroke::CHOSEN, self.colour(tone)),
        }
    }

    fn draw(&self, shape: &Shape) {
        match shape {
            Shape::Line { from, to, tone, dashed: false } => {
                self.painter.line_segment([self.to_screen(*from), self.to_screen(*to)], self.line(*tone));
            }
            Shape::Line { from, to, tone, dashed: true } => {
                let ends = [self.to_screen(*from), self.to_screen(*to)];
                self.painter.extend(Painted::dashed_line(&ends, self.line(*tone), space::XS, space::XS));
            }
            Shape::Bar { at, size, tone } => self.bar(*at, *size, *tone),
            Shape::Mark { at, form, tone } => self.mark(self.to_screen(*at), *form, self.colour(*tone)),
            Shape::Text { at, text, anchor, tone } => {
                let align = match anchor {
                    Anchor::Start => Align2::LEFT_BOTTOM,
                    Anchor::Middle => Align2::CENTER_BOTTOM,
                    Anchor::End => Align2::RIGHT_BOTTOM,
                };
                // The point is on the baseline; descenders take about a quarter of the font size.
                let font = TextSize::Small.regular();
                let at = self.to_screen(*at) + vec2(0.0, font.size / 4.0);
                let room = match anchor {
                    Anchor::Start => self.rect.right() - at.x,
                    Anchor::Middle => self.rect.width(),
                    Anchor::End => at.x - self.rect.left(),
                };
                let mut job = LayoutJob::simple_singleline(text.clone(), font, self.colour(*tone));
                job.wrap = TextWrapping::truncate_at_width(room);
                let galley = self.painter.layout_job(job);
                // The label of a date at the edge must not leave the figure.
                let mut to = align.anchor_size(at, galley.size()).min;
                to.x = to.x.min(self.rect.right() - galley.size().x).max(self.rect.left());
                self.painter.galley(to, galley, self.tokens.ink);
            }
        }
    }

    /// Draws a bar: filled where it counts, else outlined.
    ///
    /// So color alone carries no meaning.
    fn bar(&self, at: Point, size: Point, tone: Drawn) {
        let rect = Rect::from_two_pos(self.to_screen(at), self.to_screen((at.0 + size.0, at.1 + size.1)));
        if tone == Drawn::Weak {
            let line = Stroke::new(stroke::LINE, self.tokens.control);
            self.painter.rect_stroke(rect, corner::BAR, line, StrokeKind::Inside);
        } else {
            self.painter.rect_filled(rect, corner::BAR, self.colour(tone));
        }
    }

    fn mark(&self, at: Pos2, form: Form, colour: Color32) {
        let radius = space::XS;
        match form {
            Form::Disc => drop(self.painter.circle_filled(at, radius, colour)),
            Form::Ring => {
                let line = Stroke::new(stroke::CHOSEN, colour);
                self.painter.circle(at, radius, self.tokens.panel, line);
            }
            Form::Diamond => {
                let reach = radius * SCALE;
                let points = [vec2(0.0, -reach), vec2(reach, 0.0), vec2(0.0, reach), vec2(-reach, 0.0)];
                let points = points.map(|by| at + by).to_vec();
                self.painter.add(Painted::convex_polygon(points, colour, Stroke::NONE));
            }
        }
    }
}

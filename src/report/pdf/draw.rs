//! Second pass: draws strips as PDF pages, each piece with its tag, and marks everything else as an artifact.
//!
//! Must not know: any block of a paper, or the reasons of its layout.

use std::fmt::Debug;
use std::sync::LazyLock;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};

use super::super::document::{Document, on_one_line};
use super::super::error::ReportError;
use super::drawing::{self, color, fill, stroke};
use super::faces::{Faces, REGULAR, SEMI_BOLD, Weight, advance};
use super::letterhead;
use super::lines::{Line, single_line};
use super::pages::{Page, StripRef, strip};
use super::sheet::{PAGE, Run, Sheets};
use super::style::{FOOT, Shade, Style};
use super::tags::Drawn;

const LANGUAGE: &str = "en-US";
const RULE: u8 = 0xc4;

/// The embedded fonts, read once.
static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts { regular: Font::new(REGULAR.into(), 0)?, semi_bold: Font::new(SEMI_BOLD.into(), 0)? })
});

struct Fonts {
    regular: Font,
    semi_bold: Font,
}

/// Draws the PDF file.
pub(super) fn draw(
    document: &Document,
    sheets: &Sheets,
    pages: &[Page],
    faces: &Faces,
) -> Result<Vec<u8>, ReportError> {
    let fonts = FONTS.as_ref().ok_or_else(|| ReportError::NotPrintable("its fonts cannot be read".to_owned()))?;
    let mut pdf = Pdf::new_with(settings()?);
    let mut drawn = Drawn { pieces: vec![Vec::new(); sheets.tags.count()], boxes: Vec::new() };
    for (number, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| ReportError::NotPrintable("its pages have no size".to_owned()))?;
        let mut sheet = pdf.start_page_with(settings);
        let mut pen = Pen { surface: sheet.surface(), fonts, faces };
        pen.page(sheets, page, number, &mut drawn);
        pen.foot(sheets, number + 1, pages.len());
        drop(pen);
        sheet.finish();
    }
    // A tagged document must have a title.
    let title = Some(on_one_line(&document.title)).filter(|title| !title.is_empty()).unwrap_or("Untitled".to_owned());
    pdf.set_outline(outline(sheets, pages, &title));
    pdf.set_metadata(Metadata::new().title(title).language(LANGUAGE.to_owned()));
    pdf.set_tag_tree(sheets.tags.tree(&drawn, LANGUAGE));
    pdf.finish().map_err(|error| ReportError::NotPrintable(fault_names(&error)))
}

fn settings() -> Result<SerializeSettings, ReportError> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| ReportError::NotPrintable(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

/// Returns the names of the faults. Their details may quote a text of the case, so they are left out.
pub(super) fn fault_names(error: &KrillaError) -> String {
    let name = |fault: &dyn Debug| format!("{fault:?}").chars().take_while(char::is_ascii_alphanumeric).collect();
    match error {
        KrillaError::Validation(faults) => {
            faults.iter().map(|(fault, _)| name(fault)).collect::<Vec<String>>().join(", ")
        }
        error => name(error),
    }
}

/// Builds the outline: headings of level 1, each with those of level 2 below it.
fn outline(sheets: &Sheets, pages: &[Page], title: &str) -> Outline {
    let mut nodes: Vec<OutlineNode> = Vec::new();
    for mark in &sheets.bookmarks {
        let place = pages.iter().enumerate().find_map(|(number, page)| {
            let placed = page.iter().find(|placed| placed.what == StripRef::Strip(mark.strip))?;
            Some(XyzDestination::new(number, Point::from_xy(0.0, (placed.y - 8.0).max(0.0))))
        });
        let Some(place) = place else { continue };
        let node = OutlineNode::new(mark.text.clone(), place).with_open(true);
        match nodes.last_mut() {
            Some(above) if mark.level > 1 => above.push_child(node),
            _ => nodes.push(node),
        }
    }
    if nodes.is_empty() {
        nodes.push(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    }
    let mut outline = Outline::new();
    nodes.into_iter().for_each(|node| outline.push_child(node));
    outline
}

/// Draws on one page.
struct Pen<'a> {
    surface: Surface<'a>,
    fonts: &'a Fonts,
    faces: &'a Faces<'a>,
}

impl Pen<'_> {
    fn page(&mut self, sheets: &Sheets, page: &Page, number: usize, drawn: &mut Drawn) {
        for placed in page {
            let strip = strip(sheets, placed.what);
            let repeated = matches!(placed.what, StripRef::Head(..));
            for run in &strip.runs {
                let tag =
                    if repeated { artifact(ArtifactType::PaginationOther) } else { ContentTag::Span(SpanTag::empty()) };
                let piece = self.surface.start_tagged(tag);
                self.run(run, placed.y);
                self.surface.end_tagged();
                if let (false, Some(pieces)) = (repeated, drawn.pieces.get_mut(run.tag)) {
                    pieces.push(piece);
                }
            }
            for (y, from, to) in &strip.rules {
                self.rule(placed.y + y, *from, *to, ArtifactType::Layout);
            }
            if let Some(logo) = &strip.logo {
                // The letterhead's first line says the same in words.
                self.surface.start_tagged(artifact(ArtifactType::Layout));
                letterhead::draw(&mut self.surface, logo, placed.y);
                self.surface.end_tagged();
            }
            if let Some(drawing) = &strip.drawing {
                let piece = self.surface.start_tagged(ContentTag::Other);
                self.drawing(drawing, placed.y);
                self.surface.end_tagged();
                if let Some(pieces) = drawn.pieces.get_mut(drawing.tag) {
                    pieces.push(piece);
                }
                let width = super::super::figure::WIDTH * drawing.scale;
                let place = Rect::from_xywh(drawing.x, placed.y, width, strip.height);
                drawn.boxes.extend(place.map(|place| (drawing.tag, number, place)));
            }
        }
    }

    fn run(&mut self, run: &Run, y: f32) {
        let shade = match run.style.shade {
            Shade::Ink => color(0x1a, 0x1a, 0x1a),
            Shade::Weak => color(0x55, 0x55, 0x55),
        };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(shade)));
        self.text(&run.line, run.style, (run.x, y + run.baseline));
    }

    /// Draws a line in the current color.
    fn text(&mut self, line: &Line, style: Style, at: (f32, f32)) {
        let mut x = at.0;
        for part in line.glyphs.chunk_by(|one, next| one.face == next.face) {
            let glyphs = part.iter().map(|glyph| {
                let (id, (x, y)) = (GlyphId::new(glyph.id), glyph.offset);
                KrillaGlyph::new(id, glyph.advance, x, y, 0.0, glyph.range.clone(), None)
            });
            let glyphs: Vec<KrillaGlyph> = glyphs.collect();
            let other = part.first().and_then(|glyph| self.faces.other_font(glyph.face));
            let own = match style.weight {
                Weight::Regular => &self.fonts.regular,
                Weight::SemiBold => &self.fonts.semi_bold,
            };
            let font = other.unwrap_or(own).clone();
            self.surface.draw_glyphs(Point::from_xy(x, at.1), &glyphs, font, &line.text, style.size, false);
            x += advance(part) * style.size;
        }
    }

    fn rule(&mut self, y: f32, from: f32, to: f32, kind: ArtifactType) {
        self.surface.start_tagged(artifact(kind));
        let mut path = PathBuilder::new();
        path.move_to(from, y);
        path.line_to(to, y);
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(stroke(color(RULE, RULE, RULE), 0.6, false)));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
    }

    fn drawing(&mut self, drawing: &super::sheet::Drawing, y: f32) {
        let place = drawing::DrawPosition { x: drawing.x, y, scale: drawing.scale };
        for shape in &drawing.figure.shapes {
            if let Some(label) = drawing::shape(&mut self.surface, shape, &place) {
                let style = Style::new(label.size, label.size, Weight::Regular, Shade::Ink);
                let line = single_line(self.faces, label.text, style);
                let x = (label.at.0 - label.before * line.width)
                    .min(place.x + super::super::figure::WIDTH * place.scale - line.width)
                    .max(place.x);
                drawing::clear(&mut self.surface, (x, label.at.1), line.width, label.size);
                self.surface.set_stroke(None);
                self.surface.set_fill(Some(fill(label.color)));
                self.text(&line, style, (x, label.at.1));
            }
        }
    }

    /// Draws the foot: the identity of the paper and the page number.
    fn foot(&mut self, sheets: &Sheets, number_of_page: usize, of: usize) {
        let top = sheets.foot_top();
        self.rule(top, sheets.left, sheets.right, ArtifactType::Footer);
        let mut y = top + 6.0;
        let page = single_line(self.faces, &format!("Page {number_of_page} of {of}"), FOOT);
        let x = sheets.right - page.width;
        let number = Run { line: page, style: FOOT, x, baseline: FOOT.baseline(), tag: 0 };
        self.surface.start_tagged(artifact(ArtifactType::Footer));
        // A cover page names no person and no case.
        let is_cover = sheets.cover > 0 && number_of_page == 1;
        for line in sheets.foot.iter().filter(|_| !is_cover) {
            let run = Run { line: line.clone(), x: sheets.left, ..number.clone() };
            self.run(&run, y);
            y += FOOT.leading;
        }
        self.run(&number, top + 6.0);
        self.surface.end_tagged();
    }
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

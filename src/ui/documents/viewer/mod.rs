//! The document beside the checklist: which page is in sight, how large and which way up, what is marked on it and what is
//! looked for. Pages are drawn elsewhere and taken in between frames: no frame waits for one.
//!
//! Must not know: the case that it belongs to, or how any of it looks.

mod find;
mod pictures;
mod sheets;

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Context, Vec2};

pub use find::Find;
pub use pictures::{Leaf, Pictures};
pub use sheets::{PagePosition, Sheets, Turns, Zoom, marked, seen, seen_at, turn_of};

use crate::case::{Citation, Region};
use crate::chart::{DocumentState, Drawer, DrawingError, DrawingRequest, DrawingResult, PageSize, Word};
use crate::ids::{ContentHash, DocumentId};
use crate::store::FileError;

/// How many pages are searched between two frames.
const SEARCHED_AT_ONCE: u32 = 8;
/// The most words that are kept, of all pages together: what is let go is read again.
const MOST_WORDS: usize = 200_000;
/// How wide a page of the strip is drawn, in pixels.
pub const THUMBNAIL_PX: u32 = 128;

/// Where the file of a document stands.
pub enum Held {
    /// It is held against its hash.
    Checking,
    /// It is not what was attached, or not there.
    Unusable(FileError),
    /// The system gives no thread to draw on.
    NotStarted,
    /// It is what was attached.
    Drawn(Drawer),
}

/// A rectangle that the reader marked on a page.
#[derive(Clone, PartialEq)]
pub struct Mark {
    /// The page, from 0.
    pub page: u32,
    /// The rectangle.
    pub region: Region,
    /// What the page says there, where it has words.
    pub passage: String,
}

/// What a frame showed of a document.
#[derive(Clone, PartialEq)]
pub struct InSight {
    /// What lies at the upper edge.
    pub place: PagePosition,
    /// The page that is read.
    pub at: u32,
    /// The pages that are seen.
    pub pages: Range<u32>,
    /// Their pictures and those of the pages around them, as wide as they are shown; the most urgent first.
    pub pictures: Vec<(u32, u32)>,
    /// The pages that are seen of the strip.
    pub strip: Range<u32>,
    /// What the layout depended on: when it changes, the place stays.
    pub layout: (Vec2, Zoom),
}

/// A document that is looked at.
pub struct Viewer {
    /// Which one.
    pub document: DocumentId,
    /// Its file.
    pub hash: ContentHash,
    /// Where its file stands.
    pub held: Held,
    /// How large its pages are shown.
    pub zoom: Zoom,
    /// How they are turned.
    pub turns: Turns,
    /// Where the reader goes; until a frame has gone there.
    pub goal: Option<PagePosition>,
    /// What the last frame showed.
    pub in_sight: Option<InSight>,
    /// What is marked.
    pub mark: Option<Mark>,
    /// The source that is looked up.
    pub source: Option<Citation>,
    /// What is looked for.
    pub find: Option<Find>,
    /// A copy that the user saved.
    pub copy: Option<PathBuf>,
    pages: Pictures,
    strip: Pictures,
    words: BTreeMap<u32, Result<Arc<[Word]>, DrawingError>>,
    /// What was drawn and is not on the screen yet.
    arrived: VecDeque<DrawingResult>,
    wanted: Vec<DrawingRequest>,
}

impl Viewer {
    /// A document that is about to be looked at, from this place on.
    pub fn of(document: DocumentId, hash: ContentHash, goal: PagePosition) -> Self {
        Self {
            document,
            hash,
            held: Held::Checking,
            zoom: Zoom::default(),
            turns: Turns::new(),
            goal: Some(goal),
            in_sight: None,
            mark: None,
            source: None,
            find: None,
            copy: None,
            pages: Pictures::default(),
            strip: Pictures::default(),
            words: BTreeMap::new(),
            arrived: VecDeque::new(),
            wanted: Vec::new(),
        }
    }

    /// Takes whether the file of the document that is shown can be drawn.
    pub fn set_held(&mut self, hash: &ContentHash, held: Held) {
        if self.hash == *hash {
            self.held = held;
        }
    }

    /// The size of each page, once the document is open.
    pub fn sizes(&self) -> Option<Arc<[PageSize]>> {
        match self.opening() {
            DocumentState::Open(sizes) => Some(sizes),
            _ => None,
        }
    }

    /// Where drawing stands.
    pub fn opening(&self) -> DocumentState {
        match &self.held {
            Held::Drawn(drawer) => drawer.opening(),
            Held::NotStarted => DocumentState::Failed(DrawingError::NotStarted),
            _ => DocumentState::Reading,
        }
    }

    /// Whether it is shown, or may yet be.
    pub fn is_usable(&self) -> bool {
        !matches!(self.held, Held::Unusable(_)) && !matches!(self.opening(), DocumentState::Failed(_))
    }

    /// How many pages it has, once that is known.
    pub fn page_count(&self) -> u32 {
        self.sizes().map_or(0, |sizes| sizes.len() as u32)
    }

    /// The page that is read, or gone to; from 0.
    pub fn at(&self) -> u32 {
        let seen = self.in_sight.as_ref().map_or(0, |seen| seen.at);
        self.goal.map_or(seen, |goal| goal.page)
    }

    /// What is cited next: the page that is read, or the one in sight that something is marked on; and the mark.
    pub fn cited_next(&self) -> (u32, Option<&Mark>) {
        let is_seen = |mark: &&Mark| self.in_sight.as_ref().is_some_and(|seen| seen.pages.contains(&mark.page));
        let mark = self.mark.as_ref().filter(is_seen);
        (mark.map_or(self.at(), |mark| mark.page), mark)
    }

    /// What came of a page's picture.
    pub fn leaf(&self, page: u32) -> Option<&Leaf> {
        self.pages.of(page)
    }

    /// What came of a page's picture in the strip.
    pub fn thumbnail(&self, page: u32) -> Option<&Leaf> {
        self.strip.of(page)
    }

    /// The words of a page, where they were read.
    pub fn words(&self, page: u32) -> Option<&[Word]> {
        self.words.get(&page)?.as_ref().ok().map(|words| &**words)
    }

    /// Goes to a page; of one that is not there, to the last.
    pub fn go_to(&mut self, page: u32) {
        let last = self.page_count().saturating_sub(1);
        self.goal = Some(PagePosition { page: if last == 0 { page } else { page.min(last) }, part: 0.0 });
    }

    /// Goes where a part of a page is seen, with some of what stands above it.
    pub fn go_to_region(&mut self, page: u32, region: Option<Region>) {
        const ABOVE: f32 = 0.08;
        let top = region.map_or(0.0, |region| f32::from(region.top) / f32::from(Region::WHOLE));
        // Of a page that is turned, its upper edge.
        let part = if turn_of(&self.turns, page) == 0 { (top - ABOVE).max(0.0) } else { 0.0 };
        self.goal = Some(PagePosition { page, part });
    }

    /// Marks a rectangle, with what the page says there.
    pub fn set_mark(&mut self, mark: Option<(u32, Region)>) {
        let said = |page, region| self.words(page).map(|words| find::said_in(region, words)).unwrap_or_default();
        self.mark = mark.map(|(page, region)| Mark { page, region, passage: said(page, region) });
    }

    /// Begins to look for something; for nothing, ends it.
    pub fn look_for(&mut self, typed: Option<&str>) {
        let again = typed.is_some() && typed == self.find.as_ref().map(Find::typed);
        if !again {
            self.find = typed.map(Find::of);
            self.search();
            self.ask();
        }
    }

    /// Goes to the next find or the one before, and marks it.
    pub fn go_to_hit(&mut self, forward: bool) {
        let from = self.at();
        let Some(hit) = self.find.as_mut().and_then(|find| find.go(forward, from)).cloned() else { return };
        self.go_to_region(hit.page, Some(hit.region));
        self.mark = Some(Mark { page: hit.page, region: hit.region, passage: hit.passage });
    }

    /// Enlarges what is shown, or makes it smaller.
    pub fn zoom_by_a_step(&mut self, larger: bool) {
        let (Some(seen), Some(sizes)) = (&self.in_sight, self.sizes()) else { return };
        let laid = Sheets::of(&sizes, &self.turns, self.zoom, seen.layout.0, 0.0);
        let Some(size) = sizes.get(seen.at as usize) else { return };
        if let Some(percent) = laid.percent(seen.at, *size, &self.turns) {
            self.zoom = Zoom::stepped(percent, larger);
        }
    }

    /// Turns the page that is read by a quarter to the right.
    pub fn turn(&mut self) {
        let page = self.at();
        let turn = (turn_of(&self.turns, page) + 1) % 4;
        self.turns.insert(page, turn);
        self.goal = Some(PagePosition { page, part: 0.0 });
    }

    /// Takes note of what a frame showed.
    pub fn mark_seen(&mut self, seen: InSight) {
        self.goal = None;
        self.in_sight = Some(seen);
        self.ask();
    }

    /// Draws again what failed.
    pub fn try_again(&mut self) {
        self.pages.forget_troubles();
        self.strip.forget_troubles();
        self.wanted.clear();
        self.ask();
    }

    /// Takes in what was drawn: all that is small, and one page in a frame. Whether there is more.
    pub fn collect(&mut self, ctx: &Context) -> bool {
        let Held::Drawn(drawer) = &self.held else { return false };
        let done = drawer.take();
        if done.is_empty() && self.arrived.is_empty() {
            return false;
        }
        self.arrived.extend(done);
        let mut page_taken = false;
        while let Some(done) = self.arrived.pop_front() {
            match done {
                DrawingResult::Words { page, words } => self.take_words(page, words.map(Arc::from)),
                DrawingResult::Picture { page, width_px: THUMBNAIL_PX, picture } => {
                    let seen = self.in_sight.as_ref().map_or(0..0, |seen| seen.strip.clone());
                    self.strip.put(ctx, page, THUMBNAIL_PX, picture, &seen);
                }
                DrawingResult::Picture { .. } if page_taken => {
                    self.arrived.push_front(done);
                    break;
                }
                DrawingResult::Picture { page, width_px, picture } => {
                    page_taken = true;
                    let seen = self.in_sight.as_ref().map_or(0..0, |seen| seen.pages.clone());
                    self.pages.put(ctx, page, width_px, picture, &seen);
                }
            }
        }
        self.search();
        self.ask();
        !self.arrived.is_empty()
    }

    fn take_words(&mut self, page: u32, words: Result<Arc<[Word]>, DrawingError>) {
        let kept = |words: &Result<Arc<[Word]>, DrawingError>| words.as_ref().map_or(1, |words| words.len() + 1);
        let all: usize = self.words.values().map(kept).sum();
        if all + kept(&words) > MOST_WORDS {
            self.words.clear();
        }
        if let Some(find) = &mut self.find {
            find.look_at(page, words.as_deref().unwrap_or_default());
        }
        self.words.insert(page, words);
    }

    /// Shows the first find once it is known to be the first one from where one reads.
    fn show_first_hit(&mut self) {
        let (from, pages) = (self.at(), self.page_count());
        let Some(find) = &self.find else { return };
        let known = find.next(pages).is_none() || find.hits().iter().any(|hit| hit.page >= from);
        if known && find.shown().is_none() {
            self.go_to_hit(true);
        }
    }

    /// Looks at every page whose words are at hand already.
    fn search(&mut self) {
        let pages = self.page_count();
        let Some(find) = &mut self.find else { return };
        while let Some((page, words)) = find.next(pages).and_then(|page| Some((page, self.words.get(&page)?))) {
            find.look_at(page, words.as_deref().unwrap_or_default());
        }
        self.show_first_hit();
    }

    /// Asks for what is lacking, the most urgent first: what is seen, what comes next, its words, the strip, what is searched.
    fn ask(&mut self) {
        let (Held::Drawn(drawer), Some(seen)) = (&self.held, &self.in_sight) else { return };
        let arrived = |page: u32, width: u32| {
            self.arrived
                .iter()
                .any(|done| matches!(done, DrawingResult::Picture { page: p, width_px, .. } if *p == page && *width_px == width))
        };
        let mut wanted: Vec<DrawingRequest> = Vec::new();
        let pages =
            seen.pictures.iter().filter(|(page, width)| self.pages.lacks(*page, *width) && !arrived(*page, *width));
        wanted.extend(pages.map(|(page, width_px)| DrawingRequest::Picture { page: *page, width_px: *width_px }));
        let mut words = |page: u32| {
            if !self.words.contains_key(&page) {
                wanted.push(DrawingRequest::Words { page });
            }
        };
        words(seen.at);
        let strip = seen.strip.clone().filter(|page| self.strip.lacks(*page, THUMBNAIL_PX));
        let strip: Vec<DrawingRequest> =
            strip.map(|page| DrawingRequest::Picture { page, width_px: THUMBNAIL_PX }).collect();
        let count = self.page_count();
        if let Some(next) = self.find.as_ref().and_then(|find| find.next(count)) {
            (next..count.min(next.saturating_add(SEARCHED_AT_ONCE))).for_each(words);
        }
        wanted.extend(strip);
        if wanted != self.wanted {
            drawer.request(wanted.clone());
            self.wanted = wanted;
        }
    }
}

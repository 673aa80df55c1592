//! Somebody at the window: what is pressed, chosen, typed and seen through the accessible tree, as a reviewer with a
//! pointer, a keyboard or a screen reader finds it.
//!
//! Must not know: intents, the state behind the window, ids of egui.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Event, Key, Modifiers, Role, Vec2, ViewportCommand, ViewportEvent, ViewportId, vec2};
use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, Node};
use mednec::case::{Action, Reviewer, Stamp};
use mednec::chart::DrawingProgram;
use mednec::clock::now;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange};
use mednec::ids::CaseId;
use mednec::session::Session;
use mednec::store::CaseStore;
use mednec::ui::{App, Dependencies, Dialogs};
use tempfile::TempDir;

use crate::long_policy::long_policy;
use crate::slow::SlowDisk;

pub(crate) use crate::nodes::*;

pub(crate) const SMALL: Vec2 = vec2(1280.0, 720.0);
pub(crate) const LARGE: Vec2 = vec2(1920.0, 1080.0);
pub(crate) const SUPPORTS: &str = "Record supports";
pub(crate) const OTHERWISE: &str = "Says otherwise";
pub(crate) const SILENT: &str = "Not in the record";

pub(crate) const CHRONIC: &str = "Does the record show chronic, intractable pain of non-malignant origin?";
pub(crate) const CAUSE: &str = "Is the cause of the pain known and clearly documented?";
pub(crate) const NOT_INDICATED: &str = "Is further treatment or surgery for the underlying condition not indicated?";
pub(crate) const NO_RELIEF: &str = "Did conservative care fail to relieve the pain safely?";
pub(crate) const NO_BARRIER: &str =
    "Does the record show that no untreated psychological or psychosocial problem would interfere?";
/// Everybody's passphrase in the invented department.
pub(crate) const PASSPHRASE: &str = "four plain invented words";
pub(crate) const LINE: &str = "Line of business";
pub(crate) const CONFLICT: &str = "Does the benefit plan document or a mandate conflict with the policy?";

/// Whoever answers native dialogs: saves under the name that is suggested, and opens what was saved last of the kind.
struct Obliging {
    folder: PathBuf,
    /// The folder that files are saved in.
    saves_in: Arc<Mutex<PathBuf>>,
    /// Whoever holds this keeps a dialog open.
    thinking: Arc<Mutex<()>>,
}

impl Dialogs for Obliging {
    fn save_file(&self, suggested_name: &str, _kinds: &[(&str, &str)]) -> Option<PathBuf> {
        let _answered = self.thinking.lock().unwrap();
        Some(self.saves_in.lock().unwrap().join(suggested_name))
    }

    fn open_file(&self, kinds: &[(&str, &[&str])]) -> Option<PathBuf> {
        let files = std::fs::read_dir(&self.folder).ok()?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let mut files = files.filter(|path| {
            path.extension().is_some_and(|it| kinds.iter().any(|(_, kinds)| kinds.iter().any(|kind| it == *kind)))
        });
        files.next()
    }

    fn open_folder(&self) -> Option<PathBuf> {
        let _answered = self.thinking.lock().unwrap();
        Some(self.folder.clone())
    }
}

/// Somebody at the window.
pub(crate) struct Driver {
    pub(crate) harness: Harness<'static, Option<App>>,
    folder: Arc<TempDir>,
    /// The folder in which a dialog that asks where to save puts the file.
    pub(crate) saves_in: Arc<Mutex<PathBuf>>,
    /// Locked: a dialog that asks where to save stays open.
    pub(crate) thinking: Arc<Mutex<()>>,
    /// Locked: no case is read.
    pub(crate) reading: Arc<RwLock<()>>,
}

/// The program that draws its own pages.
fn itself() -> DrawingProgram {
    DrawingProgram::new(PathBuf::from(env!("CARGO_BIN_EXE_mednec")))
}

/// The window's life.
impl Driver {
    /// A window of this size on an empty folder.
    pub(crate) fn new(size: Vec2) -> Self {
        Self::at(Arc::new(TempDir::new().unwrap()), size)
    }

    /// A reviewer at a case, whose window draws pages with another program.
    pub(crate) fn drawn_by(draws: DrawingProgram, pathway: &str) -> Self {
        let mut driver = Self::started(Arc::new(TempDir::new().unwrap()), LARGE, "UR-WS-14", draws, None);
        driver.introduce("Rosa Lind", "RN");
        driver.begin(pathway);
        driver
    }

    /// Another workstation's window on the same folder.
    pub(crate) fn beside(&self, station: &str) -> Self {
        Self::at_station(self.folder.clone(), self.harness.ctx.content_rect().size(), station)
    }

    /// The same, started with a case's file.
    pub(crate) fn beside_with(&self, station: &str, first: PathBuf) -> Self {
        Self::started(self.folder.clone(), SMALL, station, itself(), Some(first))
    }

    fn at(folder: Arc<TempDir>, size: Vec2) -> Self {
        Self::at_station(folder, size, "UR-WS-14")
    }

    fn at_station(folder: Arc<TempDir>, size: Vec2, station: &str) -> Self {
        Self::started(folder, size, station, itself(), None)
    }

    fn started(folder: Arc<TempDir>, size: Vec2, station: &str, draws: DrawingProgram, first: Option<PathBuf>) -> Self {
        let (thinking, reading) = (Arc::new(Mutex::new(())), Arc::new(RwLock::new(())));
        let disk = Arc::new(SlowDisk(reading.clone()));
        let saves_in = Arc::new(Mutex::new(folder.path().to_owned()));
        let mut home = Some(Dependencies {
            folder: folder.path().join("store"),
            disk,
            settings_file: Some(folder.path().join(format!("settings-{station}.json"))),
            dialogs: Arc::new(Obliging {
                folder: folder.path().to_owned(),
                saves_in: saves_in.clone(),
                thinking: thinking.clone(),
            }),
            key_cost: Cost::FOR_TESTS,
            station: Some(station.to_owned()),
            draws,
            first,
        });
        let draw = move |ui: &mut eframe::egui::Ui, app: &mut Option<App>| match app {
            Some(app) => {
                let ctx = ui.ctx().clone();
                app.logic(&ctx);
                app.draw(ui);
            }
            // Fonts arrive with the next pass.
            None => {
                *app = home.take().map(|home| App::new(home, ui.ctx()).unwrap());
                ui.ctx().request_repaint();
            }
        };
        let harness = Harness::builder().with_size(size).with_max_steps(40).build_ui_state(draw, None);
        let mut driver = Self { harness, folder, saves_in, thinking, reading };
        driver.settle();
        driver.wait_for(|it| !it.sees("Reading the cases"));
        driver
    }

    /// A department with a nurse who keeps its roster and a physician; the nurse has signed in and begun a case.
    pub(crate) fn in_department(size: Vec2, pathway: &str) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        let passphrase = || Passphrase::new(PASSPHRASE.to_owned());
        let (roster, nurse) =
            Roster::create("Rosa Lind", Credential::Rn, None, &passphrase(), now(), Cost::FOR_TESTS).unwrap();
        let physician =
            RosterChange::enrol("Ada Boyd", Credential::Md, None, false, &passphrase(), Cost::FOR_TESTS).unwrap();
        let roster = roster.append(physician, &nurse, now()).unwrap();
        CaseStore::open(folder.path().join("store")).unwrap().save_roster(&roster, None).unwrap();
        let mut driver = Self::at(folder, size);
        driver.sign_in("Rosa Lind, RN", PASSPHRASE);
        driver.begin(pathway);
        driver
    }

    /// A reviewer who has begun a case on a pathway.
    pub(crate) fn on_case(size: Vec2, credential: &str, pathway: &str) -> Self {
        let mut driver = Self::new(size);
        driver.introduce("Rosa Lind", credential);
        driver.begin(pathway);
        driver
    }

    /// A reviewer at a case whose first step asks for so many things more than the policy does.
    pub(crate) fn on_long_case(size: Vec2, items: usize) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        let (policy, store) = (long_policy(items), CaseStore::open(folder.path().join("store")).unwrap());
        store.store_policy(&policy).unwrap();
        let trial = policy.pathways().iter().find(|pathway| pathway.title == TRIAL).unwrap();
        let opening = Action::Open { pathway: trial.id.clone() };
        let stamp = Stamp::named(now(), Reviewer::unproved("Rosa Lind", "RN").unwrap());
        let case = Session::begin(CaseId::parse("2026-0001").unwrap(), policy, &opening, &stamp).unwrap();
        store.save(case.history(), None).unwrap();
        let mut driver = Self::at(folder, size);
        driver.introduce("Rosa Lind", "RN");
        driver.keys(Modifiers::ALT, &[Key::ArrowDown]);
        driver
    }

    /// Closes the program and starts it again on the same folder.
    pub(crate) fn restart(self) -> Self {
        let (folder, size) = (self.folder.clone(), self.harness.ctx.content_rect().size());
        drop(self);
        Self::at(folder, size)
    }

    /// Where this workstation's settings are.
    pub(crate) fn settings_file(&self) -> PathBuf {
        self.folder.path().join("settings-UR-WS-14.json")
    }

    /// Puts a file where the dialog that asks for one finds it.
    #[allow(clippy::disallowed_methods, reason = "a file from outside")]
    pub(crate) fn lay(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Returns the bytes that were saved through a dialog under a name.
    pub(crate) fn saved(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// The file of a case.
    pub(crate) fn file_of(&self, case: &str) -> PathBuf {
        mednec::store::case_path(&self.store(), &CaseId::parse(case).unwrap())
    }

    #[track_caller]
    pub(crate) fn settle(&mut self) {
        self.harness.run();
        // A case is read on a thread, and what is drawn meanwhile is not what comes of a key or a click. Readers share the lock, so
        // only a test that holds it back ends the wait.
        while self.harness.state().as_ref().is_some_and(App::is_busy) && self.reading.try_read().is_ok() {
            std::thread::sleep(Duration::from_millis(1));
            self.harness.run();
        }
    }

    /// Presses the window's cross and says whether it closes.
    pub(crate) fn closes(&mut self) -> bool {
        let window = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap();
        window.events.push(ViewportEvent::Close);
        let mut closed = false;
        loop {
            self.harness.step();
            let output = self.harness.output().viewport_output.get(&ViewportId::ROOT).unwrap();
            closed |= output.commands.contains(&ViewportCommand::Close);
            if !self.harness.state().as_ref().is_some_and(App::is_closing) {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        self.settle();
        closed
    }

    /// Until the foot says that the disk holds what the window shows. A case that was left and opened again says
    /// "Unchanged" where its save had ended by then, and "Saved at" where it ended afterwards.
    #[track_caller]
    pub(crate) fn wait_until_kept(&mut self) {
        self.wait_for(|it| it.sees("Unchanged") || it.sees("Saved at "));
    }

    /// Work on other threads ends when it ends.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, done: impl Fn(&Self) -> bool) {
        let patience = Instant::now() + Duration::from_secs(10);
        while !done(self) {
            assert!(Instant::now() < patience, "it never came; the window says:\n{}", self.everything().join("\n"));
            std::thread::sleep(Duration::from_millis(5));
            self.settle();
        }
    }
}

/// Reading the window.
impl Driver {
    pub(crate) fn nodes(&self) -> Vec<Node<'_>> {
        self.harness.root().children_recursive().collect()
    }

    pub(crate) fn named(&self, roles: &[Role], name: &str) -> Vec<Node<'_>> {
        let fits = |node: &Node<'_>| roles.contains(&role(node)) && name_of(node).as_deref() == Some(name);
        self.nodes().into_iter().filter(fits).collect()
    }

    /// The control of this name; of several, such as the same cell of each row, the one at `place`.
    #[track_caller]
    pub(crate) fn control(&self, roles: &[Role], name: &str, place: usize) -> Node<'_> {
        let found = self.named(roles, name);
        *found.get(place).unwrap_or_else(|| {
            panic!("no {roles:?} \"{name}\" at {place}; there are:\n{}", self.everything().join("\n"))
        })
    }

    pub(crate) fn everything(&self) -> Vec<String> {
        let said = |node: &Node<'_>| Some(format!("{:?} {}", role(node), words_of(node)?));
        self.nodes().iter().filter_map(said).collect()
    }

    pub(crate) fn sees(&self, text: &str) -> bool {
        self.nodes().iter().any(|node| words_of(node).is_some_and(|words| words.contains(text)))
    }

    #[track_caller]
    pub(crate) fn see(&self, text: &str) {
        assert!(self.sees(text), "\"{text}\" is not there:\n{}", self.everything().join("\n"));
    }

    #[track_caller]
    pub(crate) fn see_not(&self, text: &str) {
        assert!(!self.sees(text), "\"{text}\" is there");
    }

    /// The headline of the open case and the sentence behind it, as they are announced.
    #[track_caller]
    pub(crate) fn status(&self) -> String {
        let banner = self.nodes().into_iter().find(|node| author_id(node).as_deref() == Some("status"));
        banner.and_then(|node| name_of(&node)).expect("a case is open")
    }

    #[track_caller]
    pub(crate) fn stands(&self, headline: &str) {
        let status = self.status();
        assert!(status.starts_with(headline), "{status}");
    }

    /// The number of the open case, as the bar above says it.
    #[track_caller]
    pub(crate) fn case_id(&self) -> String {
        let words: Vec<String> = self.nodes().iter().filter_map(words_of).collect();
        let case = words.iter().find_map(|words| words.strip_prefix("Case ")?.split(' ').next());
        case.expect("a case is open").to_owned()
    }

    /// Checks that what has the focus lies within the window and within what is scrolled to.
    #[track_caller]
    pub(crate) fn in_sight(&self) {
        let node = self.nodes().into_iter().find(Node::is_focused).expect("something has the focus");
        let rect = node.rect();
        // The bars above and below are not part of the page.
        let page = self.harness.ctx.content_rect().shrink2(vec2(0.0, 60.0));
        assert!(page.contains_rect(rect), "{:?} lies at {rect:?}", words_of(&node));
    }

    /// The lines of the worklist.
    pub(crate) fn worklist(&self) -> Vec<String> {
        let rows = self.nodes().into_iter().filter(|node| role(node) == Role::ListBoxOption);
        rows.filter_map(|node| name_of(&node)).collect()
    }

    /// Returns whether a line of the worklist says all of these.
    pub(crate) fn lists(&self, words: &[&str]) -> bool {
        self.worklist().iter().any(|line| words.iter().all(|word| line.contains(word)))
    }

    pub(crate) fn step(&self) -> String {
        let of_case = |node: &Node<'_>| author_id(node).is_some_and(|id| id.starts_with("step-"));
        let chosen = |node: &Node<'_>| node.accesskit_node().is_selected() == Some(true);
        let tab = |node: &Node<'_>| role(node) == Role::Tab && of_case(node) && chosen(node);
        self.nodes().into_iter().find(tab).and_then(|node| name_of(&node)).unwrap_or_default()
    }

    /// The group (for an option of an answer) and the name of what has the focus.
    pub(crate) fn focus(&self) -> String {
        let Some(node) = self.nodes().into_iter().find(Node::is_focused) else { return "nothing".to_owned() };
        let group = group_of(&node).map(|group| format!("{group} > ")).unwrap_or_default();
        format!("{group}{}", name_of(&node).unwrap_or_default())
    }

    #[track_caller]
    pub(crate) fn chosen(&self, group: &str) -> Option<String> {
        let found = self.control(&[Role::RadioGroup], group, 0);
        let is_on = |node: &Node<'_>| node.accesskit_node().toggled() == Some(Toggled::True);
        found.children_recursive().find(is_on).and_then(|node| name_of(&node))
    }

    #[track_caller]
    pub(crate) fn value(&self, label: &str) -> String {
        self.control(&TEXTS, label, 0).value().unwrap_or_default()
    }
}

/// Acting on the window.
impl Driver {
    /// Brings a control into sight and clicks into its middle.
    #[track_caller]
    pub(crate) fn click(&mut self, find: impl Fn(&Self) -> Node<'_>) {
        let node = find(self);
        assert!(!node.accesskit_node().is_disabled(), "{:?} cannot be used", words_of(&node));
        node.scroll_to_me();
        self.settle();
        let node = find(self);
        let (rect, window) = (node.rect(), self.harness.ctx.content_rect());
        assert!(window.contains(rect.center()), "{:?} is out of sight: {rect:?}", words_of(&node));
        node.click();
        self.settle();
    }

    /// Presses a button, a tab, a line of a list or a check box.
    #[track_caller]
    pub(crate) fn press(&mut self, name: &str) {
        self.press_nth(name, 0);
    }

    #[track_caller]
    pub(crate) fn press_nth(&mut self, name: &str, place: usize) {
        let name = name.to_owned();
        self.click(|it| it.control(&PRESSED, &name, place));
    }

    /// Presses the first control whose name begins so.
    #[track_caller]
    pub(crate) fn press_beginning(&mut self, name: &str) {
        let name = name.to_owned();
        self.click(|it| {
            let begins = |node: &Node<'_>| {
                PRESSED.contains(&role(node)) && name_of(node).is_some_and(|of| of.starts_with(&name))
            };
            let found = it.nodes().into_iter().find(begins);
            found.unwrap_or_else(|| panic!("nothing to press begins with \"{name}\": {:#?}", it.everything()))
        });
    }

    /// Opens the case whose line in the worklist says this.
    #[track_caller]
    pub(crate) fn open(&mut self, text: &str) {
        let line = self.worklist().into_iter().find(|line| line.contains(text));
        self.press(&line.unwrap_or_else(|| panic!("no case \"{text}\" in {:?}", self.worklist())));
    }

    #[track_caller]
    pub(crate) fn choose(&mut self, group: &str, option: &str) {
        self.click(|it| {
            let found = it.control(&[Role::RadioGroup], group, 0);
            let is_wanted = |node: &Node<'_>| name_of(node).as_deref() == Some(option);
            found.children_recursive().find(is_wanted).unwrap_or_else(|| panic!("no option \"{option}\" in {group}"))
        });
    }

    /// Picks from a list that drops down.
    #[track_caller]
    pub(crate) fn pick(&mut self, list: &str, place: usize, option: &str) {
        self.click(|it| it.control(&[Role::ComboBox], list, place));
        self.press(option);
    }

    /// Replaces the text of a field and leaves it half typed.
    #[track_caller]
    pub(crate) fn half_type(&mut self, label: &str, place: usize, text: &str) {
        self.click(|it| it.control(&TEXTS, label, place));
        self.keys(Modifiers::COMMAND, &[Key::A]);
        self.control(&TEXTS, label, place).type_text(text);
        self.settle();
    }

    #[track_caller]
    pub(crate) fn type_into(&mut self, label: &str, text: &str) {
        self.type_into_nth(label, 0, text);
    }

    #[track_caller]
    pub(crate) fn type_into_nth(&mut self, label: &str, place: usize, text: &str) {
        self.half_type(label, place, text);
        self.keys(Modifiers::NONE, &[Key::Enter]);
    }

    #[track_caller]
    pub(crate) fn keys(&mut self, modifiers: Modifiers, keys: &[Key]) {
        for key in keys {
            self.harness.key_press_modifiers(modifiers, *key);
            self.settle();
        }
    }

    /// Presses keys that write a letter each: the key and its text in one frame, as a keyboard sends them.
    #[track_caller]
    pub(crate) fn write(&mut self, keys: &[(Key, &str)]) {
        for (key, text) in keys {
            let press = |pressed| Event::Key {
                key: *key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            self.harness.input_mut().events.extend([press(true), Event::Text((*text).to_owned()), press(false)]);
            self.settle();
        }
    }

    #[track_caller]
    pub(crate) fn introduce(&mut self, name: &str, credential: &str) {
        self.half_type("Your name", 0, name);
        self.choose("Your credential", credential);
        self.press("Continue without signing in");
    }

    /// Signs in as one of the roster, whoever reviewed before.
    #[track_caller]
    pub(crate) fn sign_in(&mut self, who: &str, passphrase: &str) {
        if !self.sees("Who reviews on this workstation?") {
            self.keys(Modifiers::COMMAND.plus(Modifiers::SHIFT), &[Key::U]);
        }
        self.choose("Reviewer", who);
        self.half_type("Your passphrase", 0, passphrase);
        self.press("Sign in");
        self.wait_for(|it| !it.sees("Unlocking your key"));
    }

    #[track_caller]
    pub(crate) fn begin(&mut self, pathway: &str) {
        self.press("New case…");
        self.press(pathway);
    }

    #[track_caller]
    pub(crate) fn switch(&mut self, pathway: &str) {
        self.press("Switch pathway…");
        self.press(pathway);
    }

    /// Notes a source of an answer, or of a row, in the document at hand.
    #[track_caller]
    pub(crate) fn cite(&mut self, what: &str, page: &str, on: &str, passage: &str) {
        self.press(&format!("Add a source: {what}"));
        self.type_into("Page", page);
        self.type_into("Date of the record", on);
        self.type_into("What it says there", passage);
        assert!(self.named(&TEXTS, "Page").is_empty(), "the source was not noted:\n{}", self.everything().join("\n"));
    }

    #[track_caller]
    pub(crate) fn answer(&mut self, question: &str, option: &str, page: &str) {
        self.choose(question, option);
        self.cite(question, page, "2026-02-20", "as the clinic writes");
    }
}

/// Whole steps of a review.
impl Driver {
    #[track_caller]
    pub(crate) fn fill_request(&mut self, born: &str, service: &str) {
        self.press("Records 0");
        self.type_into("Add a document", "Pain clinic notes");
        self.press("Request");
        self.type_into("Member's name", "R. Alvarado");
        self.type_into("Birth date", born);
        self.type_into("Member id", "884-20-1177");
        self.choose(LINE, "UnitedHealthcare Commercial");
        self.type_into("Received: date", "2026-03-10");
        self.type_into("Received: time", "09:15");
        self.type_into("Date of service", service);
        self.press("Confirmations");
        self.choose(CONFLICT, "No conflict");
    }

    #[track_caller]
    pub(crate) fn fill_indication(&mut self) {
        self.answer(CHRONIC, SUPPORTS, "1");
        self.answer(CAUSE, SUPPORTS, "2");
        self.answer(NOT_INDICATED, SUPPORTS, "3");
    }

    #[track_caller]
    pub(crate) fn fill_care(&mut self) {
        self.type_into("Add a treatment", "Gabapentin");
        self.type_into("Start", "2025-01-10");
        self.type_into("End", "2025-09-30");
        self.pick("Outcome", 0, "failed, no safe relief");
        self.type_into("Reason for stopping", "no relief");
        self.cite("Gabapentin", "4", "2025-10-02", "stopped, no relief");
        self.answer(NO_RELIEF, SUPPORTS, "5");
        self.answer(NO_BARRIER, SUPPORTS, "6");
    }

    /// A trial, reviewed in full but for what `born` makes of the age.
    #[track_caller]
    pub(crate) fn fill_trial(&mut self, born: &str, service: &str) {
        self.fill_request(born, service);
        self.press("Indication");
        self.fill_indication();
        self.press("Conservative care");
        self.fill_care();
    }
}

pub(crate) const TRIAL: &str = "Chronic non-malignant pain: infusion trial";
pub(crate) const PUMP: &str = "Chronic non-malignant pain: pump placement";
pub(crate) const TEXTS: [Role; 3] = [Role::TextInput, Role::MultilineTextInput, Role::PasswordInput];
pub(crate) const PRESSED: [Role; 4] = [Role::Button, Role::Tab, Role::ListBoxOption, Role::CheckBox];

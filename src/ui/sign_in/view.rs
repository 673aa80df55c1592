//! Sign-in page.
//!
//! A reviewer of the roster signs in with a passphrase; in a folder without a roster, the first one creates it.
//! Somebody who is only named can fill in checklists.
//!
//! Must not know: keys, or how a passphrase unlocks one.

use eframe::egui::Ui;

use super::message::{Message, PassphraseField};
use super::secret::Secret;
use crate::case::Reviewer;
use crate::ids::ReviewerId;
use crate::ui::effects::Effects;
use crate::ui::page::just_opened;
use crate::ui::theme::{Tone, lead, plain, second, size, small, space, title, tokens};
use crate::ui::widgets::{
    Button, Choice, Field, Level, Segmented, field_id, flush_drafts, heading, passphrase_field, pending_drafts,
    scrolled,
};
use crate::ui::widgets::{keep, kept};

/// Data of the page.
pub struct SignInPage<'a> {
    /// The reviewer, signed in or only named.
    pub reviewer: Option<&'a Reviewer>,
    /// True when the reviewer is signed in.
    pub is_signed_in: bool,
    /// Active reviewers of the roster, by name; `None` without a roster.
    pub roster: Option<&'a [(ReviewerId, String)]>,
    /// Sentence that says why the roster cannot be used.
    ///
    /// While it is set nobody can sign in.
    pub trouble: Option<&'a str>,
    /// True when the roster can be used after its fingerprint was compared.
    pub can_be_confirmed: bool,
    /// Passphrase that is being typed.
    pub passphrase: &'a Secret,
    /// Its repetition.
    pub repeated: &'a Secret,
    /// True while a job unlocks a key.
    pub is_unlocking: bool,
    /// The store's folder, as text for the screen.
    pub folder: &'a str,
}

const NAME: &str = "reviewer.name";
const CREDENTIAL: &str = "reviewer.credential";
const PASSPHRASE: &str = "reviewer.passphrase";
const AGAIN: &str = "reviewer.again";
const WHO: &str = "reviewer.who";

/// Draws the sign-in page.
pub fn sign_in_ui(ui: &mut Ui, page: &SignInPage<'_>, effects: &Effects<Message>) {
    heading(ui, Level::Page, title("Who reviews on this workstation?"));
    if let Some(now) = page.reviewer {
        let how = if page.is_signed_in { "signed in" } else { "not signed in" };
        ui.label(second(format!("Now: {}, {} ({how})", now.name, now.credential)));
    }
    ui.add_space(space::M);
    if just_opened(ui, "sign in") {
        let first = if page.roster.is_some_and(|_| page.trouble.is_none()) { PASSPHRASE } else { NAME };
        ui.memory_mut(|memory| memory.request_focus(field_id(first)));
    }
    scrolled(ui, "sign in", |ui| {
        // Limits the form to a readable line length.
        ui.set_max_width(size::PALETTE.min(ui.available_width()));
        page_ui(ui, page, effects);
        ui.add_space(space::XL);
        ui.label(small(format!("Cases are stored in {}", page.folder)).weak());
    });
}

fn page_ui(ui: &mut Ui, page: &SignInPage<'_>, effects: &Effects<Message>) {
    match (page.trouble, page.roster) {
        (Some(trouble), _) => {
            ui.label(plain(trouble).color(tokens(ui).tone(Tone::NotMet).text));
            if page.can_be_confirmed
                && Button::secondary("roster-trust", "I compared them: this is the right roster").show(ui).clicked()
            {
                effects.send(Message::ConfirmRoster);
            }
            ui.add_space(space::M);
            unproved_ui(ui, page, effects);
        }
        (None, Some(roster)) => {
            roster_ui(ui, page, roster, effects);
            ui.add_space(space::XL);
            unsigned_ui(ui);
            unproved_ui(ui, page, effects);
        }
        (None, None) => create_roster_ui(ui, page, effects),
    }
}

/// Draws what a reviewer can do without signing in.
fn unsigned_ui(ui: &mut Ui) {
    heading(ui, Level::Part, lead("Without signing in"));
    ui.label(second("You can fill in checklists. Decisions, and what was sent or received, need a signature."));
    ui.add_space(space::XS);
}

/// Draws the form that signs in a reviewer of the roster.
fn roster_ui(ui: &mut Ui, page: &SignInPage<'_>, roster: &[(ReviewerId, String)], effects: &Effects<Message>) {
    let choices: Vec<Choice<'_>> =
        roster.iter().map(|(_, name)| Choice { text: name, letter: None, tone: Tone::ToGo }).collect();
    let from_now = page.reviewer.and_then(|now| {
        let line = format!("{}, {}", now.name, now.credential);
        roster.iter().position(|(_, name)| *name == line)
    });
    let kept_choice: Option<usize> = kept(ui, WHO);
    let chosen = kept_choice.or(from_now).or((roster.len() == 1).then_some(0));
    ui.label(small("Reviewer").color(tokens(ui).ink_second));
    let output = Segmented::new(WHO, "Reviewer", &choices, chosen).show(ui);
    if output.chosen.is_some() {
        ui.memory_mut(|memory| memory.request_focus(field_id(PASSPHRASE)));
    }
    let chosen = output.chosen.or(chosen);
    keep(ui, WHO, chosen);
    let (entered, characters) = typed_ui(ui, PassphraseField::First, "Your passphrase", page.passphrase, effects);
    ui.add_space(space::S);
    let missing = match (page.is_unlocking, chosen, characters == 0) {
        (true, ..) => Some("Your key is being unlocked"),
        (_, None, _) => Some("Choose who you are first"),
        (_, _, true) => Some("Enter your passphrase first"),
        _ => None,
    };
    let pressed = Button::primary("reviewer.sign-in", "Sign in").unless(missing).show(ui).clicked();
    if page.is_unlocking {
        ui.label(second("Unlocking your key takes about a second."));
    }
    let who = chosen.and_then(|place| roster.get(place)).map(|(id, _)| id.clone());
    if (pressed || entered)
        && missing.is_none()
        && let Some(who) = who
    {
        effects.send(Message::SignIn(who));
        keep(ui, WHO, None::<usize>);
    }
}

/// Draws the field of a passphrase.
///
/// Returns true when Enter was pressed, and the number of characters.
fn typed_ui(
    ui: &mut Ui,
    field: PassphraseField,
    label: &str,
    typed: &Secret,
    effects: &Effects<Message>,
) -> (bool, usize) {
    let id = match field {
        PassphraseField::First => PASSPHRASE,
        PassphraseField::Repeated => AGAIN,
    };
    let output = passphrase_field(ui, id, label, typed.characters());
    if !output.edits.is_empty() {
        effects.send(Message::Typed(field, output.edits));
    }
    (output.entered, output.characters)
}

/// Draws the form that creates the roster.
///
/// The first reviewer becomes its administrator.
fn create_roster_ui(ui: &mut Ui, page: &SignInPage<'_>, effects: &Effects<Message>) {
    ui.label(plain("Your name and credential are recorded with every entry."));
    ui.add_space(space::S);
    let (name, credential, typing) = person_ui(ui, page.reviewer);
    let (mut entered, mut characters) = (false, 0);
    ui.add_space(space::L);
    heading(ui, Level::Part, lead("Signing your decisions"));
    ui.label(second(
        "A passphrase protects your signing key. Only you know it, and nobody can look it up. With it you create the \
         roster of this folder, the list of its reviewers, and become its administrator. Then add your colleagues with \
         mednec-cli roster add, a second administrator first. If your department already has a folder, name it in \
         Settings before you create a roster.",
    ));
    ui.add_space(space::XS);
    ui.horizontal_top(|ui| {
        let first = "A passphrase, 12 characters or more";
        characters = typed_ui(ui, PassphraseField::First, first, page.passphrase, effects).1;
        entered = typed_ui(ui, PassphraseField::Repeated, "The same passphrase again", page.repeated, effects).0;
    });
    ui.add_space(space::S);
    let unnamed = unnamed(&name, credential, typing);
    let missing = match (page.is_unlocking, unnamed) {
        (true, _) => Some("Your key is being created"),
        (_, Some(unnamed)) => Some(unnamed),
        _ if characters == 0 => Some("Enter a passphrase first"),
        _ if page.passphrase != page.repeated => Some("The two passphrases are not the same"),
        _ => None,
    };
    let begin = Button::primary("reviewer.found", "Create roster and sign in").unless(missing).show(ui).clicked();
    ui.add_space(space::L);
    unsigned_ui(ui);
    let only_named =
        Button::secondary("reviewer.start", "Continue without signing in").unless(unnamed).show(ui).clicked();
    run_after_draft(ui, begin || (entered && missing.is_none()), only_named, typing, |found| {
        if found {
            effects.send(Message::CreateRoster { name: name.clone(), credential: text_of(credential) });
        } else {
            effects.send(Message::NameReviewer { name: name.clone(), credential: text_of(credential) });
        }
    });
}

/// Draws the form for a reviewer who is only named.
fn unproved_ui(ui: &mut Ui, page: &SignInPage<'_>, effects: &Effects<Message>) {
    let (name, credential, typing) = person_ui(ui, page.reviewer);
    ui.add_space(space::S);
    let missing = unnamed(&name, credential, typing);
    let pressed = Button::secondary("reviewer.start", "Continue without signing in").unless(missing).show(ui).clicked();
    run_after_draft(ui, false, pressed, typing, |_| {
        effects.send(Message::NameReviewer { name: name.clone(), credential: text_of(credential) });
    });
}

/// Draws the fields for name and credential.
///
/// Returns both, and true while the name has a draft.
fn person_ui(ui: &mut Ui, now: Option<&Reviewer>) -> (String, Option<usize>, bool) {
    let kept_name: String = kept(ui, NAME);
    let shown = if kept_name.is_empty() { now.map_or(String::new(), |it| it.name.clone()) } else { kept_name };
    let typed = Field::new(NAME, "Your name", &shown).hint("As it appears on your decisions").show(ui).committed;
    let name = typed.unwrap_or(shown);
    keep(ui, NAME, name.clone());
    ui.label(small("Your credential").color(tokens(ui).ink_second));
    let choices = Reviewer::CREDENTIALS.map(|(text, _)| Choice { text, letter: None, tone: Tone::ToGo });
    let known = now.map(|it| it.credential.as_str());
    let from_now = Reviewer::CREDENTIALS.iter().position(|(text, _)| Some(*text) == known);
    let kept_choice: Option<usize> = kept(ui, CREDENTIAL);
    let chosen = kept_choice.or(from_now);
    let chosen = Segmented::new(CREDENTIAL, "Your credential", &choices, chosen).show(ui).chosen.or(chosen);
    keep(ui, CREDENTIAL, chosen);
    let typing = pending_drafts(ui).into_iter().any(|draft| draft.id == NAME);
    (name, chosen, typing)
}

fn unnamed(name: &str, credential: Option<usize>, typing: bool) -> Option<&'static str> {
    match (name.trim().is_empty() && !typing, credential) {
        (true, _) => Some("Enter your name first"),
        (false, None) => Some("Choose your credential first"),
        (false, Some(_)) => None,
    }
}

fn text_of(credential: Option<usize>) -> String {
    credential.and_then(|place| Reviewer::CREDENTIALS.get(place)).map_or("", |(text, _)| text).to_owned()
}

/// Calls `then` for a pressed button, once the draft of the name is handed over.
///
/// `then` gets true for the first button and false for the second.
fn run_after_draft(ui: &Ui, first: bool, second: bool, typing: bool, then: impl FnOnce(bool)) {
    const WAITING: &str = "reviewer.waiting";
    let waiting: Option<bool> = kept(ui, WAITING);
    let pressed = if first {
        Some(true)
    } else if second {
        Some(false)
    } else {
        None
    };
    if pressed.is_some() {
        flush_drafts(ui);
    }
    let wanted = pressed.or(waiting);
    match wanted {
        Some(which) if !typing => {
            keep(ui, WAITING, None::<bool>);
            then(which);
        }
        wanted => keep(ui, WAITING, wanted),
    }
}

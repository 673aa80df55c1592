//! A checklist of a hundred and twenty items, and a window at which nobody does anything.
//!
//! Must not know: anything private of the program.

use std::time::Duration;

use eframe::egui::{Key, Modifiers, ViewportId};

use crate::chart::drawing::FAX;
use crate::driver::{Driver, SMALL, TEXTS, TRIAL};

#[test]
fn a_jump_however_far_comes_to_rest_at_its_item() {
    let mut d = Driver::on_long_case(SMALL, 120);
    d.keys(Modifiers::COMMAND, &[Key::Num2]);
    // From the first to the last, which lies on a later step, and back into the middle and the end of the long one.
    for finding in ["long-119", "long-0", "long-60", "long-119"] {
        d.keys(Modifiers::COMMAND, &[Key::K]);
        d.control(&TEXTS, "What do you want to do?", 0).type_text(&format!("criterion {} of", &finding[5..]));
        d.settle();
        d.keys(Modifiers::NONE, &[Key::Enter]);
        assert!(d.focus().contains(&format!("invented finding {}?", &finding[5..])), "{finding}: {}", d.focus());
        d.in_sight();
    }
    // And item by item, further than a page.
    for _ in 0..20 {
        d.keys(Modifiers::NONE, &[Key::K]);
        d.in_sight();
    }
}

/// The window asks to be drawn again by the clock and by nothing else.
#[track_caller]
fn is_idle(d: &mut Driver, place: &str) {
    d.settle();
    assert!(d.rests(), "{place}: the next frame comes in {:?}", d.next_frame());
}

impl Driver {
    fn next_frame(&self) -> Duration {
        self.harness.output().viewport_output.get(&ViewportId::ROOT).unwrap().repaint_delay
    }

    fn rests(&self) -> bool {
        (Duration::from_secs(30)..=Duration::from_secs(60)).contains(&self.next_frame())
    }
}

#[test]
fn nothing_is_drawn_while_nothing_happens_but_the_clocks_minute() {
    let mut d = Driver::on_case(SMALL, "RN", TRIAL);
    d.fill_trial("1968-04-17", "2026-03-20");
    d.wait_until_kept();
    for (step, key) in
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7].into_iter().enumerate()
    {
        d.keys(Modifiers::COMMAND, &[key]);
        is_idle(&mut d, &format!("step {}", step + 1));
    }
    d.press("Request");
    d.half_type("Member's name", 0, "half typed");
    is_idle(&mut d, "a field that is typed into");
    let both = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    let places = [
        (Modifiers::COMMAND, Key::K, "the palette"),
        (both, Key::D, "the overview"),
        (Modifiers::COMMAND, Key::Comma, "the settings"),
        (Modifiers::COMMAND, Key::E, "the papers"),
        (both, Key::P, "another pathway"),
        (Modifiers::COMMAND, Key::F1, "the shortcuts"),
        (Modifiers::NONE, Key::F1, "the guide"),
    ];
    d.lay("fax.pdf", &std::fs::read(&*FAX).unwrap());
    d.keys(Modifiers::COMMAND, &[Key::O]);
    d.wait_for(|it| it.sees("of 100"));
    // The pages around what is seen are drawn too, and then nothing more.
    d.wait_for(|it| it.rests());
    is_idle(&mut d, "the record beside");
    for (modifiers, key, place) in places {
        d.keys(modifiers, &[key]);
        is_idle(&mut d, place);
        d.keys(Modifiers::NONE, &[Key::Escape]);
        is_idle(&mut d, &format!("after {place}"));
    }
}

//! Who else works on the open case: said before anything is typed, with what can be done about it.
//!
//! Must not know: how presence is kept, or what keeps two people's work apart.

use std::time::{Duration, Instant as Moment};

use eframe::egui::Context;

use super::app::App;
use super::keeping::Kept;
use crate::case::Act;
use crate::clock;
use crate::ids::CaseId;
use crate::store::{Logged, Presence};

/// Somebody whose presence has not grown for so long, by this workstation's own steady clock, is perhaps gone.
const GONE: Duration = Duration::from_secs(180);
/// How often presence is looked at and renewed.
const BEAT: Duration = Duration::from_secs(60);

/// Somebody else who works on the open case.
pub(super) struct Elsewhere {
    pub(super) who: Presence,
    /// When this beat was first seen.
    seen: Moment,
}

impl Elsewhere {
    /// Whether nothing was heard of them for a while.
    pub(super) fn is_perhaps_gone(&self) -> bool {
        self.seen.elapsed() >= GONE
    }
}

/// How the open case is worked on.
pub(super) enum Footing {
    /// Nobody else is there, and nothing was changed yet.
    Free,
    /// This window works on it, and says so.
    Mine(Presence),
    /// Somebody else does: it is looked at.
    Theirs(Elsewhere),
    /// Somebody else does, and what is done here is kept beside the case.
    Copy(Elsewhere),
}

impl Footing {
    /// Whether what is done is kept beside the case.
    pub(super) fn is_copy(&self) -> bool {
        matches!(self, Self::Copy(_))
    }

    /// Why something cannot be done on this footing, in a sentence.
    pub(super) fn why_not(&self, act: Act) -> Option<String> {
        match self {
            Self::Theirs(it) => Some(format!(
                "Not changed: {} works on this case on {}. Take it over, or work on a copy.",
                it.who.by, it.who.station
            )),
            Self::Copy(_) if act.needs_proof() => {
                Some("Not changed: nothing is signed in a copy. Take the case over to do that.".to_owned())
            }
            Self::Free | Self::Mine(_) | Self::Copy(_) => None,
        }
    }

    pub(super) fn elsewhere(&self) -> Option<&Elsewhere> {
        match self {
            Self::Theirs(elsewhere) | Self::Copy(elsewhere) => Some(elsewhere),
            Self::Free | Self::Mine(_) => None,
        }
    }
}

impl App {
    /// This window, as others see it.
    fn presence(&self) -> Presence {
        let station = self.store.station().to_owned();
        Presence { station, process: std::process::id(), by: self.me(), since: clock::now(), beat: 1 }
    }

    /// Looks who works on a case that was just opened.
    pub(super) fn look_who_is_there(&mut self, ctx: &Context, case: &CaseId) {
        let (case, me) = (case.clone(), self.presence());
        self.work(ctx, "looking who works on the case", move |store| {
            let there = store.presence(&case).filter(|other| !other.is_same_window(&me));
            Box::new(move |app, ctx| app.somebody_is_there(ctx, &case, there))
        });
    }

    /// Somebody else works on the open case, or nobody does any more.
    fn somebody_is_there(&mut self, ctx: &Context, case: &CaseId, there: Option<Presence>) {
        let Some(open) = self.open.as_mut().filter(|open| open.session.case().id == *case) else { return };
        match (there, &mut open.footing) {
            (Some(who), Footing::Theirs(known) | Footing::Copy(known)) => {
                if (who.beat, &who.station) != (known.who.beat, &known.who.station) {
                    *known = Elsewhere { who, seen: Moment::now() };
                }
            }
            (Some(who), footing @ Footing::Free) => *footing = Footing::Theirs(Elsewhere { who, seen: Moment::now() }),
            (Some(who), footing @ Footing::Mine(_)) => {
                self.messages.say(format!(
                    "{} took this case over on {}: you see it as it was last saved here.",
                    who.by, who.station
                ));
                *footing = Footing::Theirs(Elsewhere { who, seen: Moment::now() });
            }
            (None, Footing::Theirs(_)) => {
                // They are done: what they saved is shown.
                let step = open.step;
                self.read_case(ctx, case, move |app| {
                    app.with_open(|open| open.show(step));
                    app.messages.say("Nobody else works on this case any more; you see it as it was left.");
                });
            }
            (None, _) => {}
        }
        ctx.request_repaint_after(BEAT);
    }

    /// Once a minute: says that this window is still there, or looks whether the others are.
    pub(super) fn beat(&mut self, ctx: &Context) {
        let Some(open) = &mut self.open else { return };
        let case = open.session.case().id.clone();
        match &mut open.footing {
            Footing::Free => {}
            Footing::Mine(me) => {
                me.beat += 1;
                let me = me.clone();
                self.announce(ctx, case, me);
            }
            Footing::Theirs(_) | Footing::Copy(_) => self.look_who_is_there(ctx, &case),
        }
    }

    /// The open case was changed here: others shall know.
    pub(super) fn is_at_work(&mut self, ctx: &Context) {
        let me = self.presence();
        let Some(open) = self.open.as_mut().filter(|open| matches!(open.footing, Footing::Free)) else { return };
        open.footing = Footing::Mine(me.clone());
        let case = open.session.case().id.clone();
        self.announce(ctx, case, me);
    }

    fn announce(&mut self, ctx: &Context, case: CaseId, me: Presence) {
        self.work(ctx, "saying who works on the case", move |store| {
            // A courtesy: what cannot be said keeps nobody from work.
            let there = store.announce_presence(&case, &me).ok().flatten();
            Box::new(move |app, ctx| {
                if there.is_some() {
                    app.somebody_is_there(ctx, &case, there);
                }
            })
        });
    }

    /// Works on the case from here on, whoever else did.
    pub(super) fn take_case_over(&mut self, ctx: &Context) {
        let me = self.presence();
        let Some(open) = &self.open else { return };
        let Some(from) = open.footing.elsewhere().map(|it| it.who.station.clone()) else { return };
        let (case, by) = (open.session.case().id.clone(), self.me());
        self.work(ctx, "taking the case over", move |store| {
            let taken = store.take_over(&case, &me);
            let logged = store.log(Logged::TakenOver { case: case.clone(), from }, Some(&by));
            Box::new(move |app, ctx| {
                if let Err(why) = taken.and(logged) {
                    app.messages.say(format!("The case was not taken over: {why}."));
                    return;
                }
                // What they saved until now is what is gone on with.
                let step = app.open.as_ref().map(|open| open.step).unwrap_or_default();
                if app.open.as_ref().is_some_and(|open| open.session.case().id == case) {
                    app.read_case(ctx, &case, move |app| {
                        app.with_open(|open| {
                            open.show(step);
                            open.footing = Footing::Mine(me);
                        });
                    });
                }
            })
        });
    }

    /// Works on a copy, which is kept beside the case.
    pub(super) fn work_on_copy(&mut self) {
        self.with_open(|open| {
            let footing = std::mem::replace(&mut open.footing, Footing::Free);
            open.footing = match footing {
                Footing::Theirs(elsewhere) => Footing::Copy(elsewhere),
                other => other,
            };
        });
    }

    /// Keeps what was done in the copy.
    pub(super) fn keep_copy(&mut self, ctx: &Context) {
        let Some(open) = &self.open else { return };
        let history = open.session.history().clone();
        self.work(ctx, "keeping the copy", move |store| {
            let kept = store.save_conflict_copy(&history);
            Box::new(move |app, _| {
                app.with_open(|open| {
                    if open.session.case().id == history.case().id {
                        open.kept = match kept {
                            Ok(_) => Kept::Beside(history.last_sequence(), clock::now()),
                            Err(why) => Kept::Not(why.to_string()),
                        };
                    }
                });
            })
        });
    }

    /// Takes presence back where this window no longer works on a case: on a thread, or at once where it closes.
    pub(super) fn tell_others(&mut self, ctx: Option<&Context>) {
        let now = self.open.as_ref().and_then(|open| match &open.footing {
            Footing::Mine(me) => Some((open.session.case().id.clone(), me.clone())),
            _ => None,
        });
        let same = |one: &Option<(CaseId, Presence)>| one.as_ref().map(|(case, _)| case.clone());
        let left = if same(&now) == same(&self.at_work) { None } else { self.at_work.take() };
        self.at_work = now;
        let Some((case, me)) = left else { return };
        match ctx {
            Some(ctx) => self.work(ctx, "leaving the case", move |store| {
                store.withdraw_presence(&case, &me);
                Box::new(|_, _| {})
            }),
            None => self.store.withdraw_presence(&case, &me),
        }
    }
}

//! What the settings page changes: the look, where things lie, the reviewer's habits. Each change is kept at once.
//!
//! Must not know: how the page is drawn.

use std::path::PathBuf;

use eframe::egui::Context;
use winit::window::Window;

use super::app::App;
use super::intent::{Setting, SettingPath};
use super::place;
use super::theme::{self, Look};
use crate::store::{CaseStore, Settings};
use crate::workspace::{add_policies, read_logo};

impl App {
    /// Changes a setting and keeps it.
    pub(super) fn set(&mut self, ctx: &Context, setting: Setting) {
        match setting {
            Setting::Look(look) => {
                look.map_or("", Look::name).clone_into(&mut self.settings.look);
                self.follow_look(ctx);
            }
            Setting::TextPercent(percent) => {
                self.settings.text_percent = percent;
                theme::install(ctx, self.look, percent);
            }
            Setting::Letterhead(letterhead) => self.settings.letters.letterhead = letterhead,
            Setting::FaxCover(on) => self.settings.letters.fax_cover = on,
            Setting::IdleMinutes(minutes) if Settings::IDLE_MINUTES.contains(&minutes) => {
                self.settings.idle_minutes = minutes;
            }
            Setting::ApprovalDays(days) if Settings::APPROVAL_DAYS.contains(&days) => {
                self.settings.approval_days = days;
            }
            Setting::IdleMinutes(_) => return self.messages.say(out_of("minutes", &Settings::IDLE_MINUTES)),
            Setting::ApprovalDays(_) => return self.messages.say(out_of("days", &Settings::APPROVAL_DAYS)),
            Setting::SingleKeys(on) => self.settings.single_keys = on,
            Setting::Path(place, typed) => return self.set_place(ctx, place, typed.trim()),
        }
        self.keep_settings();
    }

    /// Puts on the look that the settings name, or the system's: that may change while the window is open.
    pub(super) fn follow_look(&mut self, ctx: &Context) {
        let look = Look::named(&self.settings.look, ctx.system_theme());
        if look != self.look {
            self.look = look;
            theme::install(ctx, look, self.settings.text_percent);
        }
    }

    fn set_place(&mut self, ctx: &Context, place: SettingPath, typed: &str) {
        let path = (!typed.is_empty()).then(|| PathBuf::from(typed));
        if path.as_ref().is_some_and(|path| !path.is_absolute()) {
            self.messages.say("Name the whole path, from its beginning.");
            return;
        }
        let Some(path) = path else { return self.place_is(place, None) };
        // It may lie on another machine: looked at on a thread, like everything on a disk.
        self.work(ctx, "looking there", move |_| {
            let fits = match place {
                SettingPath::Store => CaseStore::open(&path).map(drop).map_err(|error| error.to_string()),
                SettingPath::Policies if path.is_dir() => Ok(()),
                SettingPath::PolicyCopy if path.is_file() => Ok(()),
                SettingPath::Logo => {
                    let logo = read_logo(&path);
                    return Box::new(move |app, _| match logo {
                        Ok(logo) => {
                            app.logo = Some(logo);
                            app.place_is(place, Some(path));
                        }
                        Err(why) => app.messages.say(format!("Not taken: {why}.")),
                    });
                }
                SettingPath::Policies => Err("there is no folder of that name".to_owned()),
                SettingPath::PolicyCopy => Err("there is no file of that name".to_owned()),
            };
            Box::new(move |app, _| match fits {
                Ok(()) => app.place_is(place, Some(path)),
                Err(why) => app.messages.say(format!("Not taken: {why}.")),
            })
        });
    }

    fn place_is(&mut self, place: SettingPath, path: Option<PathBuf>) {
        let (kept, said) = match place {
            SettingPath::Store => (&mut self.settings.store_folder, "Used from the next start of the program on."),
            SettingPath::Policies => (&mut self.settings.policy_folder, "Policies are read from there."),
            SettingPath::PolicyCopy => (&mut self.settings.policy_copy, "The policy opens from there."),
            SettingPath::Logo => (&mut self.settings.letters.logo, "Letters have this logo as PDF."),
        };
        if *kept == path {
            return;
        }
        let there = path.is_some();
        if place == SettingPath::Logo && !there {
            self.logo = None;
        }
        kept.clone_from(&path);
        let said = if there { said } else { "Taken back, from the next start of the program on." };
        self.messages.tell(Ok(said.to_owned()));
        if let (SettingPath::Policies, Some(folder)) = (place, path) {
            add_policies(&mut self.catalog, &folder).iter().for_each(|warning| self.messages.warn(warning));
        }
        self.keep_settings();
    }

    /// Opens the department's own copy of the policy in the system's viewer.
    pub(super) fn open_policy_copy(&mut self) {
        match &self.settings.policy_copy {
            Some(path) if open::that_detached(path).is_ok() => {}
            Some(_) => {
                self.messages.say("This system names no program that opens the policy: open it from where it lies.")
            }
            None => self.messages.say("The settings do not say where the department's copy of the policy lies."),
        }
    }

    /// Keeps how the window lies, for the next start. Nothing else in the file is touched: another window may have changed it
    /// since, and one that cannot be read is left for somebody to look at.
    pub(super) fn keep_place(&mut self, window: Option<&Window>) {
        let (Some(file), Some(window)) = (&self.settings_file, window) else { return };
        let (mut settings, warnings) = Settings::load(file);
        let place = place::of(window, settings.window);
        if warnings.is_empty() && place != settings.window {
            settings.window = place;
            // It is closing: there is nobody to tell that it opens somewhere else next time.
            let _ = settings.save(file);
        }
    }

    pub(super) fn keep_settings(&mut self) {
        if let Some(file) = &self.settings_file
            && let Err(error) = self.settings.save(file)
        {
            self.messages.say(format!("The settings were not kept: {error}."));
        }
    }
}

fn out_of(what: &str, range: &std::ops::RangeInclusive<u32>) -> String {
    format!("Write a number of {what} from {} to {}.", range.start(), range.end())
}

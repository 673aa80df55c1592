//! Settings: what is kept comes back, and what is odd becomes a default with a warning.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;

use mednec::store::{LetterSettings, Settings};

#[test]
fn odd_settings_become_defaults_and_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config/settings.json");
    assert_eq!(Settings::load(&path), (Settings::default(), vec![]));
    let settings = Settings {
        reviewer_name: "Zoë Sample".to_owned(),
        text_percent: 150,
        store_folder: Some(folder.path().to_owned()),
        verified_until: "2026-01-31".parse().ok(),
        roster: Some(crate::identity::keys::small_roster().mark()),
        ..Settings::default()
    };
    settings.save(&path).unwrap();
    assert_eq!(Settings::load(&path), (settings, vec![]));
    for (content, warnings, percent) in [
        ("", 1, 100),
        ("[]", 1, 100),
        ("{\"text_percent\":120", 1, 100),
        ("\u{feff}{\"text_percent\":120}", 0, 120),
        ("{\"text_percent\":120,\"future\":1}", 1, 120),
        ("{\"text_percent\":120,\"look\":7,\"store_folder\":\"relative\",\"verified_until\":\"soon\"}", 3, 120),
        ("{\"text_percent\":120,\"roster\":{\"fingerprint\":\"AB\",\"entries\":1,\"head\":\"cd\"}}", 1, 120),
        (
            "{\"text_percent\":120,\"letterhead\":{\"plan\":7,\"fax\":\"1\\u0000\",\"logo\":\"relative\",\"more\":1}}",
            4,
            120,
        ),
        ("{\"text_percent\":120,\"letterhead\":\"Plan\"}", 1, 120),
        ("{\"text_percent\":0}", 1, 100),
        ("{\"text_percent\":-1.5,\"reviewer_name\":\"a\\u0000b\"}", 2, 100),
    ] {
        fs::write(&path, content).unwrap();
        let (settings, found) = Settings::load(&path);
        assert_eq!((found.len(), settings.text_percent), (warnings, percent), "{content}: {found:?}");
        assert!(settings.reviewer_name.is_empty() && settings.store_folder.is_none());
        assert_eq!(settings.roster, None);
    }
    fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(Settings::load(&path).1.len(), 1);
}

#[test]
fn a_letterhead_is_kept_and_the_address_of_earlier_versions_becomes_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.json");
    let whole = LetterSettings {
        letterhead: crate::papers::texts::letterhead(),
        logo: Some(folder.path().join("logo.png")),
        fax_cover: true,
    };
    let settings = Settings { letters: whole.clone(), ..Settings::default() };
    settings.save(&path).unwrap();
    assert_eq!(Settings::load(&path), (settings, vec![]));
    fs::write(&path, r#"{"sender":"Example Health Plan\n1 Sample Street\nInvented City"}"#).unwrap();
    let (read, warnings) = Settings::load(&path);
    let (plan, address) = (read.letters.letterhead.plan, read.letters.letterhead.address);
    assert_eq!((plan.as_str(), address.as_str()), ("Example Health Plan", "1 Sample Street\nInvented City"));
    assert!(warnings.is_empty());
    // What is entered since then counts, whatever the old entry says.
    fs::write(&path, r#"{"sender":"Old Plan","letterhead":{"plan":"New Plan"}}"#).unwrap();
    assert_eq!(Settings::load(&path).0.letters.letterhead.plan, "New Plan");
    // The command line takes the same entries from a file of their own; a logo's path counts from that file.
    fs::write(&path, r#"{"plan":"Example Health Plan","logo":"logo.svg"}"#).unwrap();
    let (read, warnings) = LetterSettings::load(&path).unwrap();
    assert_eq!(read.letterhead.plan, "Example Health Plan");
    assert_eq!((read.logo, warnings.len()), (Some(folder.path().join("logo.svg")), 0));
    fs::write(&path, "[]").unwrap();
    let (read, warnings) = LetterSettings::load(&path).unwrap();
    assert_eq!((read, warnings.len()), (LetterSettings::default(), 1));
    assert!(LetterSettings::load(&folder.path().join("none.json")).is_err());
}

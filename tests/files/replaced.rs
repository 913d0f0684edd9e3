//! How a file takes the place of another: what it keeps, and what is not replaced.
#![cfg(unix)]

use std::fs::{self, File, OpenOptions, Permissions};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, thread};

use paraminit::io::{self, ReplaceError, SaveError, WriteStep};
use paraminit::plan::LockError;
use paraminit::plot::{self, PlotError};
use paraminit::prelude::*;

use super::place;

const NEW: [f32; 2] = [1.0, 2.0];

fn save(path: &Path) -> Result<(), ReplaceError> {
    io::save(&NEW, path).map_err(|error| match error {
        SaveError::Write(found, error) if found == path => error,
        other => panic!("{other}"),
    })
}

/// The other ways to write a file: a lock, and a picture, under the name `path.svg`.
fn lock(path: &Path) -> Result<(), ReplaceError> {
    Dense::<4, 8>::plan_init().expect("static").write_lock(path).map_err(|error| match error {
        LockError::Write { path: found, error } if found == path => error,
        other => panic!("{other}"),
    })
}

fn draw(path: &Path) -> Result<(), ReplaceError> {
    plot::histograms(&NEW, None, path).map_err(|error| match error {
        PlotError::Write { path: found, error } if found == path => error,
        other => panic!("{other}"),
    })
}

type Writer = fn(&Path) -> Result<(), ReplaceError>;

/// Everything that writes.
const WRITERS: [(&str, Writer); 3] = [("model.safetensors", save), ("init.lock", lock), ("layer.svg", draw)];

#[track_caller]
fn check_saved(path: &Path) {
    let mut loaded = [0.0; 2];
    io::load(&mut loaded, path).expect("it was just saved");
    assert_eq!(loaded, NEW);
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    names.iter().map(|name| name.to_string_lossy().into_owned()).collect()
}

/// The file that is written beside `path` first.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().expect("a name").to_string_lossy();
    path.with_file_name(format!(".{name}.paraminit"))
}

#[test]
fn a_link_stays_and_leads_to_the_new_file() {
    let (folder, _) = place();
    let other = folder.path().join("other");
    fs::create_dir(&other).expect("there is room");
    for (name, write) in WRITERS {
        let (target, link, chain) = (other.join(name), folder.path().join(name), other.join(format!("to_{name}")));
        fs::write(&target, "old").expect("there is room");
        // Relative to the folder of the link, and over another link.
        symlink(format!("other/to_{name}"), &link).expect("there is room");
        symlink(name, &chain).expect("there is room");
        write(&link).expect("there is room");
        assert!(link.is_symlink() && chain.is_symlink() && !target.is_symlink());
        assert_ne!(fs::read(&target).expect("a file"), b"old");
        fs::remove_file(&target).expect("it is there");

        write(&link).expect("a link to nothing makes its target");
        assert!(link.is_symlink() && chain.is_symlink() && target.is_file());
    }
    check_saved(&folder.path().join("model.safetensors"));
    assert_eq!(names(folder.path()), ["init.lock", "layer.svg", "model.safetensors", "other"]);
    assert_eq!(names(&other).len(), 6);
}

#[test]
fn links_in_a_circle_lead_nowhere() {
    let (folder, path) = place();
    symlink("model.safetensors", folder.path().join("back")).expect("there is room");
    symlink("back", &path).expect("there is room");
    assert!(matches!(save(&path), Err(ReplaceError::Io { step: WriteStep::Follow, path: found, .. }) if found == path));
    assert!(path.is_symlink());
    assert_eq!(names(folder.path()), ["back", "model.safetensors"]);
}

#[test]
fn only_a_regular_file_is_replaced() {
    let (folder, _) = place();
    let at = |name: &str| folder.path().join(name);
    for (name, write) in WRITERS {
        let refused = |what: &str| {
            let found = write(&at(name));
            assert!(matches!(found, Err(ReplaceError::NotAFile)), "{name} over {what}: {found:?}");
        };
        fs::create_dir(at(name)).expect("there is room");
        refused("a folder");
        fs::remove_dir(at(name)).expect("it is empty");

        // To open one would wait for a reader.
        assert!(Command::new("mkfifo").arg(at(name)).status().expect("it is a command").success());
        refused("a pipe");
        assert!(fs::metadata(at(name)).expect("it is there").file_type().is_fifo());
        fs::remove_file(at(name)).expect("it is there");

        let socket = UnixListener::bind(at(name)).expect("there is room");
        refused("a socket");
        drop(socket);
        fs::remove_file(at(name)).expect("it is there");

        symlink("/dev/null", at(name)).expect("there is room");
        refused("a device");
        assert!(fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
        fs::remove_file(at(name)).expect("it is there");
    }
    assert_eq!(names(folder.path()), [""; 0]);
    let text = save(folder.path()).expect_err("a folder").to_string();
    assert_eq!(
        text,
        "is no regular file, and nothing else is replaced\nhelp: name another path, or remove what is there"
    );
}

#[test]
fn a_lock_is_not_read_from_a_device_that_never_ends() {
    let plan = Dense::<4, 8>::plan_init().expect("static");
    assert!(matches!(plan.check_lock("/dev/zero"), Err(LockError::Io { .. })));
}

#[test]
fn a_file_keeps_its_mode() {
    let (folder, _) = place();
    for (name, write) in WRITERS {
        let path = folder.path().join(name);
        for mode in [0o600, 0o640, 0o664, 0o4755, 0o444] {
            fs::write(&path, "old").expect("there is room");
            fs::set_permissions(&path, Permissions::from_mode(mode)).expect("it is ours");
            // Who may not write a file may not replace it, and the superuser may write all.
            if OpenOptions::new().write(true).open(&path).is_ok() {
                write(&path).expect("there is room");
                assert_eq!(fs::metadata(&path).expect("it is there").mode() & 0o7777, mode, "{name}");
                assert_ne!(fs::read(&path).expect("a file"), b"old");
            }
            fs::remove_file(&path).expect("it is there");
        }
    }
}

#[test]
fn a_file_keeps_its_owner_and_group() {
    let (folder, _) = place();
    let us = fs::metadata(folder.path()).expect("a folder");
    // Only the superuser can give files away; others keep what is theirs.
    let (user, group) = if us.uid() == 0 { (12_345, 54_321) } else { (us.uid(), us.gid()) };
    for (name, write) in WRITERS {
        let path = folder.path().join(name);
        fs::write(&path, "old").expect("there is room");
        fs::set_permissions(&path, Permissions::from_mode(0o6750)).expect("it is ours");
        chown(&path, Some(user), Some(group)).expect("we may");
        // A new owner takes these bits away.
        fs::set_permissions(&path, Permissions::from_mode(0o6750)).expect("it is ours");
        write(&path).expect("there is room");
        let found = fs::metadata(&path).expect("it is there");
        assert_eq!((found.uid(), found.gid(), found.mode() & 0o7777), (user, group, 0o6750), "{name}");
    }
}

/// Fails unless this step is refused, and the error says which, where, and what to do.
#[track_caller]
fn check_denied(path: &Path, step: WriteStep, at: &Path, help: &str) {
    let error = save(path).expect_err("it is denied");
    let text = error.to_string();
    match error {
        ReplaceError::Io { step: found, path, error } => {
            assert_eq!((found, path.as_path(), error.kind()), (step, at, std::io::ErrorKind::PermissionDenied));
        }
        other => panic!("{other:?}"),
    }
    let start = format!("cannot be written: the system could not {step} `{}`: ", at.display());
    assert!(text.starts_with(&start) && text.ends_with(help), "{text}");
}

/// Folders that can be written and not read, and read and not written.
fn check_folders(folder: &Path) {
    let new = |name: &str, mode| {
        let inner = folder.join(name);
        fs::create_dir(&inner).expect("there is room");
        fs::set_permissions(&inner, Permissions::from_mode(mode)).expect("it is ours");
        inner
    };
    let (unread, unwritten) = (new("unread", 0o333), new("unwritten", 0o555));
    check_denied(
        &unread.join("model"),
        WriteStep::OpenFolder,
        &unread,
        "help: give this user the right to read the folder, too: it is flushed to the disk at the end",
    );
    let help = format!(
        "help: give this user the right to write in `{}`: a new file is written there first",
        unwritten.display()
    );
    check_denied(&unwritten.join("model"), WriteStep::Create, &unwritten.join(".model.paraminit"), &help);
    for inner in [unread, unwritten] {
        fs::remove_dir(inner).expect("nothing is in it");
    }
}

/// As the superuser, the test runs itself as another user, in a folder where everybody may write. Only then is there a file
/// of another owner, and a user who may not give files away.
#[test]
fn what_a_user_may_not_give_back_is_not_taken() {
    const FOLDER: &str = "PARAMINIT_FOLDER_OF_ANOTHER";
    if let Some(folder) = env::var_os(FOLDER) {
        let folder = PathBuf::from(folder);
        let (theirs, kept) = (folder.join("theirs"), folder.join("kept"));
        match save(&theirs) {
            Err(ReplaceError::Owner { user: 12_345, group: 54_321, .. }) => {}
            other => panic!("{other:?}"),
        }
        check_denied(
            &kept,
            WriteStep::OpenOld,
            &kept,
            "help: give this user the right to write the file, or name another path",
        );
        check_folders(&folder);
        save(&folder.join("ours")).expect("there is room");
        return;
    }
    let (folder, _) = place();
    let folder = folder.path();
    let at = |name: &str| folder.join(name);
    if fs::metadata(folder).expect("a folder").uid() != 0 {
        fs::write(at("kept"), "old").expect("there is room");
        fs::set_permissions(at("kept"), Permissions::from_mode(0o444)).expect("it is ours");
        let kept = at("kept");
        check_denied(
            &kept,
            WriteStep::OpenOld,
            &kept,
            "help: give this user the right to write the file, or name another path",
        );
        check_folders(folder);
        return;
    }
    fs::set_permissions(folder, Permissions::from_mode(0o777)).expect("it is ours");
    for (name, mode) in [("theirs", 0o666), ("kept", 0o444)] {
        fs::write(at(name), "old").expect("there is room");
        fs::set_permissions(at(name), Permissions::from_mode(mode)).expect("it is ours");
    }
    chown(at("theirs"), Some(12_345), Some(54_321)).expect("we may");
    // The program may lie where others cannot reach it.
    let program = env::current_exe().expect("a file");
    if fs::hard_link(&program, at("program")).is_err() {
        fs::copy(&program, at("program")).expect("there is room");
    }
    let done = Command::new(at("program"))
        .args(["--exact", "files::replaced::what_a_user_may_not_give_back_is_not_taken"])
        .env(FOLDER, folder)
        .current_dir(folder)
        .uid(65_534)
        .gid(65_534)
        .output()
        .expect("it is a program");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    check_saved(&at("ours"));
    assert_eq!(fs::metadata(at("ours")).expect("it is there").uid(), 65_534);
    for name in ["theirs", "kept"] {
        assert_eq!(fs::read(at(name)).expect("a file"), b"old");
    }
    assert_eq!(names(folder), ["kept", "ours", "program", "theirs"]);
}

#[test]
fn the_names_of_one_file_are_not_parted() {
    let (folder, _) = place();
    for (name, write) in WRITERS {
        let (path, other) = (folder.path().join(name), folder.path().join("other"));
        fs::write(&path, "old").expect("there is room");
        fs::hard_link(&path, &other).expect("two names");
        let error = write(&path).expect_err("two names");
        assert!(matches!(error, ReplaceError::HardLinks(2)), "{error}");
        assert!(error.to_string().starts_with("has 2 names (hard links), "), "{error}");
        assert_eq!(fs::read(&path).expect("a file"), b"old");
        fs::remove_file(&other).expect("it is there");
        write(&path).expect("one name");
    }
    assert_eq!(names(folder.path()).len(), 3);
}

#[test]
fn what_a_killed_program_left_is_taken_away() {
    let (folder, _) = place();
    for (name, write) in WRITERS {
        let path = folder.path().join(name);
        fs::write(beside(&path), "half a fi").expect("there is room");
        fs::set_permissions(beside(&path), Permissions::from_mode(0o600)).expect("it is ours");
        write(&path).expect("nobody writes it");
        // What it left decides nothing.
        let plain = folder.path().join("plain");
        fs::write(&plain, "").expect("there is room");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").mode();
        assert_eq!(mode(&path), mode(&plain));
    }
    check_saved(&folder.path().join("model.safetensors"));
    assert_eq!(names(folder.path()), ["init.lock", "layer.svg", "model.safetensors", "plain"]);
}

#[test]
fn a_living_writer_is_not_disturbed() {
    let (folder, path) = place();
    fs::write(&path, "old").expect("there is room");
    fs::write(beside(&path), "half a fi").expect("there is room");
    let writer = File::open(beside(&path)).expect("it is there");
    writer.lock().expect("nobody else has it");
    match save(&path) {
        Err(ReplaceError::Busy(held)) => assert_eq!(held, beside(&path)),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(&path).expect("a file"), b"old");
    assert_eq!(fs::read(beside(&path)).expect("a file"), b"half a fi");
    drop(writer);
    save(&path).expect("the writer is gone");
    assert_eq!(names(folder.path()), ["model.safetensors"]);
}

#[test]
fn what_no_writer_left_is_in_the_way() {
    let (folder, path) = place();
    let victim = folder.path().join("victim");
    fs::write(&victim, "as it was").expect("there is room");
    symlink(&victim, beside(&path)).expect("there is room");
    let in_the_way = || match save(&path) {
        Err(ReplaceError::InTheWay(what)) => assert_eq!(what, beside(&path)),
        other => panic!("{other:?}"),
    };
    in_the_way();
    assert_eq!(fs::read(&victim).expect("a file"), b"as it was");
    fs::remove_file(beside(&path)).expect("it is there");
    fs::create_dir(beside(&path)).expect("there is room");
    in_the_way();
    assert_eq!(names(folder.path()), [".model.safetensors.paraminit", "victim"]);
}

#[test]
fn many_writers_at_once() {
    let (folder, path) = place();
    let models: Vec<[f32; 1000]> = (0_u16..4).map(|one| [f32::from(one); 1000]).collect();
    let saved: Vec<bool> = thread::scope(|scope| {
        let save = |model| {
            let path = &path;
            let saved = move || match io::save(model, path) {
                Ok(()) => true,
                Err(SaveError::Write(_, ReplaceError::Busy(_))) => false,
                Err(error) => panic!("{error}"),
            };
            move || (0..20).filter(|_| saved()).count() > 0
        };
        let threads: Vec<_> = models.iter().map(|model| scope.spawn(save(model))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(saved.contains(&true));
    let mut found = [0.0; 1000];
    io::load(&mut found, path.as_path()).expect("a whole file");
    assert!(models.contains(&found), "half of one, half of another");
    assert_eq!(names(folder.path()), ["model.safetensors"]);
}

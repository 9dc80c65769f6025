//! The disk of the relay is full, for real: its data lies on a small file system of its own, which a
//! namespace gives it without any rights on the machine.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use replica::team::Role;
use replica::team::api::close;
use tokio::process::Command;
use tokio::time::timeout;

use crate::device::Device;
use crate::noise::noise;
use crate::server::{Place, Server, program};

/// Everything there is on the relay's disk, seen from outside its namespace.
fn inside(server: &Server) -> PathBuf {
    let data = server.place.data();
    let below = data.strip_prefix("/").unwrap();
    Path::new(&format!("/proc/{}/root", server.pid())).join(below)
}

/// The words that start a program on a file system of four mebibytes.
fn on_a_small_disk(data: &Path) -> Command {
    const SCRIPT: &str = r#"mount -t tmpfs -o size=4m,mode=700 tmpfs "$0" && exec "$@""#;
    let ways: [&[&str]; 2] = [&["--mount"], &["--user", "--map-root-user", "--mount"]];
    let works = |way: &&[&str]| {
        let mut tried = std::process::Command::new("unshare");
        let tried = tried.args(*way).args(["sh", "-c", SCRIPT]).arg(data).arg("true").output();
        tried.is_ok_and(|output| output.status.success())
    };
    let way = ways.into_iter().find(works);
    let way = way.expect("this test needs namespaces: root, or `unshare --user --mount`");
    let mut command = Command::new("unshare");
    command.args(way).args(["sh", "-c", SCRIPT]).arg(data).arg(program());
    command
}

/// Takes all the room there is.
fn fill(disk: &Path) -> PathBuf {
    let path = disk.join("ballast");
    let mut ballast = fs::File::create(&path).unwrap();
    loop {
        match ballast.write_all(&[0; 1024]) {
            Ok(()) => {}
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::StorageFull, "{error}");
                return path;
            }
        }
    }
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_acknowledged_or_lost_and_later_all_of_it_arrives() {
    let place = Place::new(None);
    let by = on_a_small_disk(&place.data());
    let server = Server::start_by(&place, by, &[]).await;
    let mut ada = Device::owner_on(&server).await;
    let mut bob = Device::invited_by(&ada, &server, Role::Editor).await;
    let id = ada.create_license("Before");
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;

    let mut bobs = bob.connect(&server).await;
    bobs.settle(&mut bob.replicas).await;
    let ballast = fill(&inside(&server));
    // What the files have already may still take some of it.
    let mut n_edits = 0;
    let code = loop {
        n_edits += 1;
        assert!(n_edits < 100, "the disk is never full");
        let notes = noise(n_edits, 60_000);
        ada.edit(id, |license| license.notes = notes);
        if let Err(code) = line.try_to_settle(&mut ada.replicas).await {
            break code;
        }
    };
    assert_eq!(code, Some(close::FULL));
    // Whoever only reads is still in.
    bobs.send(bobs.link.ping()).await;
    assert!(bobs.next().await.is_ok());

    // So it is over HTTP, as soon as nothing fits any more.
    let mut n_invites = 0;
    let refused = loop {
        n_invites += 1;
        assert!(n_invites < 1000, "the disk is never full");
        let answer = ada.try_to_invite(&server, Role::Viewer).await;
        if answer.status != 201 {
            break answer;
        }
    };
    assert_eq!((refused.status, refused.error().as_str()), (507, "full"));
    // Whoever watches over it is told, and what is there can be read.
    let ready = server.get("/readyz").await;
    assert_eq!(ready.status, 503, "{}", ready.body);
    assert!(ready.body.contains("changes cannot be stored"), "{}", ready.body);
    assert_eq!(server.get("/healthz").await.status, 200);
    assert_eq!(ada.team(&server).await.members.len(), 2);
    assert_eq!(bob.membership(&server).await.workspace, ada.workspace);
    assert_eq!(server.ask("GET", "/relay", None, &()).await.status, 200);

    fs::remove_file(ballast).unwrap();
    let mut line = ada.connect(&server).await;
    line.settle(&mut ada.replicas).await;
    let heads = ada.replicas.inventory.document().automerge().get_heads();
    bobs.until(&mut bob.replicas, |_, replicas| {
        replicas.inventory.document().automerge().get_heads() == heads
    })
    .await;
    assert_eq!(bob.replicas.inventory.workspace(), ada.replicas.inventory.workspace());
    assert_eq!(bob.names(), ["Before"]);
    // The look before this counts for a second.
    let is_ready = async { while server.get("/readyz").await.status != 200 {} };
    timeout(Duration::from_secs(5), is_ready).await.expect("it never works again");
    println!("{n_edits} edits, {n_invites} invitations until the disk was full");
}

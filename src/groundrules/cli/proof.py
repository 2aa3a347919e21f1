"""The commands for what was achieved: the learner's certificate, the instructor's badges, and whether one is true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, add_folder
from groundrules.cli.teach_class import add_course

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands

SHOWN = 40  # lines of what is lacking


def add_commands(commands: Commands) -> None:
    """Add what gives and checks a proof."""
    certificate = add(commands, "certificate", _certificate, "make your certificate, or say what is lacking for it")
    certificate.add_argument("--name", default="", help="your name, as it shall be printed")
    certificate.add_argument("--into", type=Path, default=Path("certificate.pdf"), help="default: %(default)s")
    add_folder(certificate)

    key = add(commands, "badge-key", _badge_key, "make the key with which you sign badges; never over another")
    key.add_argument("file", type=Path, help="the file to keep secret; its public part is written beside it, as .jwk")
    key.add_argument("--name", required=True, help="who gives the badges, for example your school")
    key.add_argument("--url", required=True, help="the issuer's own web address")
    key.add_argument("--kind", choices=("RS256", "ES256", "EdDSA"), default="RS256", help="default: %(default)s")

    badge = add(commands, "badge", _badge, "give a signed Open Badge to everybody whose grades are good enough")
    badge.add_argument("exercise", help="its name, or “course” for all exercises")
    badge.add_argument("--key", type=Path, required=True, help="the file that “groundrules badge-key” made")
    badge.add_argument("--roster", type=Path, help="who gets one; by default the class of “groundrules roster”")
    badge.add_argument("--at-least", type=float, default=60.0, metavar="PERCENT", help="default: %(default)s")
    badge.add_argument("--years", type=int, default=0, help="how long it is valid (default: for good)")
    add_course(badge)

    verify = add(commands, "verify", _verify, "say whether a badge is genuine, or what a certificate says")
    verify.add_argument("file", type=Path, help="the badge or the certificate")
    verify.add_argument("--issuer", type=Path, help="the issuer's public key, a .jwk file that you got from them")
    verify.add_argument("--email", default="", help="the holder's address: is the badge theirs?")


def _certificate(asked: argparse.Namespace) -> int:
    from groundrules import catalogue
    from groundrules.desk.drawer import Drawer
    from groundrules.errors import FolderError
    from groundrules.journal import ledger
    from groundrules.journal.certificate import claim, lacking
    from groundrules.journal.certificate_page import certificate_page

    home = asked.folder.expanduser().resolve()
    drawer = Drawer(home, home)
    found = ledger.progress(drawer.journal)
    missing = lacking(drawer.course, found)
    if missing:
        print(f"Not yet. For the certificate, {len(missing)} more to do:")
        for one in missing[:SHOWN]:
            print(
                f"  {one.kind:10}  {one.item:32}  {f'lesson {one.lesson}, {one.title}' if one.lesson else ''}".rstrip()
            )
        if len(missing) > SHOWN:
            print(f"  and {len(missing) - SHOWN} more.")
        return 1
    says = claim(drawer.course, found, asked.name, drawer.now().astimezone().date())
    page = certificate_page(says, catalogue.load(drawer.language))
    try:
        asked.into.write_bytes(page)
    except OSError as error:
        what = f"The certificate cannot be written ({(error.strerror or str(error)).lower()})."
        raise FolderError(what, where=str(asked.into), remedy="Name another file with --into.") from error
    print(f"Made {asked.into}. It rests on your own journal, and says so.")
    return 0


def _badge_key(asked: argparse.Namespace) -> int:
    from groundrules.grading.issuer import make_key

    made = make_key(asked.file, asked.name, asked.url, asked.kind)
    print(f"Made {made.secret}: keep it to yourself, with a copy in a safe place. It is never made again.")
    print(f"Made {made.public}: give this one to whoever shall check your badges.")
    return 0


def _badge(asked: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from groundrules.grading.badge import Terms, give_badges

    terms = Terms(at_least=asked.at_least / 100, years=asked.years, roster=asked.roster)
    done = give_badges(asked.course.resolve(), asked.exercise, asked.key, terms, datetime.now(UTC))
    for student, path in done.given.items():
        print(f"{student}: {path}")
    for student, reason in done.without.items():
        print(f"{student}: none, {reason}")
    print(f"{len(done.given)} badges given, {done.kept} were there already.")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from groundrules.grading.verify import verify

    found = verify(asked.file, asked.issuer, datetime.now(UTC), asked.email)
    print("\n".join(found.says))
    print("\nGenuine." if found.proved else f"\nNo proof: {found.reason}")
    return 0 if found.proved else 1

"""Badges under attack: nothing but the issuer's own signature on unchanged words is believed."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest

from groundrules.cli import main
from groundrules.errors import GradingError
from groundrules.grading.badge import Terms, credential, sign
from groundrules.grading.issuer import Issuer, make_key, read_issuer
from groundrules.grading.results import Result
from groundrules.grading.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ANA = Result("ana", "Ana Silva", "ana@x.example", "", None, 0.0, 0.0, {})
URL = "https://school.example"


class School:
    """An issuer with their key, and what somebody sends to be checked."""

    def __init__(self, folder: Path, algorithm: str = "ES256", url: str = URL) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.files = make_key(folder / f"{algorithm}.key.json", "Our School", url, algorithm)
        self.issuer = read_issuer(self.files.secret, secret=True)

    def credential(self, years: int = 0) -> dict[str, Any]:
        return credential(self.issuer, ("late-invoices", "Late invoices"), ANA, Terms(years=years), NOW)

    def badge(self, years: int = 0) -> str:
        return sign(self.credential(years), self.issuer)

    def refuses(self, token: str | bytes, *, now: datetime = NOW, email: str = "", anchor: bool = True) -> str:
        """Say why a badge is refused; empty where it is believed."""
        file = self.folder / "sent.jwt"
        file.write_bytes(token if isinstance(token, bytes) else token.encode())
        return verify(file, self.files.public if anchor else None, now, email).reason


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path / "school")


def packed(data: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def unpacked(piece: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    return found


def resigned(school: School, payload: dict[str, Any], **head: Any) -> str:
    return jwt.encode(payload, school.issuer.key, algorithm=school.issuer.algorithm, headers=head)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_genuine_badge_is_believed(tmp_path: Path, algorithm: str) -> None:
    school = School(tmp_path / "school", algorithm)
    assert school.refuses(school.badge(), email="Ana@X.example") == ""


def test_it_has_the_form_that_open_badges_3_asks_for(school: School) -> None:
    head, payload = (unpacked(piece) for piece in school.badge(years=3).split(".")[:2])
    assert (head["alg"], head["kid"], head["typ"]) == ("ES256", school.issuer.thumbprint, "JWT")
    assert head["jwk"].keys() == {"kty", "crv", "x", "y"}
    assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (payload["iss"], payload["jti"]) == (payload["issuer"]["id"], payload["id"])
    assert payload["sub"] == payload["credentialSubject"]["id"]
    assert (payload["validFrom"], payload["nbf"]) == ("2026-11-22T10:00:00Z", 1795341600)
    assert (payload["validUntil"], payload["exp"]) == ("2029-11-22T10:00:00Z", 1890036000)
    (identity,) = payload["credentialSubject"]["identifier"]
    assert (identity["hashed"], identity["identityType"]) == (True, "emailAddress")
    assert identity["identityHash"].startswith("sha256$")
    assert "Ana" not in json.dumps(payload)
    assert "ana@" not in json.dumps(payload)


def test_an_altered_badge_is_refused(school: School) -> None:
    head, body, signature = school.badge().split(".")
    payload = unpacked(body)
    payload["credentialSubject"]["achievement"]["name"] = "Everything"
    told = school.refuses(f"{head}.{packed(payload)}.{signature}")
    assert told == "its signature does not fit: it was forged, or changed after it was signed."


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", "", None])
@pytest.mark.parametrize("signed", [True, False])
def test_a_badge_without_an_algorithm_is_refused_as_unsigned(school: School, name: str | None, signed: bool) -> None:
    _, body, signature = school.badge().split(".")
    told = school.refuses(f"{packed({'alg': name})}.{body}.{signature if signed else ''}")
    assert told == "it is not signed; anybody could have written it."


def test_plain_json_is_refused_as_unsigned(school: School) -> None:
    assert school.refuses(json.dumps(school.credential())) == "it is not signed; anybody could have written it."


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
@pytest.mark.parametrize("form", ["pem", "jwk", "file"])
def test_the_public_key_used_as_a_shared_secret_is_refused(tmp_path: Path, algorithm: str, form: str) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    school = School(tmp_path / "school", algorithm)
    public = school.issuer.key.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    secret = {"pem": public, "jwk": json.dumps(school.issuer.public).encode(), "file": school.files.public.read_bytes()}
    _, body, _ = school.badge().split(".")
    import hashlib
    import hmac

    head = packed({"alg": "HS256", "typ": "JWT", "kid": school.issuer.thumbprint})
    mac = hmac.new(secret[form], f"{head}.{body}".encode(), hashlib.sha256).digest()
    told = school.refuses(f"{head}.{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}")
    assert told == "it is signed in a way that proves nothing here (“HS256”)."


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_a_badge_signed_with_the_forgers_own_key_is_refused(school: School, tmp_path: Path, algorithm: str) -> None:
    forger = School(tmp_path / "forger", algorithm)
    assert school.refuses(forger.badge()) == "it was signed with another key than this issuer's."


def test_a_forger_who_claims_the_issuers_key_id_is_refused(school: School, tmp_path: Path) -> None:
    forger = School(tmp_path / "forger")
    payload = unpacked(forger.badge().split(".")[1])
    for head in ({"kid": school.issuer.thumbprint}, {"kid": school.issuer.thumbprint, "jwk": school.issuer.public}, {}):
        told = school.refuses(resigned(forger, payload, **head))
        assert told == "its signature does not fit: it was forged, or changed after it was signed."


def test_without_the_issuers_key_nothing_is_proved(school: School) -> None:
    told = school.refuses(school.badge(), anchor=False)
    assert told.startswith("without the issuer's key nobody can tell who signed it.")
    assert school.issuer.thumbprint in told


def test_a_badge_of_another_issuer_is_refused_though_the_key_is_the_same(school: School) -> None:
    other = Issuer("Another School", "https://other.example", "ES256", school.issuer.jwk)
    made = credential(other, ("late-invoices", "Late invoices"), ANA, Terms(), NOW)
    assert school.refuses(sign(made, school.issuer)) == "it names another issuer than the key does."


@pytest.mark.parametrize(
    ("days", "told"), [(-1, "it is not valid yet."), (364, ""), (365, "it has expired."), (4000, "it has expired.")]
)
def test_it_is_believed_in_its_time_alone(school: School, days: int, told: str) -> None:
    assert school.refuses(school.badge(years=1), now=NOW + timedelta(days=days)) == told


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("iss",), "https://other.example"),
        (("jti",), "urn:uuid:1"),
        (("sub",), "urn:uuid:1"),
        (("nbf",), 1),
        (("exp",), 9_999_999_999),
        (("validUntil",), "2999-01-01T00:00:00Z"),
        (("issuer", "id"), "https://other.example"),
        (("id",), None),
    ],
)
def test_a_badge_that_contradicts_itself_is_refused(school: School, path: tuple[str, ...], value: object) -> None:
    payload = unpacked(school.badge(years=1).split(".")[1])
    place = payload
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert school.refuses(resigned(school, payload)) == "it contradicts itself."


def test_another_signed_word_of_the_issuer_is_no_badge(school: School) -> None:
    told = school.refuses(resigned(school, {"iss": URL, "sub": "x", "jti": "y", "nbf": 1}))
    assert told == "it is signed, but it is no Open Badge."


def test_a_badge_that_carries_the_secret_key_is_refused(school: School) -> None:
    payload = unpacked(school.badge().split(".")[1])
    assert "secret key" in school.refuses(resigned(school, payload, jwk=school.issuer.jwk))


@pytest.mark.parametrize("head", [{"crit": ["exp"]}, {"b64": False}, {"jku": "https://evil.example/k"}, {"zip": "DEF"}])
def test_a_head_that_asks_for_more_is_refused(school: School, head: dict[str, object]) -> None:
    _, body, signature = school.badge().split(".")
    told = school.refuses(f"{packed({'alg': 'ES256', **head})}.{body}.{signature}")
    assert told == "its head asks for something that a badge does not need."


def test_a_name_that_stands_twice_is_refused(school: School) -> None:
    head, body, signature = school.badge().split(".")
    text = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    twice = base64.urlsafe_b64encode(text.replace("{", '{"iss": "x", ', 1).encode()).decode().rstrip("=")
    assert school.refuses(f"{head}.{twice}.{signature}") == "it is neither a badge nor a certificate."


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"a.b.c", b"\xff\xfe", b"...", b"%PDF-1.4 nothing", b"[" * 100_000, b"eyJhbGciOiJFUzI1NiJ9.W10.x"],
)
def test_what_is_no_badge_is_refused_calmly(school: School, content: bytes) -> None:
    assert school.refuses(content)


def test_a_deeply_nested_badge_is_refused_calmly(school: School) -> None:
    deep = base64.urlsafe_b64encode(b"[" * 200_000).decode().rstrip("=")
    assert school.refuses(f"{deep}.{deep}.x") == "it is neither a badge nor a certificate."


def test_somebody_elses_badge_is_refused_for_ones_own_address(school: School) -> None:
    assert school.refuses(school.badge(), email="bo@x.example") == "it was given to somebody with another address."


def test_words_of_a_stranger_do_not_move_the_terminals_cursor(school: School) -> None:
    made = school.credential()
    made["credentialSubject"]["achievement"]["name"] = "\x1b[2JGenuine.\n\nGenuine."
    (school.folder / "sent.jwt").write_text(sign(made, school.issuer))
    says = verify(school.folder / "sent.jwt", school.files.public, NOW).says
    assert says[1] == "For: ?[2JGenuine.??Genuine."


def test_a_key_is_never_overwritten_and_no_other_can_read_it(school: School) -> None:
    before = school.files.secret.read_bytes()
    assert school.files.secret.stat().st_mode & 0o777 == 0o600
    with pytest.raises(GradingError, match="There is a file of this name already"):
        make_key(school.files.secret, "Other", URL, "ES256")
    assert school.files.secret.read_bytes() == before


def test_no_secret_key_is_left_where_its_public_part_has_no_place(tmp_path: Path) -> None:
    (tmp_path / "x.jwk").write_text("mine")
    with pytest.raises(GradingError, match="There is a file of this name already"):
        make_key(tmp_path / "x.key.json", "Our School", URL, "ES256")
    assert [path.name for path in tmp_path.iterdir()] == ["x.jwk"]


def test_the_public_file_holds_nothing_secret_and_cannot_sign(school: School) -> None:
    public = json.loads(school.files.public.read_text())
    assert public.keys() == {"kty", "crv", "x", "y", "kid", "alg", "use", "iss", "name"}
    with pytest.raises(GradingError, match="This is the public key; it cannot sign"):
        read_issuer(school.files.public, secret=True)


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"kty": "oct", "k": "AAAA", "alg": "HS256", "iss": "x", "name": "x"}']
)
def test_a_file_that_is_no_issuers_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.jwk").write_text(content)
    with pytest.raises(GradingError, match="This is no issuer's key"):
        read_issuer(tmp_path / "x.jwk", secret=False)


def test_the_command_exits_with_zero_for_a_genuine_badge_alone(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    file = school.folder / "ana.badge.jwt"
    file.write_text(school.badge())
    # The badge's time is that of the test; the command's own clock may be before it or after.
    if datetime.now(UTC) >= NOW:
        assert main(["verify", str(file), "--issuer", str(school.files.public)]) == 0
        assert capsys.readouterr().out.endswith("\nGenuine.\n")
    assert main(["verify", str(file)]) == 1
    assert "No proof: without the issuer's key" in capsys.readouterr().out

"""The issuer of badges: the secret key that signs them, and the public one that checks them."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from groundrules.errors import GradingError, SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from jwt import PyJWK

ALGORITHMS = ("RS256", "ES256", "EdDSA")
# The members of a key that its thumbprint is made of, by its kind (RFC 7638, RFC 8037).
MEMBERS = {"RSA": ("e", "kty", "n"), "EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x")}
SECRET = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_BITS = 3072
LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Made:
    """The two files of a new key."""

    secret: Path
    public: Path


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs, and with what.

    Attributes:
        name: as people know them.
        url: their own address, by which a badge names them.
        algorithm: one of `ALGORITHMS`.
        jwk: the key; without its secret members where it only checks.
    """

    name: str
    url: str
    algorithm: str
    jwk: dict[str, Any]

    @property
    def public(self) -> dict[str, Any]:
        """Give the public members of the key."""
        return {name: value for name, value in self.jwk.items() if name not in SECRET}

    @property
    def thumbprint(self) -> str:
        """Give the name that follows from the key itself (RFC 7638)."""
        return thumbprint(self.jwk)

    @property
    def key(self) -> PyJWK:
        """Give the key in the form that signs and checks."""
        made: PyJWK = _tools().PyJWK.from_dict(self.jwk, self.algorithm)
        return made


def thumbprint(jwk: dict[str, Any]) -> str:
    """Give the SHA-256 thumbprint of a key (RFC 7638); empty where it is none."""
    members = {name: jwk.get(name) for name in MEMBERS.get(str(jwk.get("kty")), ())}
    if not members or not all(isinstance(value, str) for value in members.values()):
        return ""
    text = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def make_key(file: Path, name: str, url: str, algorithm: str = "RS256") -> Made:
    """Make a key and write it, the secret one readable by its owner alone.

    RS256 is the kind that every checker of Open Badges knows.

    Args:
        file: the secret one; the public one lies beside it and ends in `.jwk`.
        name: of the issuer.
        url: the issuer's own address.
        algorithm: one of `ALGORITHMS`.

    Raises:
        GradingError: one of the files is there already, cannot be written, or the address is none.
    """
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname or not name.strip():
        raise GradingError(
            "The issuer needs a name and an address.", where=url, remedy="For example https://x.example."
        )
    file = file.expanduser()
    public = file.with_name(f"{file.name.removesuffix('.json').removesuffix('.key')}.jwk")
    if public == file:
        raise GradingError("The secret key must not end in .jwk.", where=str(file), remedy="Name it issuer.key.json.")
    if public.exists():
        raise _taken(public)
    tools = _tools()
    jwk = tools.algorithms.get_default_algorithms()[algorithm].to_jwk(_fresh(algorithm), as_dict=True)
    jwk = {member: value for member, value in jwk.items() if member != "key_ops"}
    issuer = Issuer(name.strip(), url, algorithm, jwk)
    own = {"kid": issuer.thumbprint, "alg": algorithm, "use": "sig", "iss": url, "name": issuer.name}
    for path, content, rights in ((file, {**jwk, **own}, 0o600), (public, {**issuer.public, **own}, 0o644)):
        _write_new(path, json.dumps(content, indent=1) + "\n", rights)
    return Made(file, public)


def read_issuer(file: Path, *, secret: bool) -> Issuer:
    """Read an issuer's key.

    Args:
        file: as `make_key` wrote it.
        secret: whether it has to be the one that signs.

    Raises:
        GradingError: it cannot be read, or is no such key.
    """
    try:
        data = json.loads(file.expanduser().read_bytes()[:LARGEST])
        issuer = Issuer(str(data["name"]), str(data["iss"]), str(data["alg"]), _members(data))
        _usable(issuer)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(f"The key cannot be read ({reason}).", where=str(file), remedy="Check its name.") from error
    except SetupError:
        raise
    except Exception as error:  # the library has an error of its own for every way of being no key
        remedy = "“groundrules badge-key” makes one; checking takes its .jwk file."
        raise GradingError("This is no issuer's key.", where=str(file), remedy=remedy) from error
    if secret and not isinstance(data.get("d"), str):
        raise GradingError("This is the public key; it cannot sign.", where=str(file), remedy="Name the secret one.")
    return issuer


def _usable(issuer: Issuer) -> None:
    if issuer.algorithm not in ALGORITHMS or not issuer.thumbprint:
        raise ValueError(issuer.algorithm)
    _ = issuer.key  # a key that is none raises here


def _members(data: dict[str, Any]) -> dict[str, Any]:
    known = {*MEMBERS[data["kty"]], *SECRET}
    return {name: value for name, value in data.items() if name in known}


def _fresh(algorithm: str) -> Any:  # noqa: ANN401  three kinds of key without a common name
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415

    if algorithm == "RS256":
        return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return ed25519.Ed25519PrivateKey.generate()


def _write_new(path: Path, text: str, rights: int) -> None:
    """Write a file that is not there yet; not for a moment may others read what is secret."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "Choose another folder."
        raise GradingError(f"The key cannot be written ({reason}).", where=str(path), remedy=remedy) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _taken(path: Path) -> GradingError:
    remedy = "A key is never overwritten: badges signed with it could not be checked any more. Choose another name."
    return GradingError("There is a file of this name already.", where=str(path), remedy=remedy)


def _tools() -> Any:  # noqa: ANN401  a module that may be missing
    try:
        import jwt  # noqa: PLC0415  only where badges are given or checked
        import jwt.algorithms  # noqa: PLC0415
    except ModuleNotFoundError as error:
        remedy = "Install it with: pip install 'groundrules[badges]'"
        raise SetupError("Badges need a package that is not here.", where="PyJWT", remedy=remedy) from error
    return jwt

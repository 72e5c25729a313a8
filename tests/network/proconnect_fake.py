"""A strict OpenID provider in the manner of ProConnect: real HTTP on this machine, signed userinfo, nothing forgiven.

It refuses parameters that it does not know, short states and nonces, other redirect addresses, wrong secrets, codes that were used or
have waited for 30 seconds, and verifiers that do not fit. Not covered: the page on which people choose their employer's directory.
"""

import functools
import hashlib
import hmac
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

PATH = "/api/v2"
PARAMETERS = {
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "acr_values",
    "code_challenge",
    "code_challenge_method",
}
CODE_SECONDS = 30
LYON_CITY_HALL = "21690123100011"
ANA = {
    "sub": "b1f2c3d4-ana",
    "given_name": "Ana",
    "usual_name": "Béranger",
    "email": "ana@lyon.example",
    "uid": "aberanger",
    "siret": LYON_CITY_HALL,
    "idp_id": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
}


@dataclass
class _Code:
    asked: dict[str, str]
    made_at: float
    used: bool = False


@dataclass
class ProConnectFake:
    """The provider; its fields are what a test may change.

    :param who: the claims of whoever signs in.
    :param error: what comes back instead of a code (``access_denied``), or empty.
    :param algorithm: RS256, ES256 or HS256.
    :param id_token: what replaces claims of the token; ``...`` leaves one out. ``userinfo`` the same.
    :param forge: ``stranger`` signs with a key that is not published, ``none`` with nothing, ``secret`` with the public key as if shared.
    :param unsigned: whether userinfo comes as plain JSON.
    :param down: status with which every answer fails, or 0.
    """

    redirect_uris: set[str] = field(default_factory=set)
    who: dict[str, Any] = field(default_factory=lambda: dict(ANA))
    error: str = ""
    algorithm: str = "RS256"
    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    forge: str = ""
    unsigned: bool = False
    down: int = 0
    client_id: str = "essaim-of-the-tests"
    client_secret: str = "0f" * 32
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self._tokens: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._rsa, self._ec = _first_keys()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def issuer(self) -> str:
        """As in the settings."""
        return f"http://localhost:{self._server.server_port}{PATH}"

    def rotate(self) -> None:
        """Sign with new keys from now on; the old ones are no longer published."""
        self._rsa, self._ec = _new_keys()

    def authorise(self, query: str) -> tuple[int, str]:
        """Answer of the page to which the browser goes: 303 and an address, or 400 and why."""
        given = dict(parse_qsl(query, keep_blank_values=True))
        wrong = [
            (set(given) - PARAMETERS, "unknown parameter"),
            (len(parse_qsl(query, keep_blank_values=True)) != len(given), "parameter twice"),
            (given.get("response_type") != "code", "response_type"),
            (given.get("client_id") != self.client_id, "client_id"),
            (given.get("redirect_uri") not in self.redirect_uris, "redirect_uri"),
            ("openid" not in given.get("scope", "").split(), "scope"),
            (len(given.get("state", "")) < 32, "state"),
            (len(given.get("nonce", "")) < 32, "nonce"),
            (given.get("code_challenge_method") != "S256" or len(given.get("code_challenge", "")) != 43, "code_challenge"),
        ]
        for refused, why in wrong:
            if refused:
                return 400, why
        if self.error:
            answer = {"error": self.error, "error_description": "<b>what a stranger wrote</b>"}
        else:
            code = secrets.token_urlsafe(24)
            self._codes[code] = _Code(given, time.time())
            answer = {"code": code}
        return 303, f"{given['redirect_uri']}?{urlencode({**answer, 'state': given['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Answer of the token endpoint."""
        if form.get("client_id") != self.client_id or not secrets.compare_digest(form.get("client_secret", ""), self.client_secret):
            return 401, {"error": "invalid_client"}
        code = self._codes.get(form.get("code", ""))
        if form.get("grant_type") != "authorization_code" or code is None or time.time() - code.made_at > CODE_SECONDS:
            return 400, {"error": "invalid_grant"}
        if code.used:  # whoever has it twice may be a thief: what it gave is worth nothing any more
            self._tokens.clear()
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = _packed(digest) == code.asked["code_challenge"]
        if form.get("redirect_uri") != code.asked["redirect_uri"] or not fits:
            return 400, {"error": "invalid_grant"}
        code.used = True
        access = secrets.token_urlsafe(24)
        self._tokens[access] = self.who["sub"]
        claims = {"nonce": code.asked["nonce"], "acr": "eidas1", "exp": int(time.time()) + 60, "sub": self.who["sub"]}
        signed = self._signed({**claims, **self.id_token})
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def about(self, authorization: str) -> tuple[int, str, str]:
        """Answer of the userinfo endpoint: status, content type, body."""
        if authorization.removeprefix("Bearer ") not in self._tokens:
            return 401, "application/json", json.dumps({"error": "invalid_token"})
        claims = {**self.who, **self.userinfo}
        if self.unsigned:
            return 200, "application/json", json.dumps({name: value for name, value in claims.items() if value is not ...})
        return 200, "application/jwt", self._signed(claims)

    def described(self) -> dict[str, Any]:
        """The discovery document."""
        known = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "authorization_response_iss_parameter_supported": True,
        }
        return {name: value for name, value in {**known, **self.metadata}.items() if value is not ...}

    def keys(self) -> dict[str, Any]:
        """The published keys."""
        return dict(KeySet([self._rsa, self._ec]).as_dict(private=False))

    def _signed(self, claims: dict[str, Any]) -> str:
        known = {"iss": self.issuer, "aud": self.client_id, "iat": int(time.time()), **claims}
        said = {name: value for name, value in known.items() if value is not ...}
        if self.forge in ("none", "secret"):
            head = {"alg": "none"} if self.forge == "none" else {"alg": "HS256", "kid": str(self._rsa.kid)}
            whole = f"{_packed(json.dumps(head).encode())}.{_packed(json.dumps(said).encode())}"
            seal = hmac.digest(self._rsa.as_pem(private=False), whole.encode(), "sha256")
            return f"{whole}.{_packed(seal) if self.forge == 'secret' else ''}"
        if self.algorithm == "HS256":
            return jwt.encode({"alg": "HS256"}, said, OctKey.import_key(self.client_secret), ["HS256"])
        key = self._rsa if self.algorithm == "RS256" else self._ec
        head = {"alg": self.algorithm, "kid": str(key.kid)}
        if self.forge == "stranger":
            key = RSAKey.generate_key(2048) if self.algorithm == "RS256" else ECKey.generate_key("P-256")
        return jwt.encode(head, said, key, [self.algorithm])


def _new_keys() -> tuple[RSAKey, ECKey]:
    name = secrets.token_hex(4)
    return (
        RSAKey.generate_key(2048, {"kid": f"rsa-{name}", "use": "sig"}),
        ECKey.generate_key("P-256", {"kid": f"ec-{name}", "use": "sig"}),
    )


_first_keys = functools.cache(_new_keys)


def _packed(octets: bytes) -> str:
    return urlsafe_b64encode(octets).decode().rstrip("=")


def _handler(fake: ProConnectFake) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            fake.asked.append(parts.path)
            match parts.path.removeprefix(PATH):
                case _ if fake.down:
                    self._send(fake.down, "text/html", "<h1>Maintenance</h1>")
                case "/.well-known/openid-configuration":
                    self._send(200, "application/json", json.dumps(fake.described()))
                case "/jwks":
                    self._send(200, "application/json", json.dumps(fake.keys()))
                case "/authorize":
                    status, text = fake.authorise(parts.query)
                    self._send(status, "text/plain", text, **({"Location": text} if status == 303 else {}))
                case "/userinfo":
                    self._send(*fake.about(self.headers.get("authorization", "")))
                case _:
                    self._send(404, "text/plain", "")

        def do_POST(self) -> None:
            fake.asked.append(self.path)
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()).items()}
            status, answer = (fake.down, {}) if fake.down else fake.token(form)
            self._send(status, "application/json", json.dumps(answer))

        def _send(self, status: int, kind: str, body: str, **headers: str) -> None:
            self.send_response(status)
            for name, text in {"Content-Type": kind, "Content-Length": str(len(body.encode())), **headers}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler

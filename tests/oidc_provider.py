"""A provider of OpenID on this machine: Authlib's, which people keep, carried by Flask.

Who signs in is told by the test (``person``), so that no page of the provider has to be filled in.
``told`` stands in the next ID tokens instead of what is true, and ``forged`` ones are signed by
somebody else.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "shuzhen", "a secret between the two"
Claims = dict[str, Any]


@dataclass
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """What was given to the browser, to be changed for tokens once."""

    code: str
    person: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Client(ClientMixin):  # type: ignore[misc]
    """The product, as the provider knows it."""

    callbacks: set[str]

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return next(iter(self.callbacks))

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.callbacks

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Provider:
    """One provider, which listens while the block of ``running`` lasts."""

    person: str = "4711"
    told: Claims = field(default_factory=dict)
    forged: bool = False
    refuses: bool = False
    challenged: int = 0
    signed_out: list[Mapping[str, str]] = field(default_factory=list)
    client: Client = field(default_factory=lambda: Client(set()))
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, Code] = field(default_factory=dict)
    url: str = ""

    @contextmanager
    def running(self) -> Iterator["Provider"]:
        """Listen on a free port of this machine."""
        app = Flask("provider")
        server = make_server("127.0.0.1", 0, app, threaded=True)
        self.url = f"http://127.0.0.1:{server.server_port}"
        self._routes(app)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()

    def settings(self, address: str) -> Mapping[str, str]:
        """What an installation at ``address`` is told."""
        self.client.callbacks.add(f"{address}/oauth2callback")
        return {
            "SHUZHEN_PUBLIC_ADDRESS": address,
            "SHUZHEN_OIDC_METADATA": f"{self.url}/.well-known/openid-configuration",
            "SHUZHEN_OIDC_CLIENT": CLIENT,
            "SHUZHEN_OIDC_SECRET": SECRET,
            "SHUZHEN_OIDC_TITLE": "无锡市统一身份认证",
        }

    def _routes(self, app: Flask) -> None:
        server = AuthorizationServer(
            app, query_client=lambda _: self.client, save_token=lambda *_: None
        )
        server.register_grant(_grant(self), [_OpenID(self), CodeChallenge(required=True)])

        @app.get("/.well-known/openid-configuration")
        def metadata() -> Response:
            return jsonify(
                issuer=self.url,
                authorization_endpoint=f"{self.url}/authorize",
                token_endpoint=f"{self.url}/token",
                jwks_uri=f"{self.url}/keys",
                end_session_endpoint=f"{self.url}/end",
                response_types_supported=["code"],
                subject_types_supported=["public"],
                id_token_signing_alg_values_supported=["RS256"],
                code_challenge_methods_supported=["S256"],
            )

        @app.get("/keys")
        def keys() -> Response:
            return jsonify(keys=[self.key.as_dict(private=False)])

        @app.get("/authorize")
        def authorize() -> Any:
            if self.refuses:
                back = request.args["redirect_uri"]
                return redirect(f"{back}?error=access_denied&state={request.args['state']}")
            self.challenged += request.args.get("code_challenge_method") == "S256"
            grant = server.get_consent_grant(end_user=self.person)
            return server.create_authorization_response(grant=grant, grant_user=self.person)

        @app.post("/token")
        def token() -> Any:
            return server.create_token_response()

        @app.get("/end")
        def end() -> Any:
            self.signed_out.append(request.args.to_dict())
            return redirect(request.args["post_logout_redirect_uri"])


def _grant(provider: Provider) -> type:
    class Grant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

        def save_authorization_code(self, code: str, request: Any) -> Code:
            told = request.payload.data
            provider.codes[code] = Code(
                code,
                request.user,
                told["redirect_uri"],
                told["scope"],
                told.get("nonce"),
                told.get("code_challenge"),
                told.get("code_challenge_method"),
            )
            return provider.codes[code]

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return authorization_code.person

    return Grant


class _OpenID(OpenIDCode):  # type: ignore[misc]
    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return False

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return (
            RSAKey.generate_key(2048, {"kid": "one"}) if self.provider.forged else self.provider.key
        )

    def get_client_claims(self, client: Client) -> Claims:
        return {"iss": self.provider.url}

    def get_client_algorithm(self, client: Client) -> str:
        return "RS256"

    def generate_user_info(self, user: str, scope: str) -> UserInfo:
        return UserInfo({"sub": user, **self.provider.told})

"""The settings of signing in that no installation changes: allauth, axes, and the rules for passwords."""

from datetime import timedelta
from typing import Any

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # The list of those that leaked begins with this length, and needs no network.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "clients.sign_in.passwords.NotLeaked"},
    {"NAME": "clients.sign_in.passwords.NotOurWords"},
]

ACCOUNT_ADAPTER = "clients.sign_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # nobody signs up: invitations make accounts
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address comes with an invitation that was sent to it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people without an account
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS: Any = False  # axes counts failures, in the database; the outbox counts mails
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60  # seconds until the password or key is asked for again
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 -- a class
ACCOUNT_FORMS = {
    "login": "clients.sign_in.forms.SignInForm",
    "reauthenticate": "clients.sign_in.forms.PasswordAgainForm",
    "reset_password": "clients.sign_in.forms.ForgottenForm",
    "reset_password_from_key": "clients.sign_in.forms.NewPasswordForm",
    "change_password": "clients.sign_in.forms.ChangePasswordForm",
}
SOCIALACCOUNT_ADAPTER = "clients.sign_in.invited.Invited"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address alone is nobody's account
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "clients.sign_in.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
RECOVERY_CODE_ROUNDS = 600_000  # of PBKDF2 with SHA-256, by which codes that were shown are kept
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # also the code of half a minute ago: typing takes a while
MFA_RATE_LIMITS: Any = False
MFA_FORMS = {
    "authenticate": "clients.sign_in.forms.CodeForm",
    "reauthenticate": "clients.sign_in.forms.CodeAgainForm",
    "activate_totp": "clients.sign_in.forms.FirstCodeForm",
    "login_webauthn": "clients.sign_in.forms.PasskeySignInForm",
    "authenticate_webauthn": "clients.sign_in.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "clients.sign_in.forms.PasskeyAgainForm",
    "add_webauthn": "clients.sign_in.forms.PasskeyForm",
    "edit_webauthn": "clients.sign_in.forms.PasskeyNameForm",
}

# The one owner of lock-outs, of passwords and codes alike: five failures close a name for five minutes to the address
# they came from, and to nobody else; thirty close the address, whatever the names.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "msp_assess.signing_in.LockOuts"
AXES_FAILURE_LIMIT = 5
AXES_FAILURES_OF_AN_ADDRESS = 30
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
# Neither logged nor stored with a failure; `next` may be an invitation's link.
AXES_SENSITIVE_PARAMETERS = ["username", "login", "code", "ip_address", "next", "csrfmiddlewaretoken"]
AXES_USERNAME_CALLABLE = "msp_assess.signing_in.name_of"
AXES_CLIENT_IP_CALLABLE = "msp_assess.signing_in.address_of"
AXES_LOCKOUT_CALLABLE = "msp_assess.signing_in.closed"
AXES_DISABLE_ACCESS_LOG = True  # successful sign-ins are not recorded
AXES_ENABLE_ADMIN = False

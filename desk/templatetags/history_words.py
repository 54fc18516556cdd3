"""The words of a history line."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models.firms import Role
from clients.models.history import Change, Code
from clients.viewers import full_name
from plans.models.item import Item
from reports.models.review import Review

register = template.Library()


# The words for each code, with the fields of its detail.
WORDS = {
    Code.ADDED: gettext_lazy("%(kind)s added: %(name)s"),
    Code.CHANGED: gettext_lazy("%(kind)s %(name)s, changed: %(fields)s"),
    Code.DELETED: gettext_lazy("%(kind)s deleted: %(name)s"),
    Code.ARCHIVED: gettext_lazy("archived"),
    Code.UNARCHIVED: gettext_lazy("taken out of the archive"),
    Code.TAGGED: gettext_lazy("tagged “%(tag)s”"),
    Code.UNTAGGED: gettext_lazy("tag “%(tag)s” taken off"),
    Code.ENTERED: gettext_lazy("added from a sheet"),
    Code.FILLED_IN: gettext_lazy("filled in from a sheet what was missing"),
    Code.ENTERED_TAKEN_BACK: gettext_lazy("took back clients added from a sheet: %(number)s"),
    Code.UNDONE: gettext_lazy("undone: %(undone)s"),
    Code.MERGED: gettext_lazy("%(name)s merged into this entry"),
    Code.IN_CHARGE: gettext_lazy("in charge now: %(name)s"),
    Code.INVITED: gettext_lazy("invited"),
    Code.INVITED_AGAIN: gettext_lazy("invited again, with a new link"),
    Code.INVITATION_REVOKED: gettext_lazy("invitation taken back"),
    Code.JOINED: gettext_lazy("accepted the firm's invitation"),
    Code.OPENED: _("opened without working for its firm: %(reason)s"),
    Code.KEYS_ENDED: _("the owner ended the links that colleagues made"),
    Code.WITHDRAWN: gettext_lazy("%(name)s withdrew: the firm no longer sees the shop"),
    Code.ENDED: gettext_lazy("ended the work with %(name)s: the firm no longer sees the shop"),
    Code.ERASED: gettext_lazy("erased what the firm had written"),
    Code.HAND_OVER_ASKED: gettext_lazy("asked the owner whether %(name)s may take over"),
    Code.HAND_OVER_AGREED: gettext_lazy("%(name)s agreed to be handed over to %(to)s"),
    Code.HAND_OVER_DECLINED: gettext_lazy("%(name)s declined to be handed over to %(to)s"),
    Code.CLIENTS_HANDED_OVER: gettext_lazy("clients in the charge of %(name)s handed over: %(number)s, to %(to)s"),
    Code.TOGETHER: gettext_lazy("fills it in together with the owner"),
    Code.DISCARDED: gettext_lazy("discarded what was started together and not submitted"),
    Code.LINK_MADE: gettext_lazy("made a link that opens the answers once, for the owner to go on"),
    Code.LINK_MAILED: gettext_lazy("had a link mailed to the owner, to go on"),
    Code.READ_LINK_MADE: gettext_lazy("made a link to read the result"),
    Code.MAILED_SUBMITTED: gettext_lazy("submitted; told by mail: %(to)s"),
    Code.MAILED_NOTES: gettext_lazy("notes: the owner told by mail"),
    Code.NOTE: gettext_lazy("private note, %(title)s"),
    Code.NOTE_SHARED: gettext_lazy("shared note, %(title)s"),
    Code.MEETING: gettext_lazy("wrote down the meeting of %(when)s"),
    Code.MEETING_REMOVED: gettext_lazy("deleted the meeting of %(when)s"),
    Code.REVIEW: gettext_lazy("review: %(before)s, now %(after)s"),
    Code.ACTION: gettext_lazy("“%(title)s”: %(before)s, now %(after)s"),
    Code.PLAN_CHANGED: gettext_lazy("“%(title)s” in the plan, changed: %(fields)s"),
    Code.PLAN_ADDED: gettext_lazy("added “%(title)s” to the plan"),
    Code.STEP_KEPT: gettext_lazy("kept the firm's own step “%(title)s”"),
    Code.STEP_CHANGED: gettext_lazy("changed the firm's own step “%(title)s”"),
    Code.STEP_REMOVED: gettext_lazy("removed the firm's own step “%(title)s”"),
    Code.CALENDAR_MADE: gettext_lazy("made a private address for the plan's calendar"),
    Code.CALENDAR_ENDED: gettext_lazy("ended the private address of the plan's calendar"),
    Code.REMINDERS_ASKED: gettext_lazy("asked to be reminded of the plan by email: %(when)s"),
    Code.REMINDED: gettext_lazy("reminded the owner by mail"),
    Code.REMINDERS_STOPPED: gettext_lazy("stopped the reminders"),
    Code.TICKETS_KEPT: gettext_lazy("kept what a file of tickets shows"),
    Code.TICKETS_SHOWN: gettext_lazy("showed the owner what the tickets show"),
    Code.TICKETS_DISCARDED: gettext_lazy("discarded what the tickets show"),
    Code.TICKETS_USED: gettext_lazy("began a correction with the tickets' number: %(title)s"),
    Code.OPINION_ASKED: gettext_lazy("made a link for a second opinion"),
    Code.OPINION_GIVEN: gettext_lazy("a second opinion came in"),
    Code.OPINION_ENDED: gettext_lazy("removed a second opinion"),
    Code.OPINION_TAKEN_BACK: gettext_lazy("a second opinion was taken back by the person who gave it"),
    Code.PULSE_BEGUN: gettext_lazy("began to ask customers or the team"),
    Code.PULSE_CLOSED: gettext_lazy("asking customers or the team is over"),
    Code.PULSE_REMOVED: gettext_lazy("deleted what customers or the team said"),
    Code.ROLE: gettext_lazy("%(name)s: %(before)s, now %(after)s"),
    Code.RENAMED: gettext_lazy("%(before)s is called %(after)s now"),
    Code.COLLEAGUE_INVITED: gettext_lazy("%(name)s invited as %(role)s"),
    Code.COLLEAGUE_INVITED_AGAIN: gettext_lazy("%(name)s: invitation sent again"),
    Code.COLLEAGUE_INVITATION_REVOKED: gettext_lazy("%(name)s: invitation taken back"),
    Code.COLLEAGUE_JOINED: gettext_lazy("%(name)s joined as %(role)s"),
    Code.LINK_USED: gettext_lazy("a link to go on was opened in another browser"),
    Code.READ_LINKS_ENDED: gettext_lazy("ended the links to read the result"),
    Code.SIGNED_IN: gettext_lazy("signed in to the desk"),
    Code.SIGN_IN_FAILED: gettext_lazy("someone tried to sign in as %(name)s and didn't get in"),
    Code.LOCKED_OUT: gettext_lazy("%(name)s can't sign in for a few minutes from where it failed too often"),
    Code.PASSWORD_LINK: gettext_lazy("made a link to a new password for %(name)s"),
    Code.FACTORS_REMOVED: gettext_lazy("removed the second factors of %(name)s"),
    Code.FACTOR_ADDED: gettext_lazy("set up for their own sign-in: %(kind)s"),
    Code.FACTOR_REMOVED: gettext_lazy("removed from their own sign-in: %(kind)s"),
    Code.CODES_RENEWED: gettext_lazy("made new recovery codes"),
    Code.PASSWORD_CHANGED: gettext_lazy("chose a new password"),
    Code.SESSION_ENDED: gettext_lazy("signed out one of their other browsers"),
}
FACTORS = {
    "totp": gettext_lazy("codes from an app"),
    "webauthn": gettext_lazy("a passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


@register.filter
def who_did(change: Change) -> str:
    """Return who did it: without an account the owner, or a colleague whose account is gone; mails go by themselves."""
    if change.who is None and change.code and change.code.by_itself:
        return _("this site")
    return full_name(change.who) or _("the shop's owner")


@register.filter
def what_was_done(change: Change) -> str:
    """Return the line in words; a code of an older version is shown as it is."""
    if change.code is None:
        return change.what.replace("-", " ")
    missing = dict.fromkeys(("kind", "name", "before", "after", "to", "tag", "reason", "when", "number"), "")
    detail = {**missing, **change.detail}
    detail["kind"] = FACTORS.get(detail["kind"], detail["kind"])
    detail["fields"] = ", ".join(change.detail.get("fields", []))
    names: dict[str, Any] = dict((*Role.choices, *Review.State.choices, *Item.State.choices))
    detail.update({name: names.get(detail.get(name, ""), detail.get(name, "")) for name in ("role", "before", "after")})
    if change.code is Code.IN_CHARGE and not detail["name"]:
        detail["name"] = _("nobody")
    detail["title"] = change.detail.get("title") or _("on the whole")
    undone = change.detail.get("of", "")
    detail["undone"] = str(WORDS[Code(undone)]) % detail if undone else ""
    return str(WORDS[change.code]) % detail

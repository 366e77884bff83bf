"""The people of an enterprise: its members, invitations, letting go."""

from access.actor import Role
from views.people_list import draw_team
from views.session import context

draw_team("members", Role.MEMBER, enterprise=context().actor.enterprise)

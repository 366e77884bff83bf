"""The people of a centre: its consultants, invitations, letting go."""

from access.actor import Role
from views.people_list import draw_team
from views.session import context

draw_team("centre", Role.CONSULTANT, centre=context().actor.centre)

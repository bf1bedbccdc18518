"""What the built-in roles grant."""

from sillage.identity.roles.rules import built_in_grants, custom_grants, exceeds
from sillage.kernel.permissions import Scope
from sillage.kernel.registry import Permission
from sillage.kernel.text import Text

_LABEL = Text(fr="x", en="x")
DEAL = [Permission(f"deal.{verb}", _LABEL, scoped=True) for verb in ("see", "create", "edit", "delete", "export")]
PLAIN = [Permission(name, _LABEL) for name in ("member.manage", "pipeline.manage", "import.run")]
EVERYTHING = [*DEAL, *PLAIN]
ALL, TEAM, OWN = Scope.ALL, Scope.TEAM, Scope.OWN


def test_an_administrator_holds_everything() -> None:
    assert built_in_grants("administrator", EVERYTHING) == {p.name: ALL for p in EVERYTHING}


def test_a_manager_sees_all_and_edits_the_teams() -> None:
    assert built_in_grants("manager", EVERYTHING) == {
        "deal.see": ALL,
        "deal.create": ALL,
        "deal.edit": TEAM,
        "deal.delete": TEAM,
        "deal.export": TEAM,
        "pipeline.manage": ALL,
        "import.run": ALL,
    }


def test_sales_see_and_edit_the_team_and_delete_their_own() -> None:
    assert built_in_grants("sales", EVERYTHING) == {
        "deal.see": TEAM,
        "deal.create": OWN,
        "deal.edit": TEAM,
        "deal.delete": OWN,
        "deal.export": OWN,
        "import.run": ALL,
    }


def test_finance_reads_and_exports_all() -> None:
    assert built_in_grants("finance", EVERYTHING) == {
        "deal.see": ALL,
        "deal.create": OWN,
        "deal.edit": OWN,
        "deal.export": ALL,
    }


def test_read_only_sees_and_nothing_else() -> None:
    assert built_in_grants("read_only", EVERYTHING) == {"deal.see": ALL}


def test_a_custom_role_forgets_permissions_that_are_gone() -> None:
    assert custom_grants({"deal.see": "own", "ghost.see": "all"}, EVERYTHING) == {"deal.see": OWN}


def test_a_wider_scope_exceeds_a_narrower_one() -> None:
    held = {"deal.see": TEAM}

    assert exceeds({"deal.see": OWN}, held) == []
    assert exceeds({"deal.see": TEAM}, held) == []
    assert exceeds({"deal.see": ALL, "deal.edit": OWN}, held) == ["deal.edit", "deal.see"]

from sillage.sales.pipelines.rules import NEW_CLIENTS, PROSPECTING, settled_probability, stage_problems


def test_won_is_certain_and_lost_is_hopeless():
    assert [settled_probability(kind, 40) for kind in ("open", "won", "lost")] == [40, 100, 0]


def test_a_pipeline_needs_an_open_a_won_and_a_lost_stage():
    problems = stage_problems([{"name": "Lead", "kind": "open"}])

    assert [problem.code for problem in problems] == ["no_won_stage", "no_lost_stage"]


def test_two_stages_of_one_name_are_refused_whatever_the_accents():
    stages = [
        {"name": "Négociation", "kind": "open"},
        {"name": "NEGOCIATION", "kind": "won"},
        {"name": "Perdu", "kind": "lost"},
    ]

    assert [(problem.path, problem.code) for problem in stage_problems(stages)] == [
        ("stages.1.name", "stage_name_twice")
    ]


def test_the_ready_pipelines_are_pipelines_in_both_languages():
    for ready in (NEW_CLIENTS, PROSPECTING):
        for language in ("fr", "en"):
            assert stage_problems(ready.stage_values(language)) == []
    assert [stage["name"] for stage in NEW_CLIENTS.stage_values("fr")] == [
        "Lead",
        "RDV",
        "Pitch",
        "Proposition",
        "Signé",
        "Perdu",
    ]

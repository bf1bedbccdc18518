"""The reviewed search function: the one place that may use the word index.

Under row-level security only leakproof operators may use an index, and `@@` is not one. This
function runs as a role without login whose policy lets it read the whole table; it filters on the
workspace of the session explicitly, has a fixed search path, and returns ids only. The caller reads
the rows themselves under row-level security.

How it stays fast whatever the word: it first looks at the most recent records the actor may see. A
word that several of these hold is common, so it looks further back in the same order, which fills the
answer after a few hundred records however many there are: the word index would read its whole list.
Any other word is rare enough for the index, of which 300 matches at most are ranked, so that the cost
does not grow with the workspace. The actor's scope is part of the index condition, so that no limit
starves somebody who sees only his own records.
"""

ROLE = "sillage_search"
SIGNATURE = "sillage_search(text, text, text, text[], text[], text[], uuid, uuid[], int)"
# How many recent records of each kind are looked at: first by everybody, then for common words.
GLANCE, LOOK_BACK = 400, 3_000
COMMON = 5
SAMPLE = 300
# A record called so comes before one that only mentions it: its company's name, its e-mail address.
NAMED = "CASE WHEN sort_title = exact THEN 2 WHEN strpos(' ' || sort_title, ' ' || exact) > 0 THEN 1 ELSE 0 END"
_READ = "e.id, e.object, e.owner_id, e.updated_at, e.sort_title"
_IN_REACH = """(e.object = ANY(full_objects)
       OR (e.owner_id = member AND e.object = ANY(own_objects || team_objects))
       OR (e.team_id = ANY(teams) AND e.object = ANY(team_objects)))"""


def _recent(kinds: str, condition: str, depth: str) -> str:
    """The most recent records of each kind that hold the words, among the first `depth`."""
    return f"""SELECT r.id, r.object, r.owner_id, r.updated_at, r.sort_title, true AS recent
    FROM {kinds} CROSS JOIN LATERAL (
      SELECT w.* FROM (
        SELECT {_READ}, e.tokens FROM public.records_search_entry e
        WHERE e.workspace_id = here AND {condition}e.object = kind ORDER BY e.updated_at DESC LIMIT {depth}
      ) w WHERE w.tokens @@ words LIMIT most
    ) r"""  # noqa: S608 (constants of this file)


CREATE = f"""
CREATE OR REPLACE FUNCTION sillage_search(wanted text, scoped text, exact text, full_objects text[],
  team_objects text[], own_objects text[], member uuid, teams uuid[], most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
AS $$
DECLARE
  here uuid := nullif(current_setting('app.workspace', true), '')::uuid;
  words tsquery := wanted::tsquery;
  full_kinds text[] := full_objects;
  team_kinds text[] := team_objects;
  own_kinds text[] := own_objects || team_objects || full_objects;
  depth int;
  held int;
  holding text[];
  seen_ids uuid[];
  found uuid[];
BEGIN
  FOREACH depth IN ARRAY ARRAY[{GLANCE}, {LOOK_BACK}] LOOP
    WITH seen AS (
      {_recent("unnest(full_kinds) AS kind", "", "depth")}
      UNION ALL
      {_recent("unnest(own_kinds) AS kind", "e.owner_id = member AND ", "depth / 2")}
      UNION ALL
      {_recent("unnest(teams) AS team CROSS JOIN unnest(team_kinds) AS kind", "e.team_id = team AND ", "depth / 2")}
      UNION ALL
      (SELECT {_READ}, false FROM public.records_search_entry e
       WHERE e.workspace_id = here AND e.sort_title = exact AND {_IN_REACH}
       LIMIT 200)
      UNION ALL
      (SELECT {_READ}, false FROM public.records_search_entry e
       WHERE e.workspace_id = here AND e.sort_title > exact AND e.sort_title < exact || chr(1114111) AND {_IN_REACH}
       ORDER BY e.workspace_id, e.sort_title LIMIT most)
    ), ranked AS (
      SELECT DISTINCT ON (id) id, object, {NAMED} AS named, coalesce(owner_id = member, false) AS own, updated_at, recent
      FROM seen ORDER BY id, recent DESC
    )
    SELECT array_agg(id ORDER BY named DESC, own DESC, updated_at DESC, id DESC),
      count(*) FILTER (WHERE recent), array_agg(DISTINCT object) FILTER (WHERE recent)
    INTO seen_ids, held, holding FROM ranked;
    IF coalesce(cardinality(seen_ids), 0) >= most THEN
      RETURN seen_ids[1:most];
    END IF;
    EXIT WHEN held < {COMMON};
    full_kinds := ARRAY(SELECT unnest(full_kinds) INTERSECT SELECT unnest(holding));
    team_kinds := ARRAY(SELECT unnest(team_kinds) INTERSECT SELECT unnest(holding));
    own_kinds := ARRAY(SELECT unnest(own_kinds) INTERSECT SELECT unnest(holding));
  END LOOP;
  WITH hit AS MATERIALIZED (
    (SELECT e.id, e.workspace_id, e.owner_id, e.updated_at, e.sort_title FROM public.records_search_entry e
    WHERE e.tokens @@ CASE WHEN scoped = '' THEN words ELSE words && scoped::tsquery END
    LIMIT {SAMPLE})
    UNION
    SELECT e.id, e.workspace_id, e.owner_id, e.updated_at, e.sort_title FROM public.records_search_entry e
    WHERE e.id = ANY(seen_ids)
  ), best AS (
    SELECT id, {NAMED} AS named, coalesce(owner_id = member, false) AS own, updated_at FROM hit
    WHERE workspace_id = here
    ORDER BY named DESC, own DESC, updated_at DESC, id DESC LIMIT most
  )
  SELECT array_agg(id ORDER BY named DESC, own DESC, updated_at DESC, id DESC) INTO found FROM best;
  RETURN coalesce(found, '{{}}');
END
$$
"""  # noqa: S608 (what is put in are constants of this file)

# On a server of one's own the role may be missing and the owner not allowed to make it.
ENSURE_ROLE = f"""
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
    CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  IF NOT pg_has_role(current_user, '{ROLE}', 'MEMBER') THEN
    EXECUTE format('GRANT {ROLE} TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'Sillage needs the role {ROLE}. As a superuser run: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO %;',
    current_user;
END
$$
"""

PROTECT = (
    "CREATE POLICY search_reads ON records_search_entry FOR SELECT TO sillage_search USING (true)",
    "GRANT SELECT ON records_search_entry TO sillage_search",
    f"REVOKE EXECUTE ON FUNCTION {SIGNATURE} FROM PUBLIC",
    "GRANT USAGE, CREATE ON SCHEMA public TO sillage_search",
    f"ALTER FUNCTION {SIGNATURE} OWNER TO sillage_search",
)

REMOVE = f"""
DROP FUNCTION {SIGNATURE};
DROP POLICY search_reads ON records_search_entry;
"""

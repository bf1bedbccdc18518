import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import * as api from "../../../api";
import { memberOptionsQuery } from "../../../lib/members";
import { sessionQuery } from "../../../lib/session";

export type Member = api.MemberOut;
export type MemberChange = Partial<Pick<Member, "role_id" | "team_ids" | "main_team_id">>;
export type Invitation = api.InvitationOut;
export type Team = api.TeamOut;
export type Role = api.RoleOut;
export type Grants = Role["permissions"];
export type Catalogue = api.CatalogueOut;
export type ApiKey = api.ApiKeyOut;
export type OutboxMail = api.OutboxMailOut;
export type OutboxMailText = api.OutboxMailTextOut;
export type WorkspaceSettings = api.WorkspaceOut;
export type Installation = api.InstallationOut;

type Page<T> = { items: T[]; next_cursor: string | null };

/** Follows the cursors to the end; for lists that are short by nature (members, keys). */
async function readAll<T>(read: (cursor: string | undefined) => Promise<{ data: Page<T> }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await read(cursor);
    items.push(...data.items);
    cursor = data.next_cursor ?? undefined;
  } while (cursor);
  return items;
}

/** Everybody who is or was in the workspace, by name. */
export const membersQuery = queryOptions({
  queryKey: ["member", "all"],
  queryFn: () => readAll((cursor) => api.listMembers({ query: { cursor, limit: 200 } })),
});

/** Invitations that wait for an answer. */
export const invitationsQuery = queryOptions({
  queryKey: ["invitation"],
  queryFn: async () => (await api.listInvitations()).data.items,
});

/** Teams by name. */
export const teamsQuery = queryOptions({
  queryKey: ["team"],
  queryFn: async () => (await api.listTeams()).data.items,
});

/** Roles, built-in ones first. */
export const rolesQuery = queryOptions({
  queryKey: ["role"],
  queryFn: async () => (await api.listRoles()).data.items,
});

/** Everything a role can hold, in the language of the reader. */
export const catalogueQuery = (language: string) =>
  queryOptions({
    queryKey: ["permission-catalogue", language],
    queryFn: async () => (await api.getPermissionCatalogue()).data,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Keys of the workspace, ended ones included. */
export const apiKeysQuery = queryOptions({
  queryKey: ["api_key"],
  queryFn: () => readAll((cursor) => api.listApiKeys({ query: { cursor, limit: 200 } })),
});

/** One message with its text. */
export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ["outbox_mail", id],
    queryFn: async () => (await api.getOutboxMail({ path: { mail_id: id } })).data,
    enabled: id !== "",
  });

/** One page of the outbox. */
export async function readOutbox(cursor: string): Promise<Page<OutboxMail>> {
  return (await api.listOutboxMail({ query: { limit: 50, cursor: cursor || undefined } })).data;
}

/** Settings of the workspace. */
export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: async () => (await api.getWorkspace()).data,
});

/** State of the installation. */
export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: async () => (await api.getInstallationStatus()).data,
});

/** Whether every part Sillage needs answers. */
export const readinessQuery = queryOptions({
  queryKey: ["readiness"],
  queryFn: async () => (await fetch("/readyz")).ok,
  retry: false,
});

/** Names of teams by id. */
export function useTeamNames(): Map<string, string> {
  const { data } = useQuery(teamsQuery);
  return new Map(data?.map((team) => [team.id, team.name]));
}

/** Looks again at everything that tells who may do what. */
export async function refreshPeople(queries: QueryClient): Promise<void> {
  const keys = [
    ["member"],
    ["team"],
    ["role"],
    ["invitation"],
    memberOptionsQuery.queryKey,
    sessionQuery.queryKey,
  ];
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
}

/** Changes role or teams of a member. */
export const updateMember = (member_id: string, body: MemberChange) =>
  api.updateMember({ path: { member_id }, body });

/** What a member would leave behind. */
export const previewDeactivation = async (member_id: string) =>
  (await api.previewDeactivation({ path: { member_id } })).data;

/** Ends a member's access and hands the records over. */
export const deactivateMember = async (member_id: string, hand_over_to: string | null) =>
  (await api.deactivateMember({ path: { member_id }, body: { hand_over_to } })).data;

/** Lets a member in again. */
export const reactivateMember = (member_id: string) => api.reactivateMember({ path: { member_id } });

/** Invites colleagues together. */
export const createInvitations = async (invitations: api.InvitationIn[]) =>
  (await api.createInvitations({ body: { invitations } })).data.items;

/** Ends an invitation. */
export const revokeInvitation = (invitation_id: string) => api.revokeInvitation({ path: { invitation_id } });

/** Makes a team. */
export const createTeam = (body: api.TeamIn) => api.createTeam({ body });

/** Changes name, manager or members of a team. */
export const updateTeam = (team_id: string, body: api.TeamChanges) =>
  api.updateTeam({ path: { team_id }, body });

/** Removes a team no record depends on. */
export const deleteTeam = (team_id: string) => api.deleteTeam({ path: { team_id } });

/** Makes a custom role. */
export const createRole = async (name: string, permissions: Grants) =>
  (await api.createRole({ body: { name, permissions } })).data;

/** Renames a custom role or changes what it grants. */
export const updateRole = async (role_id: string, body: api.RoleChanges) =>
  (await api.updateRole({ path: { role_id }, body })).data;

/** Removes a custom role nobody holds. */
export const deleteRole = (role_id: string) => api.deleteRole({ path: { role_id } });

/** Makes a key; its secret is in this answer only. */
export const createApiKey = async (body: api.ApiKeyIn) => (await api.createApiKey({ body })).data;

/** Ends a key. */
export const revokeApiKey = (key_id: string) => api.revokeApiKey({ path: { key_id } });

/** Changes the settings of the workspace. */
export const updateWorkspace = async (body: api.WorkspaceChanges) =>
  (await api.updateWorkspace({ body })).data;

/** Makes a workspace. */
export const createWorkspace = async (body: api.WorkspaceIn) => (await api.createWorkspace({ body })).data;

import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { isSeeingAs, requestJson, resumeSeeAs, setRequestContext } from "./http";
import { Problem } from "./problem";

const server = setupServer();
const url = (path: string) => new URL(path, window.location.origin).href;
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  server.resetHandlers();
  setRequestContext({ workspaceId: null, seeAs: null, onUnauthenticated: null });
});
afterAll(() => server.close());

test("a write carries CSRF token, workspace, language and an idempotency key, and gives back the change set", async () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie the server would have set.
  document.cookie = "csrftoken=abc";
  setRequestContext({ workspaceId: "w1", language: "fr" });
  let seen = new Headers();
  server.use(
    http.post(url("/api/v1/notes"), ({ request }) => {
      seen = request.headers;
      return HttpResponse.json({ id: "n1" }, { headers: { "X-Change-Set": "cs1" } });
    }),
  );

  const answer = await requestJson("POST", "/api/v1/notes", { body: "Bonjour" });

  expect(answer).toEqual({ data: { id: "n1" }, changeSetId: "cs1" });
  expect(seen.get("X-CSRFToken")).toBe("abc");
  expect(seen.get("X-Workspace")).toBe("w1");
  expect(seen.get("Accept-Language")).toBe("fr");
  expect(seen.get("Idempotency-Key")).toMatch(/^[0-9a-f-]{36}$/);
});

test("a write without answer is sent again with the same key, by itself and by the person", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const keys: (string | null)[] = [];
  server.use(
    http.post(url("/api/v1/notes"), ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return HttpResponse.error();
    }),
  );

  const failed = requestJson("POST", "/api/v1/notes", { body: "Bonjour" }).catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  await vi.waitFor(async () => {
    await vi.runAllTimersAsync();
    expect(keys).toHaveLength(3);
  });
  expect(await failed).toMatchObject({ status: 0, code: "unreachable" });
  vi.useRealTimers();
  server.use(
    http.post(url("/api/v1/notes"), ({ request }) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return HttpResponse.json({});
    }),
  );
  await requestJson("POST", "/api/v1/notes", { body: "Bonjour" });
  await requestJson("POST", "/api/v1/notes", { body: "Bonjour" });

  expect(new Set(keys.slice(0, 4)).size).toBe(1);
  expect(keys[4]).not.toBe(keys[0]);
});

test("a refusal is thrown as a problem with its fields and the present record", async () => {
  server.use(
    http.patch(url("/api/v1/deals/d1"), () =>
      HttpResponse.json(
        { status: 412, code: "stale_version", title: "Modifié", fields: [], current: { version: 4 } },
        { status: 412, headers: { "Content-Type": "application/problem+json" } },
      ),
    ),
  );

  const error = await requestJson("PATCH", "/api/v1/deals/d1", { name: "A" }).catch(
    (reason: unknown) => reason,
  );

  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).isStale).toBe(true);
  expect((error as Problem).current).toEqual({ version: 4 });
});

test("looking as a colleague only reads, and an ended session is told", async () => {
  const ended = vi.fn();
  setRequestContext({ seeAs: "m2", onUnauthenticated: ended });
  const seen: (string | null)[] = [];
  server.use(
    http.get(url("/api/v1/contacts"), ({ request }) => {
      seen.push(request.headers.get("X-See-As"));
      return HttpResponse.json({ code: "unauthenticated" }, { status: 401 });
    }),
  );

  await requestJson("GET", "/api/v1/contacts").catch(() => undefined);
  const write = await requestJson("POST", "/api/v1/contacts", {}).catch((error: unknown) => error);

  expect(seen).toEqual(["m2"]);
  expect(write).toMatchObject({ status: 403, code: "see_as" });
  expect(ended).toHaveBeenCalledOnce();
});

test("looking as a colleague goes on after a reload, in the same workspace only, until it is left", () => {
  window.history.replaceState(null, "", "/w/nordet/contacts");
  setRequestContext({ seeAs: "m2" });
  const kept = sessionStorage.getItem("sillage-see-as");
  setRequestContext({ seeAs: null });
  const left = sessionStorage.getItem("sillage-see-as");

  sessionStorage.setItem("sillage-see-as", kept ?? "");
  resumeSeeAs();
  const resumed = isSeeingAs();
  setRequestContext({ seeAs: null });
  sessionStorage.setItem("sillage-see-as", kept ?? "");
  window.history.replaceState(null, "", "/w/ailleurs/contacts");
  resumeSeeAs();

  expect(kept).toBe("nordet m2");
  expect(left).toBeNull();
  expect(resumed).toBe(true);
  expect(isSeeingAs()).toBe(false);
});

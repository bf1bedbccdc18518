/** One wrong field of a refused request; `path` is dotted (`"address.city"`). */
export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

interface ProblemDocument {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  fields?: readonly FieldProblem[];
  request_id?: string | null;
  current?: unknown;
  merged_into?: { object: string; id: string } | null;
}

/** A refused or failed request: the server's RFC 9457 document, or what replaces it when no answer came. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  readonly requestId: string | null;
  /** The record as it now stands, given with 412 (someone else changed it meanwhile). */
  readonly current: unknown;
  /** Where the record went, given with 404 when it was merged into another. */
  readonly mergedInto: { object: string; id: string } | null;

  constructor(document: ProblemDocument) {
    super(document.detail || document.title || document.code || "request failed");
    this.name = "Problem";
    this.status = document.status ?? 0;
    this.code = document.code ?? (this.status === 0 ? "network" : `http_${this.status}`);
    this.title = document.title ?? "";
    this.detail = document.detail ?? "";
    this.fields = document.fields ?? [];
    this.requestId = document.request_id ?? null;
    this.current = document.current ?? null;
    this.mergedInto = document.merged_into ?? null;
  }

  /** True when nobody can tell whether the server did the work: a retry must carry the same key. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }

  /** True when somebody else changed the record since it was read. */
  get isStale(): boolean {
    return this.status === 412;
  }
}

/** Reads a problem from a refused response, whatever its body looks like. */
export async function problemFrom(response: Response): Promise<Problem> {
  const requestId = response.headers.get("X-Request-Id") ?? undefined;
  try {
    const body: unknown = await response.clone().json();
    if (body !== null && typeof body === "object") {
      return new Problem({ request_id: requestId, ...(body as ProblemDocument), status: response.status });
    }
  } catch {
    // A proxy or a crash answered with something else than JSON: the status alone speaks.
  }
  return new Problem({ status: response.status, request_id: requestId });
}

/** Any thrown value as a problem, so that screens handle one kind of error. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ code: "unexpected", detail: String(error) });
}

/** Field messages by path, ready for `form.setErrors`. The part before a field (`body.`) is dropped. */
export function fieldErrors(problem: Problem): Record<string, string> {
  return Object.fromEntries(
    problem.fields.map((field) => [field.path.replace(/^(body|payload|data)\./, ""), field.message]),
  );
}

/** JSON over fetch. Every failure is an HttpError whose `kind` says what a person can do about it:
 *  "network"  no answer or too late: keep the work and try again
 *  "session"  signed out, or the form token is stale: sign in again
 *  "conflict" 409: somebody else was first; `data` holds the server's value
 *  "refused"  any other 4xx: `data.error` says why
 *  "server"   5xx: the fault is ours */
export class HttpError extends Error {
  constructor(kind, status = 0, data = null) {
    super(data?.error ?? kind);
    this.kind = kind;
    this.status = status;
    this.data = data;
  }
}

const TIMEOUT_MS = 15_000;

/** The CSRF token of the page; empty for a guest. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

export function postJson(address, body, options = {}) {
  return request(address, { ...options, method: "POST", body: JSON.stringify(body) });
}

/** @param {URLSearchParams} fields */
export function postForm(address, fields, options = {}) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded", ...options.headers };
  return request(address, { ...options, headers, method: "POST", body: fields.toString() });
}

async function request(address, { timeout = TIMEOUT_MS, headers = {}, ...init }) {
  const response = await answer(address, timeout, {
    ...init,
    credentials: "same-origin",
    redirect: "manual",
    headers: {
      Accept: "application/json",
      "X-Requested-With": "fetch",
      ...(init.body === undefined ? {} : { "Content-Type": "application/json", "X-CSRFToken": csrfToken() }),
      ...headers,
    },
  });
  if (response.type === "opaqueredirect") {
    throw new HttpError("session");
  }
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  const data = isJson ? await response.json().catch(() => null) : null;
  if (response.ok && data === null) {
    // The server died in the middle of its answer, or somebody between (a hotel's sign-in page) answered for it.
    throw new HttpError("network");
  }
  if (response.ok) {
    return data;
  }
  throw new HttpError(kindOf(response.status, isJson), response.status, data);
}

async function answer(address, timeout, init) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    return await fetch(address, { ...init, signal: abort.signal });
  } catch {
    throw new HttpError("network");
  } finally {
    clearTimeout(timer);
  }
}

function kindOf(status, isJson) {
  if (status === 401 || (status === 403 && !isJson)) {
    return "session";
  }
  if (status === 409) {
    return "conflict";
  }
  return status >= 500 ? "server" : "refused";
}

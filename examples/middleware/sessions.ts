import type { SubjectReference } from "../../src/index.ts"; // in a service: "rolebook"
import { HttpError } from "./http-error.ts";

/** The user or the credential who asks, in an organization. */
export type Session = SubjectReference & { readonly organization: string };

/**
 * Stands in for the sessions of your service. Use random tokens, and keep only their hashes.
 *
 * The service itself must verify who asks. It must never believe what a client says in a header, a query or a body.
 */
const SESSIONS: ReadonlyMap<string, Session> = new Map([
  ["token-of-ana", { user: "ana@acme.example", organization: "acme" }],
  ["token-of-ruth", { user: "ruth@acme.example", organization: "acme" }],
  ["token-of-viktor", { user: "viktor@acme.example", organization: "acme" }],
  ["token-of-mei", { user: "mei@globex.example", organization: "globex" }],
  // Works for both organizations. The session says which one is meant.
  ["token-of-dana", { user: "dana@agency.example", organization: "acme" }],
  ["token-of-a-leaver", { user: "gone@acme.example", organization: "acme" }],
  [
    "token-of-the-pipeline",
    { credential: "release-pipeline", organization: "acme" },
  ],
]);

export function sessionOf(authorization: string | undefined): Session {
  const token = authorization?.replace(/^Bearer /, "") ?? "";
  const session = SESSIONS.get(token);
  if (session === undefined) throw new HttpError(401, "Sign in first.");
  return session;
}

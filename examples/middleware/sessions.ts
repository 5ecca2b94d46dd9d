import type { Asking } from "../../src/index.ts"; // in a service: "rolebook"
import { HttpError } from "./http-error.ts";

/** Who asks: a person or a program, in an organization. */
export type Session = Asking & { readonly organization: string };

/**
 * In place of the service's own sessions and tokens, which are random and kept as hashes.
 *
 * Who asks is what the service has verified itself. It is never what a client writes about itself, in a header, a query or a body.
 */
const SESSIONS: ReadonlyMap<string, Session> = new Map([
  ["token-of-ana", { user: "ana@acme.example", organization: "acme" }],
  ["token-of-ruth", { user: "ruth@acme.example", organization: "acme" }],
  ["token-of-viktor", { user: "viktor@acme.example", organization: "acme" }],
  ["token-of-mei", { user: "mei@globex.example", organization: "globex" }],
  // Works for both organizations: which one is meant, the session says.
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
